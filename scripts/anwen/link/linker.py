"""Find the concepts that a text names: Aho-Corasick over all names at once, so the time is linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from anwen.library import Concept, Mention
from anwen.link.fold import SEPARATORS, fold, gaps, titles, with_quotes
from anwen.link.guards import Guards, load_guards

# A law is also named with its state before it and its revision after it.
_STATE = "中华人民共和国"
_REVISION = re.compile(r"[(（〔\[][^()（）〔〕\[\]]{1,20}[)）〕\]]$")


class _Pattern(Struct, frozen=True):
    folded: str
    concept: str  # "" where the words only stand in the way of a shorter name
    gaps: frozenset[int] = frozenset()


def surfaces(concept: Concept) -> tuple[str, ...]:
    """All the ways a concept is written: its name, aliases and forms; 制 is also written 制度."""
    written = (concept.name, *concept.aliases, *concept.forms)
    bare = [fold(surface)[0] for surface in written]
    longer = [surface + "度" for surface, text in zip(written, bare, strict=True) if text.endswith("制")]
    return (*written, *longer)


class Linker:
    """Finds mentions of ``concepts``. Build it once; it holds no state between texts."""

    def __init__(self, concepts: Iterable[Concept], guards: Guards | None = None) -> None:
        self._guards = guards or load_guards()
        found: dict[str, _Pattern] = {}
        # What stands in the way is entered last, and never takes the place of a name somebody wrote on purpose.
        ordered = sorted(concepts, key=lambda concept: concept.id)
        for concept in ordered:
            for surface in surfaces(concept):
                self._enter(found, surface, concept.id)
        for concept in ordered:
            for surface in concept.not_forms:
                self._enter(found, surface, "")
        for surface in self._guards.longer:
            self._enter(found, surface, "")
        self._patterns = [found[folded] for folded in sorted(found)]
        # All overlapping matches are taken: a long one that turns out to be none must not hide a short one.
        self._matcher = AhoCorasick([p.folded for p in self._patterns], matchkind=MatchKind.Standard)

    @staticmethod
    def _enter(found: dict[str, _Pattern], surface: str, concept: str) -> None:
        folded, _ = fold(surface)
        if not folded:
            return
        old = found.get(folded)
        if old is None:
            found[folded] = _Pattern(folded, concept, gaps(surface))
        elif old.concept == concept:
            found[folded] = _Pattern(folded, concept, old.gaps | gaps(surface))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The concepts named in ``text``, by place: leftmost, longest, not overlapping.

        A name is not found inside a longer word (guards.yaml, ``not_forms``), nor in a 《title》 unless it is the whole
        of it. Quotes within a name are passed over; of a pair both halves are in the mention or none.

        >>> law = Concept("anquan-shengchan-fa", "安全生产法", "responsibility", "verified", "…")
        >>> linker = Linker([law])
        >>> linker.mentions("《安全生产法》"), linker.mentions("安全生产法律")
        ((Mention(start=1, end=6, concept='anquan-shengchan-fa'),), ())
        """
        folded, places = fold(text)
        matches = self._matcher.find_matches_as_indexes(folded, overlapping=True)
        spans = titles(text) if matches and "《" in text else []
        names: list[tuple[int, int, str]] = []
        others: list[tuple[int, int, str]] = []
        for index, start, end in matches:
            pattern = self._patterns[index]
            if pattern.concept and self._guards.joined(folded, start, end):
                continue
            if not self._whole(text, places, start, end, pattern.gaps):
                continue
            first, last = places[start], places[end - 1] + 1
            if not pattern.concept:
                others.append((first, last, ""))
            elif (place := _placed(text, first, last, spans)) is not None:
                names.append((*place, pattern.concept))
        chosen = _leftmost_longest(_outside(names, others))
        return tuple(Mention(*with_quotes(text, first, last), concept) for first, last, concept in chosen)

    @staticmethod
    def _whole(text: str, places: list[int], start: int, end: int, allowed: frozenset[int]) -> bool:
        """Whether separators stand only where the name has them."""
        if places[end - 1] - places[start] == end - start - 1:
            return True
        for i in range(start + 1, end):
            between = text[places[i - 1] + 1 : places[i]]
            if i - start not in allowed and any(char in SEPARATORS for char in between):
                return False
        return True


def _placed(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The span of the mention; None where it covers only a part of a 《title》."""
    first, last = start, end
    at = bisect_left(spans, (end, 0)) - 1  # the last title that begins before the end
    while at >= 0 and spans[at][1] > start:
        left, right = spans[at]
        inner = text[left:right]
        body = left + (len(_STATE) if inner.startswith(_STATE) else 0)
        stop = left + len(_REVISION.sub("", inner))
        if start > body or not stop <= end <= right:
            return None
        first, last = min(first, left), max(last, stop)
        at -= 1
    if first == start >= len(_STATE) and text[end - 1] == "法" and text.startswith(_STATE, start - len(_STATE)):
        first -= len(_STATE)
    return first, last


def _outside(names: list[tuple[int, int, str]], others: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The names, by place, that are not a part of one of the ``others``."""
    kept: list[tuple[int, int, str]] = []
    reach, at = 0, 0
    others = sorted(others)
    for name in sorted(names):
        while at < len(others) and others[at][0] <= name[0]:
            reach = max(reach, others[at][1])
            at += 1
        if name[1] > reach:
            kept.append(name)
    return kept


def _leftmost_longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    chosen: list[tuple[int, int, str]] = []
    last = 0
    for match in sorted(found, key=lambda match: (match[0], -match[1], match[2])):
        if match[0] >= last:
            last = match[1]
            chosen.append(match)
    return chosen
