"""When a document was signed or its meeting held: its fields, its sign-off, its head, its first words, its page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from anwen.records import Block, Fact
from anwen.structure.facts.dates import find_date
from anwen.structure.lines.page import ends_sentence, fold
from anwen.structure.lines.titles import LONGEST_LINE, SEAL, is_date, is_organisation

# 时间, 会议时间, 成文日期 … but not when something takes effect, is due or expires.
_DATED = (
    "(?:会议|活动|培训|检查|召开|访谈|直播|播出|学习|演练|座谈|讲座|宣讲|讲话|谈话|约谈|传达|举办|举行|录制|采访|调研|巡查|督查|观摩|参观|事故发生|"
    "成文|签发|印发|制发|发文|落款|撰写|报告|汇报|填报|起草|编制|制定|记录|整理|出刊|刊发|通报)?(?:时间|日期)"
)
_FIELD = re.compile(rf"[\[(]?{_DATED}[\])]?\s*:")
_NAME = re.compile(_DATED)
_ISSUED = re.compile("(?:发布|公布|颁布)(?:时间|日期)")  # of rules, in the table that an encyclopedia sets above them
_KICKER = 34  # characters of a line above the title
_NAMES = re.compile(r"\s|[(]")  # 副市长 尚书成, (2021年4月12日)
_HEAD, _FOOT = 8, 12  # blocks at either end among which a labelled date or a sign-off may stand
_EDGE = 4  # header and sign-off lines stand among this many blocks at either end
_SPOKEN = 50  # characters of a line that names the speaker and the day
# 县委常委、副县长 钟国强(2016年4月28日)
_BESIDE = re.compile(r"[^。;:!?]{0,36}[(](?P<day>[^()]{6,44})[)]|(?P<first>[^()。;:!?\s]{6,14})\s+[^。;:!?\d]{2,24}")
_GLUED = re.compile(r"(?P<name>[一-鿿()]{4,30}?)(?P<day>(?:(?:20|19)\d\d|二[〇○O0零]..)年.{3,10})")
_DONE = re.compile(r"\s*(?:印发|印制|整理|供稿)$")  # by whom, on what day
_BRACKETED = re.compile(r"[(]([^()]*)[)]$")
_MARKS = re.compile(r"[*_#~]+")
HELD = re.compile(r"召开|举行|举办|组织")
# 3月12日,全市…会议召开后,学校组织学习: another meeting's day
_LATER = re.compile(r",?[^,。]{0,50}(?:后|以来|前夕|之际),")
# 本报讯(记者 丁雪)12月6日, 近日: a report is printed within weeks
_DAY = re.compile(r"(?:[^。,]{0,12}[讯电]\s*)?(?:[(][^()]{0,30}[)])?\s*(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_LATEST = 45
_YEAR_OF_MEETING = re.compile(r"(?P<year>(?:20|19)\d\d)年(?!度)[^。,]{0,24}(?:会议|大会|例会|推进会|座谈会|讲话)")


def when(title: str, blocks: list[Block], page: Mapping[str, Fact]) -> Fact | None:
    """The document's date with its evidence; its own words go before what its page says.

    Args:
        title: its title.
        blocks: its blocks.
        page: what its page says of it: ``signed``, ``published``.
    """
    own = _labelled(blocks) or _signed_off(blocks) or _beside_speaker(blocks) or _opening(blocks)
    if own or (own := page.get("signed")):
        return Fact("date", own.value, own.evidence)
    printed = page.get("published")
    day = _day_before(blocks, printed.value) if printed else None
    if (year := _YEAR_OF_MEETING.search(fold(title))) and not (day and day.value.startswith(year["year"])):
        return Fact("date", year["year"], title)
    return day or (Fact("date", printed.value, printed.evidence) if printed else None)


def _labelled(blocks: list[Block]) -> Fact | None:
    """A field or a short line that names what the date is of."""
    for at, block in enumerate(blocks):
        folded = fold(block.text)
        if block.kind == "table" and at < _HEAD and (held := _in_table(block.text)):
            return held
        if block.kind == "field":
            told = bool(_NAME.fullmatch(block.name))
        else:
            near = at < _HEAD or at >= len(blocks) - _EDGE
            told = near and len(folded) <= _SPOKEN and bool(_FIELD.match(folded))
        if told and (found := find_date(folded)):
            return Fact("date", found[0], block.text)
    return None


def _in_table(text: str) -> Fact | None:
    """The date in the cell beside 会议时间."""
    for row in text.splitlines():
        for name, value in pairwise(fold(cell).strip() for cell in row.split("\t")):
            named = re.sub("[ :]", "", name)
            if (_NAME.fullmatch(named) or _ISSUED.fullmatch(named)) and (day := find_date(value)):
                return Fact("date", day[0], row)
    return None


def _signed_off(blocks: list[Block]) -> Fact | None:
    """A line that is a date, at the foot or the head, or below an office's name in mid-document."""
    foot = blocks[-_EDGE:][::-1]
    for block in foot + [block for block in blocks[:_EDGE] if block not in foot]:
        _, line = sign_off(block)
        if block.kind != "field" and is_date(line) and (found := find_date(line)):
            return Fact("date", found[0], block.text)
    for above, below in pairwise(blocks[-_FOOT:]):  # an attachment's words stand below
        brief = len(above.text) <= 30 and not ends_sentence(fold(above.text)) and above.kind == "paragraph"
        if brief and below.kind == "paragraph" and is_date(fold(below.text)) and (found := find_date(fold(below.text))):
            return Fact("date", found[0], below.text)
    if (signed := signed_inside(blocks)) and (found := find_date(fold(signed[1].text))):
        return Fact("date", found[0], signed[1].text)
    return None


def sign_off(block: Block) -> tuple[str, str]:
    """A sign-off line in two: 某某县应急管理局 2021年4月12日印发; the name is ``""`` where the line is not so."""
    if len(block.text) > LONGEST_LINE:
        return "", fold(block.text)
    folded = _DONE.sub("", _BRACKETED.sub(r"\1", SEAL.sub("", fold(block.text))))
    name, _, rest = folded.partition(" ")
    if len(folded) <= 50 and is_date(rest):
        return name, rest.strip()
    glued = _GLUED.fullmatch(folded)
    if glued and is_organisation(glued["name"]) and is_date(glued["day"]):
        return glued["name"], glued["day"]
    return "", folded


def signed_inside(blocks: list[Block]) -> tuple[Block, Block] | None:
    """An organisation's name with a date below it in mid-document: the sign-off of a notice above what it hands on."""
    for above, below in pairwise(blocks):
        plain = above.kind == below.kind == "paragraph"
        if plain and is_organisation(fold(above.text)) and is_date(fold(below.text)):
            return above, below
    return None


def _beside_speaker(blocks: list[Block]) -> Fact | None:
    """A line at the head that names who spoke and, in parentheses or beside the name, when."""
    for block in blocks[:_EDGE]:
        folded = _MARKS.sub("", fold(block.text)).strip()
        match = _BESIDE.fullmatch(folded) if len(folded) <= _SPOKEN and block.kind != "field" else None
        if match and (found := find_date(match["day"] or match["first"])) and len(found[0]) == 10:
            return Fact("date", found[0], block.text)
    return None


def _opening(blocks: list[Block]) -> Fact | None:
    """2017年3月5日,某县召开…会议: the meeting's own date opens the report of it."""
    first = _first(blocks)
    if not first:
        return None
    opening = re.split("[。!?]", fold(first.text), maxsplit=1)[0]
    found = find_date(opening)
    if found and len(found[0]) == 10 and found[1] <= 12 and _tells_of_meeting(opening[found[2] :]):
        return Fact("date", found[0], first.text[: len(opening)])
    return None


def _tells_of_meeting(behind: str) -> bool:
    """Whether what a report says right behind a day is that a meeting was held on it."""
    return bool(HELD.search(behind)) and not _LATER.match(behind)


def _first(blocks: list[Block]) -> Block | None:
    """The first paragraph, below a newspaper's line above the title if there is one (the speaker's is none)."""
    texts = [block for block in blocks if block.kind == "paragraph"]
    above = texts and texts[0] is blocks[0] and len(texts[0].text) <= _KICKER and len(texts) > 1
    words = fold(texts[0].text) if above else ""
    kicker = words and not (words.endswith((":", ",")) or ends_sentence(words) or _NAMES.search(words))
    return texts[1 if kicker else 0] if texts else None


def _day_before(blocks: list[Block], published: str) -> Fact | None:
    """12月6日，临江区召开…会: the day that a report opens with, in the year of the page's own date."""
    first = _first(blocks)
    if not first or len(published) != 10:
        return None
    opening = re.split("[。!?]", fold(first.text), maxsplit=1)[0]
    match = _DAY.match(opening)
    if not match or not _tells_of_meeting(opening[match.end() :]):
        return None
    printed = date.fromisoformat(published)
    for year in (printed.year, printed.year - 1):
        try:
            held = date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            return None
        if 0 <= (printed - held).days <= _LATEST:
            return Fact("date", held.isoformat(), first.text[: len(opening)])
    return None
