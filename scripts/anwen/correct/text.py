"""Text corrections: find the quoted words and say what replaces them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise

from anwen.correct.corrections import Correction
from anwen.errors import AnwenError, FaultsError, TableError


def _nearest(text: str, wanted: str) -> str:
    """The stretch of ``text`` that shares the longest run with ``wanted``, for the error message."""
    match = SequenceMatcher(None, text, wanted, autojunk=False).find_longest_match()
    start = max(0, match.a - match.b)
    return text[start : start + len(wanted) + 10].replace("\n", " ")


def _place(text: str, item: Correction) -> int | AnwenError:
    wanted = item.prefix + item.quote + item.suffix
    first = text.find(wanted)
    if first >= 0 and text.find(wanted, first + 1) < 0:
        return first + len(item.prefix)
    if first >= 0:
        return TableError(
            f"the quote {item.quote!r} stands in {item.file} more than once",
            where="corpus/corrections/",
            hint="Add prefix or suffix words until only one place is meant.",
        )
    return TableError(
        f"the quote {item.quote!r} is not in the cleaned text of {item.file}",
        where="corpus/corrections/",
        hint=f"The nearest place reads: {_nearest(text, wanted)!r}.",
    )


def text_changes(text: str, items: Iterable[Correction]) -> list[tuple[int, int, str]]:
    """``(start, end, replacement)`` for each correction, sorted; offsets count in ``text``.

    Raises:
        FaultsError: a quote is not found, stands more than once, or overlaps another correction.
    """
    errors: list[AnwenError] = []
    changes: list[tuple[int, int, str]] = []
    for item in items:
        place = _place(text, item)
        if isinstance(place, AnwenError):
            errors.append(place)
        else:
            changes.append((place, place + len(item.quote), item.value))
    changes.sort()
    for before, after in pairwise(changes):
        if after[0] < before[1]:
            quote = text[after[0] : after[1]]
            errors.append(
                TableError(
                    f"two corrections touch {quote!r}", where="corpus/corrections/", hint="Make one correction of them."
                )
            )
    if errors:
        raise FaultsError(errors)
    return changes
