"""What authors mean by signs that are strewn as well: full stops, series, titles, masks, headwords, quotations."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from anwen.repair.joint import IN_WORD, ONE_WORD, STREWN, SURE_WORD, across, strewn, without, word
from anwen.repair.marks import HAN, SURNAMES, at, is_han
from anwen.repair.signs import stop
from anwen.repair.signs.quotes import lone

Places = dict[str, list[tuple[int, int]]]  # of each sign

SHAPES = "★☆※◆◇■●▲△▼◎"
DOTS = frozenset(".．")
QUOTES = frozenset("'´′\"`‘’")
POINTS = "·•・˙"
PARTING = frozenset(POINTS + "*" + SHAPES)  # with which authors part words: “安全·环保·高效”, 长*宽*高
# *号柱, *县: which one is not said.
MASKED = frozenset("号栋楼层室组队省市县区镇乡村院校局厂矿某年月日时分人名元万路街")
_TITLED = re.compile(f"[“《「『【][{HAN}{POINTS}]{{1,12}}\\Z")
_TITLE = re.compile(f"[{HAN}{POINTS}]{{1,12}}[”》」』】]")
# Words that need what stands behind or before them: no author parts the two.
_BINDS = re.compile(
    "(?:([的了着在对要将把被和与及并应为是从向经于由不须会能可请])|应当|必须|不得|严禁|可以|能够|进行|开展|加强|做好|落实|建立|健全|完善|组织|强化|提高|增强"
    "|防止|防范|确保|严格|认真|切实|积极|及时|全面|定期|立即|逐一|坚决|深入|扎实|持续|填写|配备|传达|成立|执行|设置|制定|履行|消除|明确)\\Z"
)
_BOUND = re.compile("([的了和与及并在对将须逐要是])|后方|进行|开展|应当|必须|不得|可以")
_COUNTED = re.compile(r"[0-9*]\*|\*[0-9*]")
_HEADWORD = re.compile(f"[：｜|、，；]～(?=[{HAN}])|～(?=[｜|。；、])")  # a dictionary's: ～事｜～手～脚
_HALF_BEFORE = re.compile(f"(?:(?<=[：；。，！“\n])|^)[{HAN}]{{2,10}}\\Z", re.MULTILINE)
_HALF_BEHIND = re.compile(f"[{HAN}]{{2,10}}(?=[。；，！”\n]|\\Z)")
_HALF = 11  # characters
_WIDE_END = re.compile(f"．(?<=[{HAN}].)[ ]*$", re.MULTILINE)
_AGREE = 2
_COUNTS = frozenset("一二三四五六七八九十百千万亿余多")
_BETWEEN = 4  # characters between two of a series
_RANGES = frozenset("~～.．")  # 检查~整改~复查, 长.宽.高


def unmeant(text: str, found: Places) -> Places:
    """The places of each sign where its author did not mean it.

    >>> unmeant("长*宽*高，诺曼～王明", {"*": [(1, 2), (3, 4)], "～": [(8, 9)]})
    {'～': [(8, 9)]}
    """
    signs = dict(found)
    listed = False
    for dot in DOTS & signs.keys():
        if not (stop.folded(text) or (dot == "．" and _ends_lines(text))):
            continue
        signs[dot] = _strewn_dots(text, signs[dot])
    for sign in (PARTING | _RANGES) & signs.keys():
        if sign in SHAPES and strewn(*without(text, signs[sign])) >= STREWN:  # no series: 按照◇指定◇路线◇行驶
            continue
        if sign in _RANGES and any(word(text, *place) >= SURE_WORD for place in signs[sign]):
            continue
        unlisted = _unlisted(text, signs[sign], 1 if sign in ".．" else _BETWEEN)
        if sign in SHAPES and len(unlisted) < len(signs[sign]):  # 设有◇体验区◇演练区: all of a series or none
            unlisted = []
        listed |= sign == "*" and unlisted != signs[sign]  # 长*宽*高
        signs[sign] = [place for place in unlisted if not (sign in DOTS and _balanced(text, *place))]
    if "*" in signs and (listed or _masks(text)):
        del signs["*"]
    if "～" in signs and sum(1 for _ in _HEADWORD.finditer(text)) >= _AGREE:
        del signs["～"]
    for quote in QUOTES & signs.keys():
        paired = quote in "‘’" and "‘" in text and "’" in text
        signs[quote] = [] if paired else _alone(text, signs[quote])
    return signs


def _unlisted(text: str, places: list[tuple[int, int]], between: int) -> list[tuple[int, int]]:
    """The places of a sign that neither part a title or slogan in quotation marks nor the members of a series."""
    plain = [place for place in places if word(text, *place) < SURE_WORD and not binds(text, *place)]
    listed = {
        place
        for left, right in pairwise(plain)
        if right[0] - left[1] <= between and all(map(is_han, text[left[1] : right[0]]))
        for place in (left, right)
    }
    listed |= {
        (start, end)
        for start, end in plain
        if _TITLED.search(text, max(0, start - 13), start) and _TITLE.match(text, end)
    }
    return [place for place in places if place not in listed]


def _balanced(text: str, start: int, end: int) -> bool:
    """Whether a dot parts the two halves of a slogan, which are as long as each other or end alike.

    >>> _balanced("宁停一分．不抢一秒", 4, 5), _balanced("落实本单位．安全责任", 5, 6)
    (True, False)
    """
    left, right = _HALF_BEFORE.search(text, max(0, start - _HALF), start), _HALF_BEHIND.match(text, end)
    if not left or not right:
        return False
    return len(left[0]) == len(right[0]) or left[0][-2:-1] == right[0][-2:-1]


def _strewn_dots(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The dots, of a text whose full stops are dots, that were strewn: all, where one is inside a word, or none."""
    inside = any(word(text, *place) >= SURE_WORD or binds(text, *place) for place in places)
    return places if inside else []


def _ends_lines(text: str) -> bool:
    """Whether a text without 。 has a line that ends in a full-width dot: then its others may be stops as well."""
    return "。" not in text and bool(_WIDE_END.search(text))


def _masks(text: str) -> bool:
    """Whether asterisks stand for what is not said: one in five shows it by what is beside it, and so all do.

    >>> _masks("20*年*月，*区42家企业中*家已停产。"), _masks("严*格落实动火作*业审批*，清除周边可*燃物。")
    (True, False)
    """
    stars = [match.start() for match in re.finditer(r"\*", text)]
    evident = sum(at(text, star + 1) in MASKED or bool(_COUNTED.search(text, star - 1, star + 2)) for star in stars)
    return (evident > _AGREE and 5 * evident > len(stars)) or any(_is_name(text, star) for star in stars)


def _is_name(text: str, star: int) -> bool:
    """Whether a star stands for a given name: behind 某 or a surname (王*明), with which no word ends (工程*管理)."""
    before = at(text, star - 1)
    return before == "某" or (before in SURNAMES and word(text, star - 1, star - 1) < IN_WORD)


def _alone(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The quotes of each line that quote nothing: those inside a word, and where there is one, inside a phrase."""
    within = {place for place in places if across(text, *place) >= ONE_WORD or _in_number(text, *place)}
    if not any(word(text, *place) >= SURE_WORD or _in_number(text, *place) for place in within):
        within = set()
    lines: defaultdict[int, list[int]] = defaultdict(list)
    for start, end in places if not within else sorted({*places} - within):
        lines[text.rfind("\n", 0, start)].append(end - 1 if text[end - 1] != " " else end - 2)
    single = {place for line in lines.values() for place in lone(text, line)}
    return [place for place in places if place in within or single & set(range(*place))]


def _in_number(text: str, start: int, end: int) -> bool:
    """Whether a number goes on: 六十'余, 四十'八."""
    return at(text, start - 1) in _COUNTS and at(text, end) in _COUNTS


def binds(text: str, start: int, end: int) -> bool:
    """Whether a word binds what stands at either side; no such word is the 要 of 主要 or 要求."""
    before, behind = _BINDS.search(text, max(0, start - 2), start), _BOUND.match(text, end)
    return bool(
        (before and not (before[1] and word(text, start - 1, start - 1) >= SURE_WORD))
        or (behind and not (behind[1] and word(text, end + 1, end + 1) >= SURE_WORD))
    )
