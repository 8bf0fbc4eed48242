"""Signs that copy protection strewed over a text, the same one again and again: 标★志, 施+工, 有限空间'作业.

An author's sign parts words, names, numbers and cells; what a program put in falls inside words as often as not. A
sign that nobody needs in prose goes where a single place tells so; one that authors use too, where the whole page does.
Letters and words are `letters`'s.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import (
    ONE_PHRASE,
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
from anwen.repair.marks import CHINESE, HAN, NUMBERS, PARTED, SYLLABLES, amid_han, at
from anwen.repair.signs import folders, lettered, stop
from anwen.repair.signs.meant import DOTS, MASKED, PARTING, POINTS, QUOTES, SHAPES, Places, binds, unmeant
from anwen.repair.signs.widen import references

NAME = "stray"

# Signs of prose, tables and blanks are among them; □, ○, × and X stand for characters left out.
_SIGNS = f".．·•・˙~～^|｜*#＃@$®©™&=_＿°§¦\\\\+＋/`'´′\"‘’{SHAPES}-"
_SIGN = re.compile(f"[ {_SIGNS}](?<=[{CHINESE}].)(?:(?<= )[{_SIGNS}])?(?<! ) ?(?=[{CHINESE}])")
_CELLS = "||"  # several in a line
_OFTEN = frozenset([*"+＋/-'´′\"`‘’", _CELLS])  # in an author's text: of these one place alone tells nothing
_PHRASE = frozenset(".．~～^|｜\\")  # of these a phrase tells as much as a word
_BINDING = _PHRASE | frozenset("&=°§¦$")  # #, @, _ and ® are set beside names
# 带★号的, □合格■不合格: the sign is spoken of, or a box.
_SPOKEN = re.compile('[带标打加注画评有是为含][“"]?[^\\w\\s][”"]?|[^\\w\\s][”"]?[号级类项的为标表]')
_BOXES = re.compile("[□☑☐☒√✓○]")
_ITEMS = re.compile(f"(?:^|[：:；;])[ \\u3000]*[{SHAPES}]")
_MASKS = re.compile(r"\*\*|\*[、，；。0-9A-Z）]|[0-9A-Z]\*")
_ROWS = re.compile(" [|｜] [^|｜\\n]*\\n[^|｜\\n]* [|｜] ")
_MEASURED = re.compile(f"[0-9][{HAN}]{{1,2}}\\Z")  # 水位2.5米.风力6级: a stop
_PATH = re.compile(f"[{HAN}\\w.-]{{1,12}}(?:\\\\[{HAN}\\w.-]{{1,12}}){{2,}}")
_AGREE = 2
_SENTENCE = 40  # characters
_ODD = 3.0  # nats; a quote that has no partner in its line
_LINE = 400  # characters to either side in which another bar would make cells of a line


def find(text: str) -> list[Change]:
    gathered, beside = _gathered(text)
    signs = unmeant(text, gathered)
    weighed = {sign: _weigh(text, places) for sign, places in signs.items()}
    several = sum(max(0.0, weight) for sign, (_, weight) in weighed.items() if sign not in _OFTEN) >= STREWN
    changes: list[Change] = []
    for sign in signs:
        gone = _of(text, sign, *weighed[sign], several)
        changes += [*gone, *_beside(text, sign, beside.get(sign, []), len(gone))]
    return disjoint(changes)


def _gathered(text: str) -> tuple[Places, Places]:
    """Where each sign stands in Chinese text that may have been strewn there, and where beside a number or name."""
    signs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    beside: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    cited = references(text)
    singles = {place for span in lettered.runs(text) for place in range(*span)}  # 人/机/料/法/环
    for match in _SIGN.finditer(text):
        shown = match[0].strip()
        if shown in DOTS and stop.within(match.start(), cited):  # 刘某．矿井通风[J]
            continue
        alike = match[0].startswith(" ") == match[0].endswith(" ")  # 一次. 会议: a full stop
        doubled = shown in (text[match.start() - 1], text[match.end()])  # 加油～～
        if not alike or doubled or match.start() in singles or _apart(text, *match.span(), shown):
            continue
        if shown in POINTS and _foreign(text, *match.span()):
            continue
        named = shown in POINTS and amid_han(text, *match.span())
        near = {text[match.start() - 1], text[match.end()]} & (PARTED if named else NUMBERS)
        near = near if shown not in QUOTES else set()  # they part no numbers
        measured = shown in ".．" and _MEASURED.search(text, max(0, match.start() - 3), match.start())
        sign = _CELLS if shown in "|｜" and _line(text, match.start()).count(shown) > 1 else shown
        (beside if near or measured else signs)[sign].append(match.span())
    return signs, beside


def _foreign(text: str, start: int, end: int) -> bool:
    """Whether a point parts a foreign name: 诺尔曼·白求恩, 弗洛伦斯·南丁格尔."""
    near = text[max(0, start - 3) : start] + text[end : end + 4]
    return at(text, start - 1) in SYLLABLES and sum(char in SYLLABLES for char in near) >= _AGREE


def _beside(text: str, sign: str, places: list[tuple[int, int]], others: int) -> list[Change]:
    """The places of a sign beside a number or name where it goes, as it did in ``others``."""
    gone: list[Change] = []
    for place, value, crossed in _weigh(text, places)[0] if others else ():
        needless = sign in SHAPES or value >= (SEPARATE if others >= _AGREE and sign not in _OFTEN else ONE_PHRASE)
        if (value > 0 and crossed >= SURE_WORD) or (others >= _AGREE and needless and amid_han(text, *place)):
            gone.append(Change(*place, ""))
    return gone


def _apart(text: str, start: int, end: int, sign: str) -> bool:
    """Whether a sign masks, makes cells, parts folders or ticks a box."""
    if sign == "*" and text[end] in MASKED:
        return True
    if sign not in "|｜*\\" and sign not in SHAPES:
        return False
    line = _line(text, start)
    if sign == "\\":
        return bool(_PATH.search(line) and folders.told(line))
    if sign in "|｜" and text[start] == text[end - 1] == " " and _ROWS.search(text, max(0, start - _LINE), end + _LINE):
        return True
    if sign in SHAPES:
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
    if sign in QUOTES and evidence > 0:
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
    if sign in PARTING - {*SHAPES}:
        return _needless(text, sign, rated, inside)
    sure = sum(value >= ONE_PHRASE for _, value, _ in rated) >= _AGREE or sign in "|｜"
    least = RUNS_ON if sure else ONE_PHRASE
    bound = [place for place, value, _ in rated if value >= 0.0 and binds(text, *place)] if sign in _BINDING else []
    if len(bound) < _AGREE or 2 * len(bound) < len(rated):
        bound = sorted(inside) if sign in _PHRASE else []
    if inside and sign not in _PHRASE:  # nobody needs it: where it is inside one word, it is in no sentence
        least = SEPARATE
    return [
        Change(*place, "")
        for place, value, _ in rated
        if ((inside or sign in _PHRASE) and value >= least)
        or (value >= SEPARATE and _near(text, place, bound))
        or (sign in SHAPES and evidence >= 0.0 and value >= SEPARATE and set("，。；、") & set(_line(text, place[0])))
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
    bound = {place for place, value, _ in rated if place in inside or (value >= 0.0 and binds(text, *place))}
    values = [value for place, value, _ in rated if place in inner]
    if sign == "*" and text.count(sign) > _AGREE and values and min(values) >= 0.0 and max(values) >= ONE_PHRASE:
        return [Change(*place, "") for place, _, _ in rated]  # nobody needs three of them
    if not inside and (len(rated) < _AGREE or not inner or 3 * len(bound.intersection(inner)) < len(inner)):
        return []
    return [
        Change(*place, "") for place, value, _ in rated if value >= SEPARATE or place in bound or place not in inner
    ]
