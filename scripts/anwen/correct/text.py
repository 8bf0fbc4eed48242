"""Text corrections: find the quoted words and say what replaces them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import chain, pairwise, repeat

from anwen.correct.corrections import Correction
from anwen.errors import AnwenError, FaultsError, TableError

# characters in a row; one or two are shared by any two sentences
_ALIKE = 3


def _nearest(text: str, wanted: str) -> str:
    """The stretch of ``text`` that shares the longest run with ``wanted``, for the message; "" where none is near."""
    match = SequenceMatcher(None, text, wanted, autojunk=False).find_longest_match()
    if match.size < min(_ALIKE, (len(wanted) + 1) // 2):
        return ""
    start = max(0, match.a - match.b)
    return text[start : start + len(wanted) + 10].replace("\n", " ")


def _place(text: str, item: Correction, where: str) -> int | AnwenError:
    wanted = item.prefix + item.quote + item.suffix
    first = text.find(wanted)
    if first >= 0 and text.find(wanted, first + 1) < 0:
        return first + len(item.prefix)
    if first >= 0:
        return TableError(
            f"the quote {item.quote!r} stands in {item.file} more than once",
            where=where,
            hint="Add prefix or suffix words until only one place is meant.",
        )
    nearest = _nearest(text, wanted)
    return TableError(
        f"the quote {item.quote!r} is not in the cleaned text of {item.file}",
        where=where,
        hint=f"The nearest place reads: {nearest!r}." if nearest else "Copy the words from the article's page.",
    )


def text_changes(text: str, items: Iterable[Correction], places: Iterable[str] = ()) -> list[tuple[int, int, str]]:
    """``(start, end, replacement)`` for each correction, sorted; offsets count in ``text``.

    ``places`` are the files in which the corrections stand, in the same order, for messages.

    Raises:
        FaultsError: a quote is not found, stands more than once, or overlaps another correction.
    """
    errors: list[AnwenError] = []
    changes: list[tuple[int, int, str]] = []
    for item, where in zip(items, chain(places, repeat("corpus/corrections/")), strict=False):
        place = _place(text, item, where)
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
