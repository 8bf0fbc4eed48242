"""Which themes a text is about, and whether it is about work safety at all; always with the words that say so."""

from anwen.theme.lexicon import Lexicon
from anwen.theme.relevance import Relevance, relevance
from anwen.theme.table import Table

__all__ = ["Lexicon", "Relevance", "Table", "relevance"]
