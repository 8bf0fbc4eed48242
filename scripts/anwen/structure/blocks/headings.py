"""Which lines are headings, which are list items, which are paragraphs.

Decided by what stands around a line and by its fellows: a numbered line without text under it whose fellows have
none either is an item of an agenda, the same line with a paragraph under it is a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from anwen.structure.blocks.drafts import Draft
from anwen.structure.blocks.plain import ATTACHMENT, FIXED, can_head, is_pen_name, says_who, stands_under_title
from anwen.structure.lines.breaks import Segment
from anwen.structure.lines.numbering import RANKS, Marker
from anwen.structure.lines.page import Page, ends_sentence
from anwen.structure.lines.run_in import CHINESE, LEAD, glued_end, lead_end, told_end
from anwen.structure.lines.titles import can_be_title, heads_paper, is_date, is_general, is_organisation, names_document

_BULLET = re.compile(r"(?:[-•·●◆■★▲※➢◇○□▪►✓√—*]\s*(?=[^\s\d-])|\[\d{1,3}\])")
_UNDER_TITLE = 5  # lines
_ATTACHED = 100  # characters of what is attached, at least
_QUESTION, _ANSWER = re.compile(r"(?:提?问|Q)\s?\d{0,2}:"), re.compile(r"(?:回?答|A)\s?\d{0,2}:")
_LONGEST = 64
_LONGEST_QUESTION = 130
_MARKED = 4  # headings that the page marks as such: the line under its title that it does not mark says what it is of
_SIGNS = 2  # an office stands at most above and below its own document


class _Reader:
    """The segments of one document, with the chains of numbers that belong together."""

    def __init__(self, page: Page, segments: list[Segment], marked: Mapping[int, int], items: set[int]) -> None:
        self.page = page
        self.items = items
        self.segments = segments
        self.folded = [page.of(segment.span) for segment in segments]
        self.marked = marked
        self.chains = _chains(segments)
        self.led: set[int] = set()  # ids of the chains whose members all begin with a lead sentence
        self.run_in = self._run_in()
        self.headed: dict[int, bool] = {}  # by the id of a chain: do most of its short members have text under them?

    # --- what stands around -------------------------------------------------------------------

    def _text(self, at: int) -> str:
        marker = self.segments[at].marker
        return self.folded[at][marker.end - marker.start :] if marker else self.folded[at]

    def _covers(self, at: int) -> bool:
        """Whether text or lesser numbers stand under a numbered segment."""
        marker = self.segments[at].marker
        if marker is None or at + 1 >= len(self.segments):
            return False
        below = self.segments[at + 1].marker
        if below is None:
            return len(self.folded[at + 1]) >= 25 or at + 2 < len(self.segments)
        return below.family != marker.family and RANKS[below.family] > RANKS[marker.family]

    def _numbered_below(self, at: int) -> bool:
        return at + 1 < len(self.segments) and self.segments[at + 1].marker is not None

    def _short(self, at: int) -> bool:
        """Whether a numbered segment has a heading's length and at most one sentence."""
        text = self._text(at)
        if text.endswith("?"):
            return len(text) <= _LONGEST_QUESTION and "。" not in text
        # 2.1.1 can hardly be anything else, so damaged characters in it do no harm.
        ends = "[。](?=.)" if "1.1" in self._marker(at).family else "[。;!](?=.)|[;,、]$"
        return len(text) <= _LONGEST and not re.search(ends, text.rstrip("”’)》"))

    def _chain_is_headed(self, at: int) -> bool:
        chain = self.chains[at]
        if id(chain) not in self.headed:
            short = [member for member in chain if self._short(member)]
            covering = sum(self._covers(member) for member in short)
            # The last of a list may have the closing paragraph below it: that alone does not make headings.
            last_only = (
                len(chain) > 1 and covering == 1 and self._covers(chain[-1]) and not self._numbered_below(chain[-1])
            )
            self.headed[id(chain)] = bool(short) and 2 * covering >= len(short) and not last_only
        return self.headed[id(chain)]

    def _run_in(self) -> dict[int, int]:
        """Where the lead sentences of numbered paragraphs end, for chains that use them throughout."""
        ends = {
            at: lead_end(self.page, segment)
            for at, segment in enumerate(self.segments)
            if segment.marker and segment.marker.family in CHINESE
        }
        leads = {at: bool(end) or self._is_lead_alone(at) for at, end in ends.items()}
        members, led = Counter[str](), Counter[str]()  # in all, and with a lead sentence, by family
        in_chain = Counter[int]()  # with a lead sentence, by the id of a chain: counted once, chains are long
        for at, leading in leads.items():
            family = self._marker(at).family
            members[family] += 1
            led[family] += leading
            in_chain[id(self.chains[at])] += leading
        good: dict[int, int] = {}
        for at, end in ends.items():
            chain, family = self.chains[at], self._marker(at).family
            if len(chain) > 1:
                used = 4 * in_chain[id(chain)] >= 3 * len(chain)
            else:
                used = members[family] > 1 and 5 * led[family] >= 4 * members[family]
            if used:
                self.led.add(id(chain))
                if end:
                    good[at] = end
        return good

    def _is_lead_alone(self, at: int) -> bool:
        return len(self._text(at)) <= LEAD and self._covers(at)

    def _marker(self, at: int) -> Marker:
        marker = self.segments[at].marker
        assert marker is not None
        return marker

    # --- verdicts -----------------------------------------------------------------------------

    def drafts(self) -> list[Draft]:
        """The blocks, in order."""
        found: list[Draft] = []
        for at, segment in enumerate(self.segments):
            if segment.marker:
                found.extend(self._numbered(at, segment, segment.marker))
            else:
                told = told_end(self.page, segment) if segment.span.head else 0
                head, *rest = self.page.cut(segment.span, *filter(None, (told,)))
                found += (
                    [Draft("heading", head)] if rest else [self._unnumbered(at, segment, found[-1] if found else None)]
                )
                found += [Draft("paragraph", part) for part in rest]
        if found and self._is_name(found):
            found[0] = Draft("paragraph", found[0].span)
        return found

    def _is_name(self, found: list[Draft]) -> bool:
        """Whether the document's only heading is a word or two below its title: who wrote it, 程砚秋实."""
        text = self.page.of(found[0].span)
        heads = [draft for draft in found if draft.kind == "heading"]
        return heads == found[:1] and is_pen_name(text) and not (found[0].family or found[0].depth)

    def _numbered(self, at: int, segment: Segment, marker: Marker) -> list[Draft]:
        heading = Draft("heading", segment.span, marker.family, marker.number, depth=self.marked.get(at, 0))
        glued = glued_end(self.page, segment) if marker.family in CHINESE and at not in self.marked else 0
        if at in self.marked or (not glued and self._whole(at)):
            return [heading]
        if end := min(filter(None, (glued, self.run_in.get(at, 0))), default=0):
            head, *rest = self.page.cut(segment.span, end)
            return [heading._replace(span=head), *(Draft("paragraph", part) for part in rest)]
        return [Draft("item", segment.span)]

    def _whole(self, at: int) -> bool:
        """Whether a numbered segment is a heading as it stands."""
        text = self._text(at)
        if not self._short(at):
            return False
        if self._marker(at).family == "第条" and re.search("[。;:!]$", text):
            return False  # an article of rules is its own text
        if text.endswith("?"):
            return self._covers(at) or self._chain_is_headed(at)
        if text.endswith(":"):
            return len(text) <= 30 and self._covers(at)
        if id(self.chains[at]) in self.led and self._is_lead_alone(at):
            return True
        if text.endswith(("。", "!")):
            return len(text) <= 50 and self._covers(at) and self._chain_is_headed(at)
        return self._chain_is_headed(at)

    def _unnumbered(self, at: int, segment: Segment, above: Draft | None) -> Draft:
        text = self.folded[at]
        if _BULLET.match(text):
            return Draft("item", segment.span)
        if at in self.marked and not self._is_said_of_title(at):
            return Draft("heading", segment.span, fixed=bool(FIXED.fullmatch(text)), depth=self.marked[at])
        if at in self.items:
            return Draft("item", segment.span)
        whole = segment.span.head and segment.span.tail
        if whole and self._heads_attached(at):
            return Draft("heading", segment.span, fixed=True)
        if whole and self._reads_as_heading(at, above):
            return Draft("heading", segment.span, fixed=bool(FIXED.fullmatch(text)))
        if whole and _QUESTION.match(text) and len(text) <= _LONGEST_QUESTION and self._next_matches(at, _ANSWER):
            return Draft("heading", segment.span, "问")
        return Draft("paragraph", segment.span)

    def _is_said_of_title(self, at: int) -> bool:
        """Whether a line is nothing but a day, or with those above it is what stands below a title: who spoke, when."""
        text = self.folded[at]
        if is_date(text.strip("()")):  # a chronicle's headings are days too
            return at < _UNDER_TITLE and sum(is_date(self.folded[day].strip("()")) for day in self.marked) == 1
        under = at < _UNDER_TITLE and all(map(stands_under_title, self.folded[:at]))
        return under and (heads_paper(text) or stands_under_title(text))

    def _next_matches(self, at: int, pattern: re.Pattern[str]) -> bool:
        return at + 1 < len(self.segments) and bool(pattern.match(self.folded[at + 1]))

    def _heads_attached(self, at: int) -> bool:
        """Whether a line right below an office and a day is the title of what the document above it gives out."""
        text = self.folded[at]
        signed = at > 1 and is_date(self.folded[at - 1].strip("()")) and is_organisation(self.folded[at - 2])
        if not (signed and can_be_title(text) and names_document(text)) or is_general(text):
            return False
        return sum(map(len, self.folded[at + 1 :])) >= _ATTACHED

    def _reads_as_heading(self, at: int, above: Draft | None) -> bool:
        text = self.folded[at]
        if not can_head(text) or at + 1 >= len(self.segments):
            return False
        below, mark = self.folded[at + 1], self.segments[at + 1].marker
        if ATTACHMENT.fullmatch(text):
            return True
        if mark is None and len(below) < 40 and not ends_sentence(below) and not _BULLET.match(below):
            return False
        if is_organisation(text) and (is_date(below) or at + 3 >= len(self.segments)):
            return False
        if above is None and (says_who(text) or len(self.marked) >= _MARKED):
            return False
        if above is None and is_organisation(text) and sum(map(is_organisation, self.folded)) <= _SIGNS:
            return False  # whose the document is, said below its title
        if above is not None and above.family and "," in text:
            return False  # the first line of a wrapped paragraph under 一、…
        if above is None or above.kind in ("heading", "field", "table"):
            return True
        return ends_sentence(self.page.of(above.span)) or above.kind == "item"


def _chains(segments: list[Segment]) -> dict[int, list[int]]:
    """For every numbered segment the members of its chain: same family, no restart, no senior mark between."""
    active: dict[str, list[int]] = {}
    chains: dict[int, list[int]] = {}
    for at, segment in enumerate(segments):
        marker = segment.marker
        if marker is None:
            continue
        rank = RANKS[marker.family]
        for family in [family for family in active if RANKS[family] > rank]:
            del active[family]
        chain = active.get(marker.family)
        if chain is None or marker.number == 1:
            chain = active[marker.family] = []
        chain.append(at)
        chains[at] = chain
    return chains


def classify(page: Page, segments: list[Segment], marked: Mapping[int, int], items: set[int]) -> list[Draft]:
    """The blocks of one document's running text.

    Args:
        page: the repaired text.
        segments: the document's lines, run-on text cut.
        marked: the indexes of segments that the reader found marked as headings, with their levels.
        items: indexes of those that begin what the reader found marked as an item of a list.

    >>> from anwen.structure.lines.breaks import segments as cut
    >>> page = Page("一、抓责任\\n各单位要层层落实责任，签订责任书，做到横向到边。\\n二、抓培训\\n各单位要组织培训。")
    >>> [draft.kind for draft in classify(page, cut(page, page.lines()), {}, set())]
    ['heading', 'paragraph', 'heading', 'paragraph']
    """
    return _Reader(page, segments, marked, items).drafts()
