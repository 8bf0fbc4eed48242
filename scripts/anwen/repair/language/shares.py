"""What share of right text the thresholds of `joint` would change: ``python -m anwen.repair.language.shares FILE...``,
run after each training with sentences that the model was not built from, one a line (tests/cases/slip has such).

Other rules weigh whether two stretches go together by nats of the language model. A model that has read more finds
some places likelier; what counts is how many right places a threshold leaves on its wrong side. Those shares are kept
here, with the values that would give the same again: where one is far from what `joint` has, that is set anew, and the
rules that have thresholds of their own are looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from anwen.repair import joint
from anwen.repair.marks import is_han

_OTHERS = 20  # lines that each line is set before
# Of 2,499 sentences that no model had seen (70,306 places, 50,000 pairs of lines), as they were when the cases of the
# rules that have these thresholds were written: the share of the places inside sentences that gain less, and of lines'
# ends that gain as much with the line below.
SHARES = {
    "SEPARATE": (0.020, 0.055),
    "RUNS_ON": (0.090, 0.0022),
    "ONE_PHRASE": (0.157, 0.0003),
    "ONE_WORD": (0.473, 0.0),
}


class Gains(NamedTuple):
    """What places gain by `joint.gain`, in order: between two characters of a sentence, and between two lines."""

    inside: list[float]
    ends: list[float]

    def shares(self, least: float) -> tuple[float, float]:
        """The share of places inside that gain less than ``least``, and of ends that gain as much or more."""
        inside, ends = (sum(value < least for value in found) / len(found) for found in self)
        return inside, 1.0 - ends

    def values(self, inside: float, ends: float) -> tuple[float, float]:
        """The thresholds that would have these shares.

        >>> Gains([1.0, 5.0, 9.0, 12.0], [-3.0, -1.0, 0.0, 4.0]).values(0.25, 0.25)
        (5.0, 4.0)
        """
        return _at(self.inside, inside), _at(self.ends, 1.0 - ends)


def _at(found: Sequence[float], share: float) -> float:
    return found[min(len(found) - 1, round(share * len(found)))]


def gains(sentences: Sequence[str]) -> Gains:
    """The gains of ``sentences``, each a line of its own."""
    inside = (
        joint.gain(text[:at], text[at:])
        for text in sentences
        for at in range(2, len(text) - 1)
        if is_han(text[at - 1]) and is_han(text[at])
    )
    ends = (joint.gain(text, other) for at, text in enumerate(sentences) for other in _below(sentences, at))
    return Gains(sorted(inside), sorted(ends))


def _below(sentences: Sequence[str], at: int) -> Iterable[str]:
    step = max(1, len(sentences) // _OTHERS)
    return islice((*sentences[at + 1 :: step], *sentences[:at:step]), _OTHERS)


def main(files: Iterable[str]) -> None:
    found = gains([line for file in files for line in Path(file).read_text(encoding="utf-8").splitlines() if line])
    print(f"{len(found.inside)} places inside sentences, {len(found.ends)} between lines")
    for name, kept in SHARES.items():
        value = getattr(joint, name)
        inside, ends = found.shares(value)
        like = found.values(*kept)
        print(
            f"{name} {value}: {inside:.2%} inside gain less (as many as kept: {like[0]:.1f}), "
            f"{ends:.2%} of ends more (as many as kept: {like[1]:.1f})"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
