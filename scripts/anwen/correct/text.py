"""Text corrections: what replaces the quoted words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, pairwise, repeat

from anwen.correct.corrections import Correction
from anwen.correct.quotes import locate
from anwen.errors import AnwenError, FaultsError, TableError


def text_changes(text: str, items: Iterable[Correction], places: Iterable[str] = ()) -> list[tuple[int, int, str]]:
    """``(start, end, replacement)`` for each text correction, sorted; offsets count in ``text``.

    ``places`` are the files in which the corrections stand, in the same order, for messages.

    Raises:
        FaultsError: a quote is not found, stands more than once, or overlaps another correction.
    """
    errors: list[AnwenError] = []
    changes: list[tuple[int, int, str]] = []
    for item, where in zip(items, chain(places, repeat("corpus/corrections/")), strict=False):
        if item.action != "text":
            continue
        place = locate(text, item, where)
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
