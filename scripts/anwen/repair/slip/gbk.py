"""GBK's double bytes, as Python's own codec has them, and those that a page's decoder loses without a trace."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

LEADS = range(0x81, 0xFF)
TRAILS = range(0x40, 0xFF)


class Table(NamedTuple):
    """``char[lead, trail]`` for every defined pair, ``pair[char]`` the other way."""

    char: dict[tuple[int, int], str]
    pair: dict[str, tuple[int, int]]
    by_lead: dict[int, tuple[tuple[int, str], ...]]  # (trail, character), trails from 0x80 on
    lost: dict[int, frozenset[int]]  # lead → trails from 0x81 on whose pair is undefined or user-defined


@cache
def table() -> Table:
    """The double bytes of GBK.

    >>> table().char[0xCE, 0xA3], table().pair["化"], 0xC1 in table().lost[0xAB]
    ('危', (187, 175), True)
    """
    char: dict[tuple[int, int], str] = {}
    lost: dict[int, set[int]] = {0x80: set(LEADS)}
    for lead in LEADS:
        for trail in TRAILS:
            try:
                char[lead, trail] = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                if trail in LEADS:  # the trail is the next character's lead
                    lost.setdefault(lead, set()).add(trail)
    by_lead: dict[int, list[tuple[int, str]]] = {}
    for (lead, trail), one in char.items():
        if trail >= 0x80:
            by_lead.setdefault(lead, []).append((trail, one))
    return Table(
        char,
        {one: pair for pair, one in char.items()},
        {lead: tuple(found) for lead, found in by_lead.items()},
        {lead: frozenset(found) for lead, found in lost.items()},
    )
