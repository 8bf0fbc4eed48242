"""What a change does to the corpus: two states of corpus/ side by side, for a pull request."""

from anwen.compare.changes import Changes, compare
from anwen.compare.mentions import MentionChange, Named, mention_changes
from anwen.compare.revision import corpus_at
from anwen.compare.summary import summary

__all__ = ["Changes", "MentionChange", "Named", "compare", "corpus_at", "mention_changes", "summary"]
