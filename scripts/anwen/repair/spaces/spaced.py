"""Spaces between the characters of a sentence, as text recognition and segmenters leave them: 应当 佩戴 → 应当佩戴.

Authors set a space behind a heading, between names and between slogans; none of those stands inside a word.
"""

from __future__ import annotations

import re
from bisect import bisect

from anwen.repair.documents import NUMBERED
from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.joint import ONE_WORD, RUNS_ON, SURE_WORD, across, word
from anwen.repair.lines import lines_with
from anwen.repair.marks import HAN, MARKS, SURNAMES, at
from anwen.repair.spaces.space import are_names, heads

NAME = "space"

# Each begins with its space, so that clean text is passed over quickly.
_BETWEEN = f"(?:(?<=[{HAN}].)|[ \\u3000](?<=[{HAN}]..))(?=[{HAN}])"
# No author sets one inside a bracket or quotation mark, beside its words.
_INSIDE = (
    f"(?<=[《（“‘【〈「].)[ \\u3000]?(?=[{HAN}][^\\n]{{0,60}}[》）”’】〉」])|(?<=[{HAN}].)[ \\u3000]?(?=[》）”’】〉」])"
)
_SPACE = re.compile(f"[ \\u3000]{_BETWEEN}")
_INNER = re.compile(f"[ \\u3000](?:{_INSIDE})")
_EITHER = re.compile(f"[ \\u3000](?:{_BETWEEN}|{_INSIDE})")
_PAIR = re.compile(f"(?<=[{HAN}])(?=[{HAN}])")
_BESIDE = re.compile(f"(?<=[{HAN}{MARKS}0-9])[ \\u3000](?=[{HAN}{MARKS}0-9])")
_BESIDE_WIDE = re.compile(f" (?:(?=\u3000 ?[{HAN}])|(?<=\u3000 )(?=[{HAN}]))")  # 第 三 条 \u3000 本 办 法
_OUTER = re.compile(
    f"(?<=[{HAN}])\u3000(?=\\d)|(?<=\\d)\u3000(?=[{HAN}])|(?<=[{HAN}])[ \u3000](?=[“《（])"
    f"|(?<=[”》）、，；])[ \u3000](?=[{HAN}“《（])"
)
_AFTER = re.compile(f"(?<=[。！？])[ \u3000](?=[{HAN}“《])(?![一二三四五六七八九十]{{1,3}}、|第[一二三四五六七八九十])")
_STREWN = 3  # spaces inside the sentences of a line, behind which those between its sentences are no author's either
_IN_WORDS = 2  # of them inside words
_SPLIT = re.compile(" [0-9.](?<=[0-9.] .)")
_MEASURED = "[0-9]{1,3}(?=[%％]|[万亿]?[元吨米])"
# 85 .6亿元: a decimal's point goes with the digits before it.
_DECIMAL = re.compile(f"[1-9](?<=[{HAN}].)[0-9]{{0,2}} \\. ?{_MEASURED}")
# 增长1 2.3%, 5. 3%: elsewhere two figures or an item's number, 手套10 2.5元, 说明如下1. 50元以下.
_EITHER_WAY = re.compile(f"[1-9](?<=[{HAN}].)[0-9]{{0,2}}(?: [0-9]{{1,2}}\\.|\\. ){_MEASURED}")
_RISES = re.compile(
    "(?:增长|增加|上升|提高|下降|减少|降低|达到?|[率比幅速]为|完成|实现|投资|投入|突破|超过|累计|共计|合计|产值|收入)\\Z"
)  # 标准为1. 50元以下…
# 1 2 6 家, 9 7 %: digit by digit; groups of digits are a telephone's, single ones with marks a choice.
_DIGITS = re.compile(f"\\d(?<![\\d.．,，、-] .)(?<![\\d.].)(?: \\d){{1,7}}(?: ?[%％]|(?= ?[{HAN}]))")
_YEAR = re.compile(
    "[12](?<![\\d.．].)(?<![\\d.．,，、-] .)(?=\\d* )(?:(?<=1) ?9|(?<=2) ?0) ?\\d ?\\d(?= ?年)"
)  # 20 23 年
# 2 0 1 7 年 1 2 月 1 日: a date whose digits stand apart.
_DATE = re.compile("[12](?<![\\d.．-].)(?<![\\d.．-] .)(?: ?\\d){3} ?年 ?\\d(?: ?\\d)? ?月(?: ?\\d(?: ?\\d)? ?日)?")
_APART = re.compile("\\d (?=\\d)")
_NAMES = re.compile(f"(?<![{HAN}] )(?<![{HAN}])[{HAN}](?: [{HAN}](?![{HAN}])){{3,}}")  # 张 伟 李 明
# 张伟　李小明　王芳
_PERSON = f"(?:[{''.join(sorted(SURNAMES))}]|欧阳)[{HAN}]{{1,2}}"
_PEOPLE = re.compile(f"(?:[ \u3000]+{_PERSON}(?=[ \u3000等，。、；）]|$)){{2,}}", re.MULTILINE)
_NUMBERS = 2
_SENTENCE = re.compile("[^。！？；!?;]+[。！？；!?;]?")
_ENDS = re.compile("[，。；！？,;]")
_LEAST = 6
# Nats that the spaces of a sentence gain on the average: names and slogans side by side 5 to 7.
_FLUENT = 8.0
_HEADING = re.compile(rf"\s*{NUMBERED}")
# … 讲几点意见： 一、思想上要高度重视 安全生产，人人有责: a heading's end within a line.
_TITLE = re.compile(f"[\\s：](?:[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[）)])[{HAN}、]+\\Z")
_LONGEST = 30  # characters of a heading
# Words that take up what stands before them.
_TAKES_UP = re.compile("[的和与及等了]")


def _line(text: str, start: int, end: int) -> list[Change]:
    spaces = list(_SPACE.finditer(text, start, end))
    if not _ENDS.search(text, start, end):
        return []
    if len(spaces) >= _LEAST and len(spaces) >= 2 * len(_PAIR.findall(text, start, end)):
        return left_out([*_BESIDE.finditer(text, start, end), *_BESIDE_WIDE.finditer(text, start, end)])
    digits = _DIGITS.finditer(text, start, end) if text.find(" ", start, end) >= 0 else ()
    numbers = [match for match in digits if match[0].strip("%％ ")]
    numbers = numbers if len(numbers) >= _NUMBERS else []
    found = [Change(*match.span(), match[0].replace(" ", "")) for match in numbers]
    places = [match.start() for match in spaces]
    for sentence in _SENTENCE.finditer(text, start, end) if spaces else ():
        if sentence.start() > places[-1]:
            break
        inside = spaces[bisect(places, sentence.start()) : bisect(places, sentence.end() - 1)]
        if not inside:
            continue
        gains = [across(text, *match.span()) for match in inside]
        heading = _HEADING.match(text, sentence.start())
        fluent = len(inside) > 1 and sum(gains) >= _FLUENT * len(inside)
        several = fluent or (max(gains, default=0.0) >= ONE_WORD and len(inside) > 1)
        least = 0.0 if (several or numbers) and not heading else ONE_WORD
        for match, value in zip(inside, gains, strict=True):
            if _TITLE.search(text, max(start, match.start() - _LONGEST), match.start()):
                continue
            inside_word = value >= RUNS_ON and word(text, *match.span()) >= SURE_WORD and not heading
            if value >= least or inside_word or (_TAKES_UP.match(text, match.end()) and not heading):
                found.append(Change(*match.span(), ""))
    if len(found) >= _STREWN:
        found += left_out(match for match in spaces if _phrase(text, start, match))
        found += left_out(_AFTER.finditer(text, start, end))
    if _everywhere(text, found, spaces):
        found += left_out(
            match for match in spaces if not _TITLE.search(text, max(start, match.start() - _LONGEST), match.start())
        )
    if found or _INNER.search(text, start, end):
        found += left_out(_OUTER.finditer(text, start, end))
    return found


def _everywhere(text: str, found: list[Change], spaces: list[re.Match[str]]) -> bool:
    """Whether spaces fell anywhere in a line: several inside words, and most of the others inside phrases."""
    if len(spaces) < _IN_WORDS:
        return False
    gone = {change.start for change in found}
    left = sum(match.start() not in gone for match in spaces)
    inside = sum(word(text, *match.span()) >= SURE_WORD for match in spaces)
    return inside >= _IN_WORDS and 2 * left <= len(spaces) - left


def _phrase(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a sentence goes on across a space that stands behind no heading."""
    headed = _TITLE.search(text, max(start, match.start() - _LONGEST), match.start())
    return not headed and across(text, *match.span()) >= RUNS_ON


def find(text: str) -> list[Change]:
    found: list[Change] = []
    for line in lines_with(text, _EITHER.finditer(text)):
        found += _line(text, *line)
    found += left_out(_INNER.finditer(text))
    found += (Change(*match.span(), match[0].replace(" ", "")) for match in _YEAR.finditer(text))
    found += (
        Change(place.end() - 1, place.end(), "")
        for date in _DATE.finditer(text)
        for place in _APART.finditer(text, *date.span())
    )
    found += (Change(*match.span(), match[0].replace(" ", "")) for match in _decimals(text))
    found = [change for change in disjoint(found) if not heads(text, change.start) or at(text, change.end) == "\u3000"]
    if not found:
        return []
    named = [match.span() for match in _NAMES.finditer(text) if are_names(match[0])]
    named += (match.span() for match in _PEOPLE.finditer(text) if _are_people(match[0].split()))
    return [change for change in found if not any(start <= change.start < end for start, end in named)]


def _decimals(text: str) -> list[re.Match[str]]:
    """Decimals with a space in them; where it may part two figures, those of a page that has others, or behind 增长.

    >>> [match[0] for match in _decimals("完成85 .6亿元，增长1 2.3%")], _decimals("手套10 2.5元")
    (['85 .6', '1 2.3'], [])
    """
    if not _SPLIT.search(text):
        return []
    sure = list(_DECIMAL.finditer(text))
    either = _EITHER_WAY.finditer(text)
    return sure + [match for match in either if sure or _RISES.search(text, match.start() - 4, match.start())]


def _are_people(names: list[str]) -> bool:
    """Whether most of the words that begin with a surname are no other words.

    >>> _are_people(["张伟", "高峰", "王芳"]), _are_people(["安全", "任务"])
    (True, False)
    """
    return 3 * sum(word(name, 1, 1) < SURE_WORD for name in names) >= 2 * len(names)
