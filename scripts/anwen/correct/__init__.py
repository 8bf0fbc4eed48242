"""What editors decided: corpus/corrections/*.yaml."""

from anwen.correct.corrections import Action, Correction, Corrections
from anwen.correct.quotes import nearest, nearest_words
from anwen.correct.shape import shape
from anwen.correct.text import text_changes
from anwen.correct.writing import appended

__all__ = [
    "Action",
    "Correction",
    "Corrections",
    "appended",
    "nearest",
    "nearest_words",
    "shape",
    "text_changes",
]
