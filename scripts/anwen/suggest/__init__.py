"""New concepts: which terms of the collection no concept names yet, and the file to begin one with."""

from anwen.suggest.draft import draft
from anwen.suggest.suggest import Said, Suggestion, suggest

__all__ = ["Said", "Suggestion", "draft", "suggest"]
