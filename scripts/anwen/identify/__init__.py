"""Pieces and the ledger → identifiers that never change hands, and the ledger grown by them."""

from anwen.identify.assign import REASONS, Ids, Uncertain
from anwen.identify.doubts import load_doubts, save_doubts
from anwen.identify.ledger import Assignment, Ledger
from anwen.identify.outline import Outline, Trace, outline
from anwen.identify.page import source_file
from anwen.identify.wordings import Wording, Wordings, outdated

__all__ = [
    "REASONS",
    "Assignment",
    "Ids",
    "Ledger",
    "Outline",
    "Trace",
    "Uncertain",
    "Wording",
    "Wordings",
    "load_doubts",
    "outdated",
    "outline",
    "save_doubts",
    "source_file",
]
