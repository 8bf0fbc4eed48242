"""A passage's words in quotation marks, followed by its reference."""

from __future__ import annotations

from anwen.cite.gbt7714 import Edition, reference
from anwen.records import Article, Passage

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


def quote(
    passage: Passage, article: Article, *, site_url: str = "", accessed: str = "", edition: Edition = "2025"
) -> str:
    """The passage word for word, and on the next line where it stands.

    Raises:
        ValueError: ``accessed`` is not a day.
    """
    source = reference(article, passage=passage, site_url=site_url, accessed=accessed, edition=edition)
    return f"{quoted(passage.text)}\n{source}"
