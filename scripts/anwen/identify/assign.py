"""Give every outline its identifiers: keep, revive, move, retire, and only then number anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from anwen.identify.align import ALIKE, Line, equal, similar
from anwen.identify.fingerprint import parse
from anwen.identify.match import Matching, match
from anwen.identify.names import article_id, natural
from anwen.identify.outline import Outline
from anwen.identify.page import Head, Page, State
from anwen.library import LedgerEntry
from anwen.notation import article_of

# why an identifier is retired; the words are what a reader of its address is told
REASONS: dict[str, str] = {
    "gone": "正文中已不再有这一段",
    "removed": "原件已不在库中",
    "irrelevant": "经判定与安全生产无关",
    "duplicate": "与库中另一篇文章重复",
    "empty": "清理后没有正文",
    "correction": "编辑决定撤下",
}
_TELLING = 8  # characters: a shorter line that is equal elsewhere may be there by chance


class Ids(Struct, frozen=True):
    """The identifiers of one outline; ``blocks`` is parallel to its blocks."""

    article: str
    blocks: tuple[str, ...]


class Uncertain(Struct, frozen=True):
    """An identifier that was kept though it might belong elsewhere: a person should look."""

    id: str
    similarity: float
    rival: float
    detail: str  # a Chinese sentence for the report


class Given(Struct, frozen=True):
    """The ledger's pages after the assignment, and what `Ledger.assign` hands on."""

    pages: dict[str, tuple[LedgerEntry, ...]]
    ids: tuple[Ids, ...]
    doubts: tuple[Uncertain, ...]


def give(
    pages: Mapping[str, Sequence[LedgerEntry]],
    outlines: Sequence[Outline],
    supersedes: Mapping[str, str],
    merged: Mapping[str, str],
    reasons: Mapping[str, str],
) -> Given:
    """`Ledger.assign` on the ledger's pages."""
    order = sorted(range(len(outlines)), key=lambda index: (outlines[index].file, outlines[index].number))
    ordered = [outlines[index] for index in order]
    keys = [each.key for each in ordered]
    if len(set(keys)) != len(keys):
        raise ValueError(f"two outlines have one key: {next(key for key in keys if keys.count(key) > 1)}")
    work = _Work(pages, ordered, match(pages, ordered, supersedes, merged), merged, reasons)
    work.keep()
    work.number()
    work.leave()
    ids = dict(zip(order, work.ids(), strict=True))
    return Given(work.pages(), tuple(ids[index] for index in range(len(outlines))), tuple(work.doubts))


class _Work:
    """One assignment under way: three passes over the outlines, in their sorted order."""

    def __init__(
        self,
        pages: Mapping[str, Sequence[LedgerEntry]],
        outlines: Sequence[Outline],
        matching: Matching,
        merged: Mapping[str, str],
        reasons: Mapping[str, str],
    ) -> None:
        self.before = pages
        self.outlines = outlines
        self.matching = matching
        self.merged = merged
        self.reasons = reasons
        self.open = {article: Page(article, pages[article]) for article in self._changed()}
        self.names: list[list[str]] = [[""] * len(each.blocks) for each in outlines]
        self.articles: list[str] = [matching.found.get(index, "") for index in range(len(outlines))]
        self.present = frozenset(matching.found.values())  # the articles known before that are still there
        self.entries: dict[str, dict[str, LedgerEntry]] = {}
        self.fresh: list[tuple[int, int]] = []  # blocks that were not there before: (outline, block)
        self.left: dict[str, list[str]] = {}  # article → active identifiers whose text was not found in it
        self.doubts: list[Uncertain] = []

    def _changed(self) -> list[str]:
        settled = {self.matching.found[index] for index in self.matching.settled}
        return [article for article in self.before if article not in settled]

    # --- keep ---

    def keep(self) -> None:
        """Known articles: their lines keep the identifiers they had, and equal text revives a retired one."""
        for index, each in enumerate(self.outlines):
            article = self.articles[index]
            if index in self.matching.settled:
                head = Page(article, self.before[article]).head
                self.names[index] = list(head.order)
            elif article:
                self._keep(index, self.open[article], [Line(b.letter, parse(b.fingerprint)) for b in each.blocks])
        for article, page in self.open.items():
            if article not in self.present:
                self.entries[article] = dict(page.entries)
                self.left[article] = [name for name in page.head.order if page.entries[name].state == "active"]

    def _keep(self, index: int, page: Page, lines: Sequence[Line]) -> None:
        names = self.names[index]
        pairs = equal(page.lines, lines)
        for old, new in pairs.items():
            names[new] = page.head.order[old]
        revived = self._revive(page, lines, names)
        for pair in similar(page.lines, lines, pairs, frozenset(revived)):
            names[pair.new] = page.head.order[pair.old]
            if pair.doubtful:
                self._doubt(names[pair.new], pair.similarity, pair.rival)
        kept = set(names)
        self.left[page.article] = [
            name for name in page.head.order if name not in kept and page.entries[name].state == "active"
        ]
        self.entries[page.article] = dict(page.entries)
        if index in self.matching.rivals:
            score, rival, other = self.matching.rivals[index]
            which = f"（另一相近者为 {other}）" if other != page.article else "（另一原件也与它相近）"
            detail = f"整篇文章的对应关系有两种相近的可能{which}"
            self.doubts.append(Uncertain(page.article, round(score, 3), round(rival, 3), detail))

    def _revive(self, page: Page, lines: Sequence[Line], names: list[str]) -> list[int]:
        """Give an identifier back to the very text it was retired with, or that had moved away."""
        gone: defaultdict[Line, list[str]] = defaultdict(list)
        for name, entry in page.entries.items():
            if name != page.article and entry.state != "active" and name not in page.head.order:
                gone[page.line(name)].append(name)
        revived: list[int] = []
        for block, line in enumerate(lines):
            if not names[block] and gone.get(line):
                names[block] = gone[line].pop(0)
                revived.append(block)
        return revived

    def _doubt(self, name: str, similarity: float, rival: float) -> None:
        why = "另一段与它几乎一样相近" if rival else "改动较大，依上下文位置认定"
        self.doubts.append(Uncertain(name, round(similarity, 3), round(rival, 3), why))

    # --- number ---

    def number(self) -> None:
        """New articles and new blocks get the next numbers, in the order of the originals."""
        last = max((natural(article)[0] for article in self.before), default=0)
        for index, article in enumerate(self.articles):
            if not article:
                last += 1
                self.articles[index] = article_id(last)
                self.entries[self.articles[index]] = {}
            if index not in self.matching.settled:
                self._number(index, self.articles[index])

    def _number(self, index: int, article: str) -> None:
        each, names, entries = self.outlines[index], self.names[index], self.entries[article]
        page = self.open.get(article)
        last = {letter: page.last(letter) if page else 0 for letter in "sp"}
        for block, trace in enumerate(each.blocks):
            if not names[block]:
                last[trace.letter] += 1
                names[block] = f"{article}.{trace.letter}{last[trace.letter]}"
                self.fresh.append((index, block))
            elif page is not None and page.entries[names[block]].state != "active":
                self.fresh.append((index, block))  # revived: what two joined articles had may lead back to it
            entries[names[block]] = LedgerEntry(names[block], "active", trace.fingerprint)
        head = Head(each.title_print, each.file, each.number, tuple(names))
        entries[article] = LedgerEntry(article, "active", head.text())

    # --- leave ---

    def leave(self) -> None:
        """What lost its text is moved to where the text is now, or retired with the reason."""
        fresh: defaultdict[str, dict[str, Line]] = defaultdict(dict)  # by article
        by_line: defaultdict[str, list[str]] = defaultdict(list)
        for index, block in self.fresh:
            name, line = self.names[index][block], self._line(index, block)
            fresh[self.articles[index]][name] = line
            by_line[line.print.exact].append(name)
        targets = self._targets()
        for article in sorted(self.left, key=natural):
            page = self.open[article]
            target = targets.get(article)
            moved = self._moved(page, target, fresh, by_line)
            code = "gone" if article in self.present else self._reason(page)
            for name in self.left[article]:
                self._end(name, moved.get(name, ""), code)
            if page.active and article not in self.present:
                self._end(article, "" if target is None else self.articles[target], code)

    def _targets(self) -> dict[str, int]:
        """Articles that are no longer there → the outline that stands for them."""
        keys = {each.key: index for index, each in enumerate(self.outlines)}
        targets = dict(self.matching.lost)
        for article, page in self.open.items():
            if article not in self.present and self.merged.get(page.key) in keys:
                targets[article] = keys[self.merged[page.key]]
        return targets

    def _moved(
        self,
        page: Page,
        target: int | None,
        fresh: Mapping[str, Mapping[str, Line]],
        by_line: Mapping[str, list[str]],
    ) -> dict[str, str]:
        """Where an article's lost lines are now: equal lines anywhere that are new, then similar ones close by."""
        lost = self.left[page.article]
        moved: dict[str, str] = {}
        if target is not None:  # one article stands for another: its lines may be the target of many
            whole = [self._line(target, block) for block in range(len(self.names[target]))]
            moved = self._aligned(page, lost, self.names[target], whole)
        for name in lost:
            line = page.line(name)
            places = by_line.get(line.print.exact, []) if line.print.length >= _TELLING else []
            if places and name not in moved:
                moved[name] = min(places, key=lambda place: (article_of(place) != page.article, natural(place)))
        near = {page.article, *(article_of(name) for name in moved.values())}
        rest = [name for name in lost if name not in moved]
        used = set(moved.values())
        open_lines = {
            name: line
            for article in sorted(near, key=natural)
            for name, line in fresh.get(article, {}).items()
            if name not in used
        }
        return moved | self._aligned(page, rest, list(open_lines), list(open_lines.values()))

    def _aligned(self, page: Page, lost: Sequence[str], names: Sequence[str], lines: Sequence[Line]) -> dict[str, str]:
        """Align lost lines with others, whatever their class: a paragraph may have become a heading."""
        old = [Line("", page.line(name).print) for name in lost]
        new = [Line("", line.print) for line in lines]
        pairs = equal(old, new)
        moved = {lost[i]: names[j] for i, j in pairs.items()}
        sure = (pair for pair in similar(old, new, pairs) if pair.similarity >= ALIKE)
        return moved | {lost[pair.old]: names[pair.new] for pair in sure}

    def _reason(self, page: Page) -> str:
        code = self.reasons.get(page.key, "duplicate" if page.key in self.merged else "removed")
        return code if code in REASONS else "removed"

    def _end(self, name: str, target: str, code: str) -> None:
        entry = self.entries[article_of(name)][name]
        state: State = "moved-to" if target else "retired"
        detail = target or f"{code} {REASONS[code]}"
        self.entries[article_of(name)][name] = replace(entry, state=state, detail=detail)

    def _line(self, index: int, block: int) -> Line:
        trace = self.outlines[index].blocks[block]
        return Line(trace.letter, parse(trace.fingerprint))

    # --- results ---

    def ids(self) -> list[Ids]:
        """Parallel to the sorted outlines."""
        return [Ids(article, tuple(names)) for article, names in zip(self.articles, self.names, strict=True)]

    def pages(self) -> dict[str, tuple[LedgerEntry, ...]]:
        """Every page in natural order; pages that nothing touched are handed on as they are."""
        pages = {article: tuple(entries) for article, entries in self.before.items()}
        for article, entries in self.entries.items():
            pages[article] = tuple(entries[name] for name in sorted(entries, key=natural))
        return {article: pages[article] for article in sorted(pages, key=natural)}
