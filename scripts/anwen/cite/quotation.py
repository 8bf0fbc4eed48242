"""A passage's words in quotation marks, followed by its reference."""

from __future__ import annotations

from anwen.cite.gbt7714 import Edition, reference
from anwen.cite.work import Work

_INNER = str.maketrans("“”‘’", "‘’“”")


def quoted(text: str) -> str:
    """Text in “ ”; marks inside it change level (GB/T 15834: ‘ ’ within “ ”), where they come in pairs.

    A table's cells are separated by spaces.

    >>> quoted("要守住“红线”。")
    '“要守住‘红线’。”'
    """
    words = text.strip().replace("\t", " ")
    if words.count("“") == words.count("”") and words.count("‘") == words.count("’"):
        words = words.translate(_INNER)
    return f"“{words}”"


def quote(cited: Work, edition: Edition = "2025") -> str:
    """The words that are cited, and on the next line where they stand; without words the reference alone."""
    source = reference(cited, edition)
    return f"{quoted(cited.words)}\n{source}" if cited.words.strip() else source
