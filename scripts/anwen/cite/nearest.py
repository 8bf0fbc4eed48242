"""Whether a quotation stands in a text, and if not, the wording that comes nearest.

Punctuation, spacing and the width of letters are not compared. A quotation may leave words out with ……; its pieces must
then stand in the text one after the other. Hypothes.is and others anchor a quotation wherever it fits best; here a
wording that shares less than `LIKE` is none.
"""

from __future__ import annotations

import re

from msgspec import Struct

from anwen.notation import normalise

LIKE = 0.6  # of the quotation's characters; below it a wording is another text
_LONGEST = 600  # characters of a quotation that are compared: the work grows with both lengths
_OMITTED = re.compile(r"[\[（(［〔]?(?:…+|\.{3,}|。{3,}|⋯+)[\]）)］〕]?")


class Near(Struct, frozen=True):
    """How well a quotation fits: 1 where it stands word for word; ``wording`` is what stands there, or "" for none."""

    share: float
    wording: str = ""


def _folded(text: str) -> tuple[str, list[int]]:
    """The text normalised, and for each of its characters the place in ``text`` it comes from."""
    chars: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if char.isspace():
            continue
        for kept in normalise(char):
            if kept.isalnum():
                chars.append(kept)
                places.append(at)
    return "".join(chars), places


def stands_in(quotation: str, text: str) -> bool:
    """Whether the quotation stands in the text word for word.

    >>> stands_in("守住红线……责任到人", "要守住“红线”，层层落实，责任到人。"), stands_in("守住底线", "要守住红线。")
    (True, False)
    """
    whole = _folded(text)[0]
    at = 0
    for piece in _OMITTED.split(quotation):
        words = _folded(piece)[0]
        found = whole.find(words, at)
        if found < 0:
            return False
        at = found + len(words)
    return True


def nearest(quotation: str, text: str) -> Near:
    """The wording of ``text`` that comes nearest to the quotation.

    >>> nearest("要守住底线，责任到人", "会议指出，要守住“红线”，责任到人。")
    Near(share=0.889, wording='要守住“红线”，责任到人')
    """
    if stands_in(quotation, text):
        return Near(1.0, quotation)
    words = _folded(_OMITTED.sub("", quotation))[0][:_LONGEST]
    whole, places = _folded(text)
    if not words or not whole:
        return Near(0.0)
    # edit distance of the words to every part of the text, which may begin anywhere (Sellers 1980)
    costs, starts = list(range(len(words) + 1)), [0] * (len(words) + 1)
    best = (len(words), 0, 0)
    for end, char in enumerate(whole, 1):
        row, froms = [0], [end - 1]
        for i, word in enumerate(words, 1):
            choices = (
                (costs[i - 1] + (word != char), starts[i - 1] if i > 1 else end - 1),
                (costs[i] + 1, starts[i]),
                (row[i - 1] + 1, froms[i - 1]),
            )
            cost, start = min(choices, key=lambda choice: choice[0])
            row.append(cost)
            froms.append(start)
        costs, starts = row, froms
        best = min(best, (costs[-1], starts[-1], end), key=lambda choice: choice[0])
    cost, start, end = best
    share = round(1 - cost / len(words), 3)
    if share < LIKE or end <= start:
        return Near(share)
    return Near(share, text[places[start] : places[end - 1] + 1])
