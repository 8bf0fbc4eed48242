"""The ways in which a text says what a slogan stands for. Each takes a slogan and gives the spans of the items."""

from __future__ import annotations

import re
from collections.abc import Callable

from anwen.unfold.slogan import Slogan, numeral
from anwen.unfold.split import Span, cut, outside, split, trim, until

Rule = Callable[[str, Slogan], list[Span]]

# “三超”现象（…）, “四个一批”项目，即…: a few words may stand between the slogan and what explains it
_GAP = r"[\u4e00-\u9fff]{0,8}"
_MEANS = re.compile(rf"{_GAP}[，,]?(?:即|也就是|就是|是指|指的是|分别是|分别为|具体是|具体为|包括)[：:，]?")
_COLON = re.compile(rf"{_GAP}[：:]")
_COMMA = re.compile(rf"{_GAP}[，,]")
_BRACKET = re.compile(rf"{_GAP}\s*[（(](?:即|指|也就是|分别是|是指)?[：:，]?")
_FIRST = re.compile(rf"{_GAP}[，,：:。；;]?\s*(?:(一是|一要)|(第一|首先)[，,、]?|([（(]?1[）).、．])|([（(]一[）)]))")
_BOTH = re.compile(r"既要?([^，。；]{2,30})[，,](?:又|也|还|更)要?([^，。；]{2,30})")

# 对…下发《督办单》后，…: a clause that says when, not what
_LEADS_ON = ("后", "时", "前", "的", "中", "下", "基础上", "以来")


def _fits(slogan: Slogan, spans: list[Span]) -> list[Span]:
    return spans if len(spans) in slogan.counts else []


def _shared(text: str, slogan: Slogan, spans: list[Span]) -> bool:
    """Whether every item says one of the slogan's own words, and each word is said: 不 and 直 in 四不两直."""
    items = [text[start:end] for start, end in spans]
    return all(any(core in item for core in slogan.cores) for item in items) and all(
        any(core in item for item in items) for core in slogan.cores
    )


def _listed(text: str, slogan: Slogan, start: int, sentence: int, closed: bool = False) -> list[Span]:
    """The list in ``text[start:sentence]``, split by the strongest mark that gives the right number.

    A comma may also lead on to something else, so it only counts where the items say the slogan's own words or the
    list is ``closed``: it stands in brackets or quotes of its own.
    """
    clause = min(sentence, until(text, start, "，,；;"))
    places = list(outside(text, start, sentence, "；;、，,和与及"))
    for marks, end in (("；;", sentence), ("、", clause), ("，,", sentence), ("、", sentence), ("，,、", sentence)):
        spans = _fits(slogan, cut(text, places, start, end, marks))
        if spans and (end == clause or marks == "；;" or closed or _shared(text, slogan, spans)):
            return spans
    # 两重点一重大（…、…和…）: the last mark may be a word, where nothing but the list can stand
    return _fits(slogan, cut(text, places, start, sentence, "、和与及")) if closed else []


def bracketed(text: str, slogan: Slogan) -> list[Span]:
    """“三非”（非法生产、非法经营、非法建设）."""
    opened = _BRACKET.match(text, slogan.stop)
    if not opened:
        return []
    return _listed(text, slogan, opened.end(), until(text, opened.end(), "）)"), closed=True)


def _ordinal(kind: int, number: int) -> tuple[str, ...]:
    spelled = numeral(number)
    return (
        (f"{spelled}是", f"{spelled}要"),
        (f"第{spelled}", ("其次", "再次", "最后")[min(number - 2, 2)] if number > 1 else "首先"),
        (f"{number})", f"{number}）", f"{number}.", f"{number}、", f"{number}．"),
        (f"（{spelled}）", f"({spelled})"),
    )[kind]


def enumerated(text: str, slogan: Slogan) -> list[Span]:
    """“五个强化”：一是强化政治担当，…；二是强化责任落实，…."""
    first = _FIRST.match(text, slogan.stop)
    if not first:
        return []
    kind = next(index for index, group in enumerate(first.groups()) if group)
    begins = [first.end()]
    ends = []
    while len(begins) < 30:
        marks = _ordinal(kind, len(begins) + 1)
        found = [(at, len(mark)) for mark in marks if (at := text.find(mark, begins[-1])) >= 0]
        if not found:
            break
        at, length = min(found)
        ends.append(at)
        begins.append(at + length)
    if len(begins) not in slogan.counts:
        return []
    ends.append(until(text, begins[-1], "。\n"))
    return [_head(text, slogan, begin, end) for begin, end in zip(begins, ends, strict=True)]


def _head(text: str, slogan: Slogan, begin: int, end: int) -> Span:
    """The first clause of an item; all its sentence where that clause leads on or the slogan's words come later."""
    sentence = min(end, until(text, begin, "；;。\n"))
    clause = min(sentence, until(text, begin, "，,：:"))
    late = any(core in text[clause:sentence] and core not in text[begin:clause] for core in slogan.cores)
    leads_on = text.endswith(_LEADS_ON, begin, clause)
    return trim(text, begin, sentence if late or leads_on else clause)


def meant(text: str, slogan: Slogan) -> list[Span]:
    """“四个一批”项目，即一批…、一批…、一批…、一批…."""
    means = _MEANS.match(text, slogan.stop)
    if not means:
        return []
    spans = _listed(text, slogan, means.end(), until(text, means.end(), "。\n"))
    if spans or slogan.counts != {2} or "是" in means[0]:  # …是指对业务和安全都要负责: two words of one sentence
        return spans
    return _fits(slogan, split(text, means.end(), until(text, means.end(), "，,；;。\n"), "和与及"))


def announced(text: str, slogan: Slogan) -> list[Span]:
    """“四个一律”：对…，一律关闭取缔；对…，一律…; without quotes the items must say the slogan's words."""
    colon = _COLON.match(text, slogan.stop)
    spans = _listed(text, slogan, colon.end(), until(text, colon.end(), "。\n")) if colon else []
    return spans if slogan.quoted or _shared(text, slogan, spans) else []


def followed(text: str, slogan: Slogan) -> list[Span]:
    """“三个转变”，从…转变，从…转变，从…转变: after a comma every item must say the slogan's words."""
    comma = _COMMA.match(text, slogan.stop)
    if not comma or not slogan.quoted:
        return []
    sentence = until(text, comma.end(), "。；;：\n”’")
    clause = until(text, comma.end(), "，,；;。\n")
    for marks, end in (("，,", sentence), ("、", clause), ("、", sentence)):
        spans = split(text, comma.end(), end, marks)
        if _fits(slogan, spans) and _shared(text, slogan, spans):
            return _alike(text, slogan, spans)
    return []


def _alike(text: str, slogan: Slogan, spans: list[Span]) -> list[Span]:
    """The list without the words of the sentence around it: 加大[人防、物防、技防]建设投入."""
    core = slogan.cores[-1]
    if len(spans) > 2 and all(text.startswith(core, start) for start, _ in spans[1:]):
        return [(text.find(core, *spans[0]), spans[0][1]), *spans[1:]]
    inner = spans[1:-1] or spans[:1]
    if len({end - start for start, end in inner}) == 1 and len(spans) > 2:
        start, end = inner[0]
        length = end - start
        if text[start:end].endswith(core):
            first = text.rfind(core, *spans[0]) + len(core)
            last = text.find(core, *spans[-1]) + len(core)
            if first == spans[0][1] and first - length >= spans[0][0]:
                return [(first - length, first), *spans[1:-1], (spans[-1][0], last)]
    return spans


def preceding(text: str, slogan: Slogan) -> list[Span]:
    """机构、人员、经费、装备“四到位”; “…，…，…”的“三维管理模式”: the items stand right before the slogan."""
    if not slogan.quoted:
        return []
    end = slogan.start - 1 if text[slogan.start - 1 : slogan.start] in ("“", "‘", "「", "『") else slogan.start
    of = text[end - 1 : end] == "的"
    end -= of
    if end and text[end - 1] in "”’":
        start = text.rfind({"”": "“", "’": "‘"}[text[end - 1]], 0, end)
        return _listed(text, slogan, start + 1, end - 1, closed=True) if start >= 0 else []
    start = max(text.rfind(mark, 0, end) for mark in "。；;：:\n”’）") + 1
    for marks in ("、", "，,、"):
        spans = split(text, start, end, marks)
        for count in sorted(slogan.counts, reverse=True):
            if len(spans) >= count and (first := _first(text, spans[-count:], of)):
                return [first, *spans[-count:][1:]]
    return []


def _first(text: str, spans: list[Span], of: bool) -> Span | None:
    """The first item of a list without the words before it, told by what the others are like; None where it is not.

    Words of two characters are told by their length, but not before 的: 成员、教师、职工的“一岗双责” names whose it is.
    """
    (start, end), others = spans[0], spans[1:]
    lengths = {stop - begin for begin, stop in others}
    if not of and len(others) > 1 and lengths == {2} and text[others[0][0] - 1] == "、":
        return (end - 2, end) if end - 2 >= start else None
    beginning = text[others[0][0]]
    if len(others) > 2 and text[others[1][0]] == beginning:
        at = text.find(beginning, start, end)
        return (at, end) if at >= 0 else None
    return None


def both(text: str, slogan: Slogan) -> list[Span]:
    """“一案双查”，既追究直接责任人，也倒查监管责任."""
    if 2 not in slogan.counts or not slogan.quoted:
        return []
    sentence = until(text, slogan.stop, "。；;\n")
    found = _BOTH.search(text, slogan.stop, sentence)
    # what 既…又… speaks of must be the slogan: nothing but its explanation may stand between
    if not found or "“" in text[slogan.stop : found.start()] or found.start() - slogan.stop > 25:
        return []
    return [found.span(1), found.span(2)]


# In this order; the first that finds the right number of items wins.
RULES: tuple[Rule, ...] = (bracketed, enumerated, both, meant, announced, followed, preceding)
