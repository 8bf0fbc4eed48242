"""Where a text says what the numbers of a slogan stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from anwen.library import Article
from anwen.unfold.rules import RULES
from anwen.unfold.slogan import slogans


class Unfolding(Struct, frozen=True):
    """A slogan and the things it stands for. All spans count in the passage's text."""

    term: str  # without quotes
    start: int
    end: int
    items: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    rule: str


# An item longer than this is no name of a thing but a whole explanation: the list was not what it seemed.
LONGEST = 120
# Nothing farther from the slogan is looked at, so that a text without an end of a sentence costs no more than its
# length; in the collection the farthest item ends 277 characters behind.
REACH = 2000


def unfold(text: str) -> tuple[Unfolding, ...]:
    """The slogans in ``text`` with the things they stand for, by place; a slogan that is not explained is left out.

    The number of items is the slogan's own (三单: 3; 四不两直: 4 + 2; 一案双查: 2), or nothing is said of it.

    >>> [(it.term, it.items) for it in unfold("严防“三非”（非法生产、非法经营、非法建设）。")]
    [('三非', ('非法生产', '非法经营', '非法建设'))]
    """
    found = []
    for slogan in slogans(text):
        before = max(0, slogan.start - REACH)
        near = text[before : slogan.stop + REACH]
        for rule in RULES:
            spans = rule(near, slogan.moved(-before))
            items = tuple(near[start:end] for start, end in spans)
            if items and all(0 < len(item) <= LONGEST for item in items) and len(set(items)) == len(items):
                there = tuple((start + before, end + before) for start, end in spans)
                found.append(Unfolding(slogan.term, slogan.start, slogan.end, items, there, rule.__name__))
                break
    return tuple(found)


def unfoldings(articles: Iterable[Article]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Every unfolded slogan of the collection, by term, with (passage id, items) in the order of the articles."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for article in articles:
        for passage in article.passages:
            for it in unfold(passage.text):
                found[it.term].append((passage.id, it.items))
    return dict(sorted(found.items()))
