"""Slogans that count (三管三必须, 四个一律), and where the texts say what the numbers stand for."""

from anwen.unfold.unfold import Unfolding, unfold, unfoldings

__all__ = ["Unfolding", "unfold", "unfoldings"]
