"""Signs that copy protection strewed over a text, the same one again and again: 标★志, 施+工, 有限空间'作业.

An author's sign parts words, names, numbers and cells; what a program put in falls inside words as often as not. A
sign that nobody needs in prose goes where a single place tells so; one that authors use too, where the whole page does.
Letters and words are `letters`'s.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import (
    IN_WORD,
    ONE_PHRASE,
    ONE_WORD,
    RUNS_ON,
    SEPARATE,
    STREWN,
    SURE_WORD,
    across,
    strewn,
    without,
    word,
)
from anwen.repair.lines import words_around
from anwen.repair.marks import CHINESE, HAN, NUMBERS, PARTED, SURNAMES, SYLLABLES, amid_han, at, is_han
from anwen.repair.signs import lettered, stop
from anwen.repair.signs.quotes import lone
from anwen.repair.signs.widen import references

NAME = "stray"

_SHAPES = "★☆※◆◇■●▲△▼◎"
# Signs of prose, tables and blanks are among them; □, ○, × and X stand for characters left out.
_SIGNS = f".．·•・˙~～^|｜*#＃@$®©™&=_＿°§¦\\\\+＋/`'´′\"‘’{_SHAPES}-"
_SIGN = re.compile(f"[ {_SIGNS}](?<=[{CHINESE}].)(?:(?<= )[{_SIGNS}])?(?<! ) ?(?=[{CHINESE}])")
_CELLS = "||"  # several in a line
_RANGES = frozenset("~～.．")  # 检查~整改~复查, 长.宽.高
_OFTEN = frozenset([*"+＋/-'´′\"`‘’", _CELLS])  # in an author's text: of these one place alone tells nothing
_DOTS = frozenset(".．")
_PHRASE = frozenset(".．~～^|｜\\")  # of these a phrase tells as much as a word
_BINDING = _PHRASE | frozenset("&=°§¦$")  # #, @, _ and ® are set beside names
_QUOTES = frozenset("'´′\"`‘’")
_POINTS = "·•・˙"
_PARTING = frozenset(_POINTS + "*" + _SHAPES)  # with which authors part words: “安全·环保·高效”, 长*宽*高
_BETWEEN = 4  # characters between two of a series
_TITLED = re.compile(f"[“《「『【][{HAN}{_POINTS}]{{1,12}}\\Z")
_TITLE = re.compile(f"[{HAN}{_POINTS}]{{1,12}}[”》」』】]")
# Words that need what stands behind or before them: no author parts the two.
_BINDS = re.compile(
    "(?:([的了着在对要将把被和与及并应为是从向经于由不须会能可请])|应当|必须|不得|严禁|可以|能够|进行|开展|加强|做好|落实|建立|健全|完善|组织|强化|提高|增强"
    "|防止|防范|确保|严格|认真|切实|积极|及时|全面|定期|立即|逐一|坚决|深入|扎实|持续|填写|配备|传达|成立|执行|设置|制定|履行|消除|明确)\\Z"
)
_BOUND = re.compile("([的了和与及并在对将须逐要是])|后方|进行|开展|应当|必须|不得|可以")
# *号柱, *县: which one is not said; 带★号的, □合格■不合格: the sign is spoken of, or a box.
_MASKED = frozenset("号栋楼层室组队省市县区镇乡村院校局厂矿某年月日时分人名元万路街")
_SPOKEN = re.compile('[带标打加注画评有是为含][“"]?[^\\w\\s][”"]?|[^\\w\\s][”"]?[号级类项的为标表]')
_BOXES = re.compile("[□☑☐☒√✓○]")
_ITEMS = re.compile(f"(?:^|[：:；;])[ \\u3000]*[{_SHAPES}]")
_MASKS = re.compile(r"\*\*|\*[、，；。0-9A-Z）]|[0-9A-Z]\*")
_COUNTED = re.compile(r"[0-9*]\*|\*[0-9*]")
_ROWS = re.compile(" [|｜] [^|｜\\n]*\\n[^|｜\\n]* [|｜] ")
_HEADWORD = re.compile(f"[：｜|、，；]～(?=[{HAN}])|～(?=[｜|。；、])")  # a dictionary's: ～事｜～手～脚
_MEASURED = re.compile(f"[0-9][{HAN}]{{1,2}}\\Z")  # 水位2.5米.风力6级: a stop
_COUNTS = frozenset("一二三四五六七八九十百千万亿余多")
_AGREE = 2
_SENTENCE = 40  # characters
_ODD = 3.0  # nats; a quote that has no partner in its line
_LINE = 400  # characters to either side in which another bar would make cells of a line


def find(text: str) -> list[Change]:
    signs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    beside: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)  # numbers or names
    cited = references(text)
    singles = {place for span in lettered.runs(text) for place in range(*span)}  # 人/机/料/法/环
    for match in _SIGN.finditer(text):
        shown = match[0].strip()
        if shown in _DOTS and stop.within(match.start(), cited):  # 刘某．矿井通风[J]
            continue
        alike = match[0].startswith(" ") == match[0].endswith(" ")  # 一次. 会议: a full stop
        doubled = shown in (text[match.start() - 1], text[match.end()])  # 加油～～
        if alike and not doubled and match.start() not in singles and not _apart(text, *match.span(), shown):
            if shown in _POINTS and _foreign(text, *match.span()):
                continue
            named = shown in _POINTS and amid_han(text, *match.span())
            near = {text[match.start() - 1], text[match.end()]} & (PARTED if named else NUMBERS)
            near = near if shown not in _QUOTES else set()  # they part no numbers
            measured = shown in ".．" and _MEASURED.search(text, max(0, match.start() - 3), match.start())
            sign = _CELLS if shown in "|｜" and _line(text, match.start()).count(shown) > 1 else shown
            (beside if near or measured else signs)[sign].append(match.span())
    listed = False
    for dot in _DOTS & signs.keys() if stop.folded(text) else ():
        signs[dot] = _unmeant(text, signs[dot])
    for sign in (_PARTING | _RANGES) & signs.keys():
        if sign in _RANGES and any(word(text, *place) >= SURE_WORD for place in signs[sign]):
            continue
        unlisted = _unlisted(text, signs[sign], 1 if sign in ".．" else _BETWEEN)
        listed |= sign == "*" and unlisted != signs[sign]  # 长*宽*高
        signs[sign] = unlisted
    if "*" in signs and (listed or _masks(text)):
        del signs["*"]
    if "～" in signs and sum(1 for _ in _HEADWORD.finditer(text)) >= _AGREE:
        del signs["～"]
    for quote in _QUOTES & signs.keys():
        paired = quote in "‘’" and "‘" in text and "’" in text
        signs[quote] = [] if paired else _alone(text, signs[quote])
    weighed = {sign: _weigh(text, places) for sign, places in signs.items()}
    several = sum(max(0.0, weight) for sign, (_, weight) in weighed.items() if sign not in _OFTEN) >= STREWN
    changes: list[Change] = []
    for sign in signs:
        gone = _of(text, sign, *weighed[sign], several)
        changes += [*gone, *_beside(text, sign, beside[sign], len(gone))]
    return disjoint(changes)


def _foreign(text: str, start: int, end: int) -> bool:
    """Whether a point parts a foreign name: 诺尔曼·白求恩, 弗洛伦斯·南丁格尔."""
    near = text[max(0, start - 3) : start] + text[end : end + 4]
    return at(text, start - 1) in SYLLABLES and sum(char in SYLLABLES for char in near) >= _AGREE


def _beside(text: str, sign: str, places: list[tuple[int, int]], others: int) -> list[Change]:
    """The places of a sign beside a number or name where it goes, as it did in ``others``."""
    gone: list[Change] = []
    for place, value, crossed in _weigh(text, places)[0] if others else ():
        needless = sign in _SHAPES or value >= (SEPARATE if others >= _AGREE and sign not in _OFTEN else ONE_PHRASE)
        if (value > 0 and crossed >= SURE_WORD) or (others >= _AGREE and needless and amid_han(text, *place)):
            gone.append(Change(*place, ""))
    return gone


def _unlisted(text: str, places: list[tuple[int, int]], between: int) -> list[tuple[int, int]]:
    """The places of a sign that neither part a title or slogan in quotation marks nor the members of a series."""
    plain = [place for place in places if word(text, *place) < SURE_WORD and not _binds(text, *place)]
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


def _unmeant(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The dots, of a text whose full stops are dots, that were strewn: all, where one is inside a word, or none."""
    inside = any(word(text, *place) >= SURE_WORD or _binds(text, *place) for place in places)
    return places if inside else []


def _masks(text: str) -> bool:
    """Whether asterisks stand for what is not said: one in five shows it by what is beside it, and so all do.

    >>> _masks("20*年*月，*区42家企业中*家已停产。"), _masks("严*格落实动火作*业审批*，清除周边可*燃物。")
    (True, False)
    """
    stars = [match.start() for match in re.finditer(r"\*", text)]
    evident = sum(at(text, star + 1) in _MASKED or bool(_COUNTED.search(text, star - 1, star + 2)) for star in stars)
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


def _apart(text: str, start: int, end: int, sign: str) -> bool:
    """Whether a sign masks, makes cells or ticks a box."""
    if sign == "*" and text[end] in _MASKED:
        return True
    if sign not in "|｜*" and sign not in _SHAPES:
        return False
    line = _line(text, start)
    if sign in "|｜" and text[start] == text[end - 1] == " " and _ROWS.search(text, max(0, start - _LINE), end + _LINE):
        return True
    if sign in _SHAPES:
        spoken = word(text, start, end) < SURE_WORD and _SPOKEN.search(text, start - 1, end + 1)
        return bool(spoken or _BOXES.search(line) or _ITEMS.search(line))
    if sign == "*" and _MASKS.search(line):
        return True
    ends = line.strip()
    return not set("。，；、") & set(line) or (line.count(sign) > 1 and sign in (ends[0], ends[-1]))


def _line(text: str, place: int) -> str:
    return words_around(text, place, place, _LINE)


_Rated = list[tuple[tuple[int, int], float, float]]


def _weigh(text: str, places: list[tuple[int, int]]) -> tuple[_Rated, float]:
    """How well the text goes on across each place of a sign, and the evidence that a program put the sign there."""
    plain, bare = without(text, places)
    rated = [
        (place, across(plain, *span) if amid_han(plain, *span) else 0.0, word(plain, *span))
        for place, span in zip(places, bare, strict=True)
    ]
    return rated, strewn(plain, bare) if len(places) >= _AGREE else 0.0


def _of(text: str, sign: str, rated: _Rated, evidence: float, several: bool) -> list[Change]:
    """The places of one sign where it goes; ``several`` says that the page has such signs of more than one kind."""
    if sign in _QUOTES and evidence > 0:
        evidence += _ODD
    if evidence >= STREWN or (several and evidence > 0 and sign not in _OFTEN):
        all_of_them = evidence >= 2 * STREWN or sign not in _OFTEN
        return [
            Change(*place, "")
            for place, value, crossed in rated
            if all_of_them or not amid_han(text, *place) or value >= 0 or crossed >= SURE_WORD
        ]
    if sign in _OFTEN:
        return []
    inside = {place for place, value, crossed in rated if value > 0 and crossed >= SURE_WORD}
    if sign in _PARTING - {*_SHAPES}:
        return _needless(text, sign, rated, inside)
    sure = sum(value >= ONE_PHRASE for _, value, _ in rated) >= _AGREE or sign in "|｜"
    least = RUNS_ON if sure else ONE_PHRASE
    bound = [place for place, value, _ in rated if value >= 0.0 and _binds(text, *place)] if sign in _BINDING else []
    if len(bound) < _AGREE or 2 * len(bound) < len(rated):
        bound = sorted(inside) if sign in _PHRASE else []
    if inside and sign not in _PHRASE:  # nobody needs it: where it is inside one word, it is in no sentence
        least = SEPARATE
    return [
        Change(*place, "")
        for place, value, _ in rated
        if ((inside or sign in _PHRASE) and value >= least)
        or (value >= SEPARATE and _near(text, place, bound))
        or (sign in _SHAPES and value >= SEPARATE and set("，。；、") & set(_line(text, place[0])))
        or place in inside
    ]


def _near(text: str, place: tuple[int, int], bound: list[tuple[int, int]]) -> bool:
    """Whether a place stands in a sentence with one of those, sorted, where a word binds what the sign parts."""
    index = bisect_left(bound, place)
    return any(
        max(place[0] - other[1], other[0] - place[1]) <= _SENTENCE
        and "\n" not in text[slice(*sorted((place[0], other[0])))]
        for other in bound[max(0, index - 1) : index + 1]
    )


def _needless(text: str, sign: str, rated: _Rated, inside: set[tuple[int, int]]) -> list[Change]:
    """The places of a sign that authors part nouns with: all where it parts what belongs together, else none."""
    inner = [place for place, _, _ in rated if amid_han(text, *place)]
    bound = {place for place, value, _ in rated if place in inside or (value >= 0.0 and _binds(text, *place))}
    values = [value for place, value, _ in rated if place in inner]
    if sign == "*" and text.count(sign) > _AGREE and values and min(values) >= 0.0 and max(values) >= ONE_PHRASE:
        return [Change(*place, "") for place, _, _ in rated]  # nobody needs three of them
    if not inside and (len(rated) < _AGREE or not inner or 3 * len(bound.intersection(inner)) < len(inner)):
        return []
    return [
        Change(*place, "") for place, value, _ in rated if value >= SEPARATE or place in bound or place not in inner
    ]


def _binds(text: str, start: int, end: int) -> bool:
    """Whether a word binds what stands at either side; no such word is the 要 of 主要 or 要求."""
    before, behind = _BINDS.search(text, max(0, start - 2), start), _BOUND.match(text, end)
    return bool(
        (before and not (before[1] and word(text, start - 1, start - 1) >= SURE_WORD))
        or (behind and not (behind[1] and word(text, end + 1, end + 1) >= SURE_WORD))
    )
