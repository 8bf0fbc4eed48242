"""What the search keeps: hypotheses, the steps that led to them and the alternatives that they beat."""

from __future__ import annotations

from typing import NamedTuple

from anwen.repair.slip.model import START

ALIGNED = 0
ANY = 512  # a pending byte of which nothing is known; LOST + lead: the second byte of a pair that vanished
LOST = 256


class Step(NamedTuple):
    """``shown[start:end]`` was ``text``."""

    before: Step | None
    start: int
    end: int
    text: str
    paid: float  # the cost of the reading up to here


class Near(NamedTuple):
    """An alternative that was ``gap`` nats behind when it met this reading, which was ``length`` long then."""

    before: Near | None
    gap: float
    length: int
    text: str


class Reading(NamedTuple):
    """A hypothesis."""

    cost: float
    pending: int
    history: str  # the last two characters, as the language model knows them
    last: str  # the last character read, as the page had it
    text: str
    step: Step | None
    near: Near | None


def beginning(cost: float = 0.0, pending: int = ALIGNED) -> Reading:
    """The hypothesis that has read nothing."""
    return Reading(cost, pending, START + START, "", "", None, None)
