"""Pieces and the ledger → identifiers that never change hands, and the ledger grown by them."""

from anwen.identify.assign import REASONS, Ids, Uncertain
from anwen.identify.ledger import Assignment, Ledger
from anwen.identify.outline import Outline, Trace, outline
from anwen.identify.page import source_file

__all__ = ["REASONS", "Assignment", "Ids", "Ledger", "Outline", "Trace", "Uncertain", "outline", "source_file"]
