"""Which article of the ledger is which outline: compared all with all that share anything, then one to one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from anwen.identify.align import Line, equal, similar
from anwen.identify.fingerprint import parse
from anwen.identify.names import natural
from anwen.identify.outline import Outline
from anwen.identify.page import Page
from anwen.library import LedgerEntry

SAME = 0.5  # share of text (Dice, by length) by which a text alone is known again
SAME_PLACE = 0.25  # enough with the same place or the same title
SAME_BOTH = 0.1  # enough with both
MARGIN = 0.1  # a rival this close makes the choice doubtful
_PLACE, _TITLE = 0.15, 0.05  # what the same place and the same title add
_GONE = 0.1  # what an article that is not active must be better by
_COMMON = 20  # a line in more pieces than this says nothing about which piece it is
_TELLING = 20  # characters: a shorter line's sketch says too little across articles
_CANDIDATES = 12  # pieces looked at closely for one article


class Candidate(Struct, frozen=True):
    """An article and an outline compared. ``held`` is the share of the article's text that the outline has."""

    page: Page
    index: int
    score: float
    held: float
    accepted: bool


class Matching(Struct, frozen=True):
    """What was matched; outlines are named by their index.

    ``found``: outline → article. ``settled``: the outlines equal to the ledger in everything. ``rivals``: outline →
    (score, the rival's score, the rival). ``lost``: an article without an outline → the outline that has most of it.
    """

    found: Mapping[int, str]
    settled: frozenset[int]
    rivals: Mapping[int, tuple[float, float, str]]
    lost: Mapping[str, int]


class Finder:
    """The outlines, indexed by what an article may be known by."""

    def __init__(self, outlines: Sequence[Outline], supersedes: Mapping[str, str], merged: Mapping[str, str]) -> None:
        self.outlines = outlines
        self.supersedes = supersedes
        self.merged = merged
        self.lines = [tuple(Line(block.letter, parse(block.fingerprint)) for block in each.blocks) for each in outlines]
        self.sizes = [sum(line.print.length for line in lines) for lines in self.lines]
        self.by_line: defaultdict[str, list[int]] = defaultdict(list)
        self.by_title: defaultdict[str, list[int]] = defaultdict(list)
        self.by_file: defaultdict[str, list[int]] = defaultdict(list)
        for index, each in enumerate(outlines):
            for exact in sorted({line.print.exact for line in self.lines[index]}):
                self.by_line[exact].append(index)
            self.by_title[each.title_print].append(index)
            self.by_file[oldest(each.file, supersedes)].append(index)
        self.by_key = {each.key: {index} for index, each in enumerate(outlines)}

    @cached_property
    def _by_band(self) -> Mapping[tuple[int, int], list[int]]:
        by_band: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for index, lines in enumerate(self.lines):
            for band in sorted({band for line in lines for band in _bands(line)}):
                by_band[band].append(index)
        return by_band

    def _resembling(self, page: Page) -> Counter[int]:
        """The outlines with lines like an article's where not one is equal: a page scraped again, every line mended."""
        found: Counter[int] = Counter()
        for line in page.lines:
            for band in _bands(line):
                places = self._by_band.get(band, [])
                found.update(places if len(places) <= _COMMON else [])
        return found

    def near(self, page: Page) -> list[int]:
        """The outlines worth comparing with an article, those that share most first."""
        shared: Counter[int] = Counter()
        for line in page.lines:
            places = self.by_line.get(line.print.exact, [])
            if len(places) <= _COMMON:
                shared.update(dict.fromkeys(places, line.print.length))
        titles = self.by_title.get(page.head.title_print, [])
        named = set(titles if len(titles) <= _COMMON else [])
        file = self.by_file.get(oldest(page.head.file, self.supersedes), [])
        place = {index for index in file if self.outlines[index].number == page.head.number}
        place |= self.by_key.get(self.merged.get(page.key, ""), set())
        if not shared:
            shared = self._resembling(page)
        if not shared:
            named.update(file)
        first = sorted(set(shared) | named, key=lambda index: (-shared[index], index not in place, index))
        return sorted(place.union(first[:_CANDIDATES]))

    def compare(self, page: Page, index: int) -> Candidate:
        """How well an article and an outline fit."""
        each, lines = self.outlines[index], self.lines[index]
        pairs = equal(page.lines, lines)
        common = float(sum(page.lines[old].print.length for old in pairs))
        for pair in similar(page.lines, lines, pairs):
            sizes = page.lines[pair.old].print.length, lines[pair.new].print.length
            common += pair.similarity * min(sizes)
        size = page.size + self.sizes[index]
        alike = 2 * common / size if size else 1.0
        place = each.number == page.head.number and self._same_file(each.file, page.head.file)
        title = each.title_print == page.head.title_print
        kin = self.merged.get(page.key) == each.key
        floor = SAME_BOTH if place and title else SAME_PLACE if place or title or kin else SAME
        score = alike + _PLACE * place + _TITLE * title - _GONE * (not page.active)
        return Candidate(page, index, round(score, 6), common / page.size if page.size else 0.0, alike >= floor)

    def _same_file(self, one: str, other: str) -> bool:
        return oldest(one, self.supersedes) == oldest(other, self.supersedes)


def _bands(line: Line) -> list[tuple[int, int]]:
    """Eight parts of a sketch: of two lines that differ in a word, one part at least is equal in most cases."""
    if line.print.length < _TELLING:
        return []
    return [(part, line.print.sketch >> (15 * part) & 0x7FFF) for part in range(8)]


def oldest(file: str, supersedes: Mapping[str, str]) -> str:
    """The first of the files that superseded one another, up to ``file``.

    >>> oldest("c.txt", {"c.txt": "b.txt", "b.txt": "a.txt"})
    'a.txt'
    """
    seen = {file}
    while file in supersedes and supersedes[file] not in seen:
        file = supersedes[file]
        seen.add(file)
    return file


def unchanged(page: Page, each: Outline) -> bool:
    """Whether the ledger has the outline word for word, at the same place."""
    if not page.active or page.key != each.key or page.head.title_print != each.title_print:
        return False
    if len(page.head.order) != len(each.blocks):
        return False
    return all(
        page.entries[name].fingerprint == block.fingerprint and f".{block.letter}" in name
        for name, block in zip(page.head.order, each.blocks, strict=True)
    )


def match(
    pages: Mapping[str, Sequence[LedgerEntry]],
    outlines: Sequence[Outline],
    supersedes: Mapping[str, str],
    merged: Mapping[str, str],
) -> Matching:
    """Match the articles of the ledger with the outlines (sorted by file and number), independently of any order."""
    keys = {each.key: index for index, each in enumerate(outlines)}
    found: dict[int, str] = {}
    open_pages: list[Page] = []
    for article, entries in pages.items():
        page = Page(article, entries)
        index = keys.get(page.key, -1)
        if index >= 0 and index not in found and unchanged(page, outlines[index]):
            found[index] = article
        else:
            open_pages.append(page)
    settled = frozenset(found)
    rest = [index for index in range(len(outlines)) if index not in settled] if open_pages else []
    finder = Finder([outlines[index] for index in rest], supersedes, merged)
    candidates = [finder.compare(page, near) for page in open_pages for near in finder.near(page)]
    rivals = {rest[index]: rival for index, rival in _choose(candidates, found, rest).items()}
    lost = _lost(candidates, found, rest)
    matched = set(found.values())
    for page in open_pages:  # a second article of the same place, as two branches can leave it behind
        if page.active and page.article not in matched and page.key in keys and keys[page.key] in settled:
            lost.setdefault(page.article, keys[page.key])
    return Matching(found, settled, rivals, lost)


def _choose(
    candidates: Iterable[Candidate], found: dict[int, str], rest: Sequence[int]
) -> dict[int, tuple[float, float, str]]:
    """Best fit first, each article and outline once; fills ``found``. Returns the choices with a close rival."""
    ranked = sorted(
        (each for each in candidates if each.accepted),
        key=lambda each: (-each.score, natural(each.page.article), each.index),
    )
    by_article: defaultdict[str, list[Candidate]] = defaultdict(list)
    by_index: defaultdict[int, list[Candidate]] = defaultdict(list)
    for each in ranked:
        by_article[each.page.article].append(each)
        by_index[each.index].append(each)
    used: set[str] = set()
    taken: set[int] = set()
    rivals: dict[int, tuple[float, float, str]] = {}
    for each in ranked:
        article = each.page.article
        if article in used or each.index in taken:
            continue
        others = [
            (other.score, other.page.article)
            for other in by_article[article] + by_index[each.index]
            if other is not each
            and other.page.article not in used
            and other.index not in taken
            and each.score - other.score < MARGIN
        ]
        if others:
            rivals[each.index] = (each.score, *max(others))
        used.add(article)
        taken.add(each.index)
        found[rest[each.index]] = article
    return rivals


def _lost(candidates: Iterable[Candidate], found: Mapping[int, str], rest: Sequence[int]) -> dict[str, int]:
    """The articles whose place another took, by the outline that holds at least half of their text."""
    matched = set(found.values())
    best: dict[str, Candidate] = {}
    for each in candidates:
        article = each.page.article
        if each.page.active and article not in matched and each.held >= SAME:
            rival = best.get(article)
            if rival is None or (each.held, each.score, -each.index) > (rival.held, rival.score, -rival.index):
                best[article] = each
    return {article: rest[each.index] for article, each in best.items()}
