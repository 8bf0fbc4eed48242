"""What editors decided: corpus/corrections/*.yaml."""

from anwen.correct.corrections import Correction, Corrections
from anwen.correct.text import text_changes

__all__ = ["Correction", "Corrections", "text_changes"]
