"""Which lines are headings, which are list items, which are paragraphs.

Decided by what stands around a line and by its fellows: a numbered line without text under it whose fellows have
none either is an item of an agenda, the same line with a paragraph under it is a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from anwen.structure.blocks.drafts import Draft
from anwen.structure.lines.breaks import Segment
from anwen.structure.lines.numbering import RANKS, Marker
from anwen.structure.lines.page import Page, ends_sentence
from anwen.structure.lines.run_in import CHINESE, LEAD, glued_end, lead_end, told_end
from anwen.structure.lines.titles import (
    can_be_title,
    ends_as_title,
    heads_paper,
    is_date,
    is_general,
    is_organisation,
    is_own_number,
    names_document,
    names_speaker,
    tells_who_spoke,
)

_BULLET = re.compile(r"(?:[-•·●◆■★▲※➢◇○□▪►✓√—*]\s*(?=[^\s\d-])|\[\d{1,3}\])")
_FIXED = re.compile(r"(?:参考文献|附件|附录|附表|附|结束语|结语|前言|引言|编者按|背景|后记)\s*\d{0,2}\s*:?")
_ATTACHMENT = re.compile(r"附[件录表]\s*[\d一二三四五六七八九十]{0,2}")  # a page of its own begins
_NOT_HEADING = re.compile(
    r"(?:首先|其次|再次|接下来|下面|最后|现在|请|有请|谢谢|同志们|各位|大家|尊敬的|敬礼|此致|特此|以上|综上|一是|二是|其中|注|备注|来源|作者)"
    r"|(?:[一-鿿]{0,6}[报网刊台站]|特约|见习|实习)?(?:记者|通讯员|评论员)\s+[一-鿿·]{2,4}(?:\s|$)|(?:附?表|图)\s?\d{1,2}(?:[-.]\d{1,2})?\s+\S"
    r"|图为|.{0,20}(?:(?:仪式|会议|活动|演练|培训|比赛|检查)现场|合影|留影|掠影)$"
    r"|(?:.*\s)?(?:摄影|摄|供图|图片?)\s?[/:|]\s?[一-鿿]{2,4}$|.*\s[一-鿿]{2,4}\s?/?\s?(?:摄影|摄|供图|图)$|(?!第[\d一二三四五六七八九十]{1,3}[课讲天站关])(?:.*[》”’)]$|[(].*[)]$)|.*\d{4}年\d{1,2}月\d{1,2}日$"
)
# 二热轧车间甲班 何春来, below the title
_SIGNED = re.compile(r"\S{4,24}\s+[一-鿿]{2,3}")
# 程砚秋实, 江上行者: a surname first, or the last word of pen names; a surname begins many words as well (安全承诺).
_PEN_NAME = re.compile(
    r"(?![安平成温应方高金石水江雷毛洪严管][全安险急火定面]|.*(?:经过|原因|教训|措施|承诺|要求|目标|任务|情况|过程|概况|建议|意见|做法|体会|分析|管理|安全|责任|落实|检查|整改|培训|预防|须知|守则|总结|问题|成效|启示|背景|意义|内容|重点|方法|步骤|时间|范围|依据|对象|原则|保障|现场|动员|要点))"
    r"(?:[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹魏陶姜谢邹潘葛范彭鲁韦马苗袁柳鲍史唐薛雷贺倪汤罗郝邬傅康伍余顾孟黄穆萧尹姚邵汪祁毛戴宋庞熊纪舒董梁杜阮蓝季贾江童颜郭梅林钟徐邱骆夏蔡田樊胡凌霍虞柯莫丁邓洪崔龚程邢裴陆荣翁段侯武刘龙叶黎白石方金温]"
    r"[一-鿿]{1,3}|[一-鿿]{1,3}(?:者|客|翁|子|人|生|士|夫))"
)
_UNDER_TITLE = 5  # lines
_ATTACHED = 100  # characters of what is attached, at least
_QUESTION, _ANSWER = re.compile(r"(?:提?问|Q)\s?\d{0,2}:"), re.compile(r"(?:回?答|A)\s?\d{0,2}:")
_LONGEST = 64
_LONGEST_QUESTION = 130
_LONGEST_PLAIN = 34
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
        bare = _PEN_NAME.fullmatch(text) and not (ends_as_title(text) or _FIXED.fullmatch(text))
        return heads == found[:1] and bool(bare) and not (found[0].family or found[0].depth)

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
            return Draft("heading", segment.span, fixed=bool(_FIXED.fullmatch(text)), depth=self.marked[at])
        if at in self.items:
            return Draft("item", segment.span)
        whole = segment.span.head and segment.span.tail
        if whole and self._heads_attached(at):
            return Draft("heading", segment.span, fixed=True)
        if whole and self._reads_as_heading(at, above):
            return Draft("heading", segment.span, fixed=bool(_FIXED.fullmatch(text)))
        if whole and _QUESTION.match(text) and len(text) <= _LONGEST_QUESTION and self._next_matches(at, _ANSWER):
            return Draft("heading", segment.span, "问")
        return Draft("paragraph", segment.span)

    def _is_said_of_title(self, at: int) -> bool:
        """Whether a line is nothing but a day, or with those above it is what stands below a title: who spoke, when."""
        text = self.folded[at]
        if is_date(text.strip("()")):  # a chronicle's headings are days too
            return at < _UNDER_TITLE and sum(is_date(self.folded[day].strip("()")) for day in self.marked) == 1
        under = at < _UNDER_TITLE and all(map(_under_title, self.folded[:at]))
        return under and (heads_paper(text) or _under_title(text))

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
        if not 2 <= len(text) <= _LONGEST_PLAIN or re.search(r"[。;!:…]|[,、]$", text) or text.count(",") > 2:
            return False
        if not re.search("[一-鿿]{2}", text) or _NOT_HEADING.match(text) or is_date(text):
            return False
        if at + 1 >= len(self.segments):
            return False
        below, mark = self.folded[at + 1], self.segments[at + 1].marker
        if _ATTACHMENT.fullmatch(text):
            return True
        if mark is None and len(below) < 40 and not ends_sentence(below) and not _BULLET.match(below):
            return False
        if is_organisation(text) and (is_date(below) or at + 3 >= len(self.segments)):
            return False
        said = names_speaker(text) or is_own_number(text) or _SIGNED.fullmatch(text) or tells_who_spoke(text)
        if above is None and said:
            return False
        if above is None and is_organisation(text) and sum(map(is_organisation, self.folded)) <= _SIGNS:
            return False  # whose the document is, said below its title
        if above is not None and above.family and "," in text:
            return False  # the first line of a wrapped paragraph under 一、…
        if above is None or above.kind in ("heading", "field", "table"):
            return True
        return ends_sentence(self.page.of(above.span)) or above.kind == "item"


def _under_title(text: str) -> bool:
    return is_own_number(text) or names_speaker(text) or is_date(text.strip("()"))


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
