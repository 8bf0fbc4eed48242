"""Bytes of an original in, its text out: nothing but decoding and taking the markup away."""

from anwen.read.reading import SUFFIXES, read

__all__ = ["SUFFIXES", "read"]
