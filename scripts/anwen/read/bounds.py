"""What a page may be made of before it is parsed: the tree costs 35 µs and 1.3 KB a tag, ten times that in tables."""

from __future__ import annotations

import re
from itertools import islice

from anwen.errors import ReadError

# The largest saved pages of this kind (a forum's thread, a collection of a hundred texts) have 30,000 tags.
MOST_TAGS = 150_000
_TAG = re.compile(r"<[A-Za-z]")


def check_tags(file: str, source: str) -> None:
    """Refuse a page of more tags than any page for readers has.

    Raises:
        ReadError: there are more than `MOST_TAGS`.
    """
    if next(islice(_TAG.finditer(source), MOST_TAGS, None), None):
        hint = "Copy its text into a .txt file, or save the part with the text alone."
        raise ReadError(f"the page has more than {MOST_TAGS:,} tags", where=file, hint=hint)
