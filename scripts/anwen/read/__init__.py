"""Bytes of an original in, its text out: nothing but decoding and taking the markup away."""

from anwen.read.frames import FramesetError
from anwen.read.reading import SUFFIXES, read

__all__ = ["SUFFIXES", "FramesetError", "read"]
