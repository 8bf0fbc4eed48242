"""Letters that were read for digits: O.25米 → 0.25米, 2O23年 → 2023年, l2人 → 12人, 二O二三年 → 二〇二三年.

Only in a number that its neighbours prove: O2 is a gas, l班 a name.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.lines import words_around
from anwen.repair.marks import CHINESE, at

NAME = "digit"

_NUMERALS = "一二三四五六七八九〇○"
_UNIT = (
    "(?:(?<=月[0-9OIl])|(?<=月[0-9OIl]{2}))曰|"
    "年度|年|月份?|日|号|时|分|秒|人|名|次|个|家|处|项|条|起|万|亿|元|米|吨|页|套|台|份|天|小时|周|届|期|章|节|届|[%％‰℃]"
    "|[副支辆具根块桶箱瓶盏艘顶双]|部(?![门分署队长级位件委])|把(?![握关手])|只(?![有要能是])"
    "|(?:mm|cm|km|kg|mg|kV|kVA|kW|[kM]?Pa|kN|dB|ppm|min|mA|mL|ml|Hz|m|g|t|s|h|L|V|A|W)(?![A-Za-z])"
)
_NUMBER = re.compile(r"(?<![A-Za-z0-9.%/_-])[0-9OoIl]{1,12}(?:\.[0-9OoIl]{1,6})?(?![0-9OoIl.])")
_COUNTS = re.compile(_UNIT)
_BESIDE = re.compile(f"[{CHINESE}]")
_ZERO = re.compile("[Oo]\\.[0-9]+")
_COUNTERS = "次人名个项家处台套年月日天起份"
_COUNTED = re.compile(f"[{_COUNTERS}]|部(?![门分署队长级位件委])")
_GAS = re.compile("[OoI][0-9]")
_TEN = re.compile("[Il][Oo]+")
_TENS = re.compile("[0-9]+[Oo][0-9Oo]*")
# A number that is called, read as letters: 拨打ll9.
_CALLED = frozenset(["110", "119", "120", "122", "12345", "12350", "12119"])
# 电话：O53l-8876l203: of a number to call, behind its name.
_PHONE = re.compile(
    "[话机真线](?<=电话|座机|手机|传真|热线)(?:号码)?[：: ]{1,2}"
    "([（(]?[0O][0-9OoIl]{2,3}[）)—-]{1,2}[0-9OoIl]{7,8}|[1lI][0-9OoIl]{10})(?![0-9A-Za-z])"
)
# Letters of three alphabets; in 初一00:17, 周三00时 and 图一003 a figure begins behind the numeral.
_YEAR = re.compile(
    f"[Oo0ОоΟο](?<=[{_NUMERALS}].)(?!0{{0,3}}[1-9:：.．时點点分秒%％℃])(?:(?=[{_NUMERALS}Oo0ОоΟο])|(?=年))"
)
# A text that speaks of the wrong sign: 把〇写成字母О.
_TOLD = re.compile(
    "字母|俄文|西里尔|希腊|写(?:[作成错]|的是)|误(?:[写录读认]|作(?!业))|错别?字|混淆|[识认读看]别?[成作]"
)
_FAR = 40  # characters
_QUOTE = 4
_QUOTED = re.compile("[0-9OoОоΟο一二三四五六七八九十〇○]{0,8}`")
_HINT = re.compile("[OoIl](?:[0-9%％‰℃]|\\.[0-9]|(?<=[0-9].)|(?<=[0-9]\\..))")
# 12。5%, 1，200万元, 1，280，500美元: an input method's marks.
_POINT = re.compile(
    "。(?<=[^0-9]0.)(?=0[0-9]{1,3}(?![0-9年月日.])|[0-9]{1,3}[，。；）])"
    "|。(?<=[0-9].)(?=[0-9]{1,3}[%％‰℃]|[0-9]{1,2}(?:[万亿]?[元吨人]|[万亿]|平方|公里|米|个百分点|倍))"
)
# V2。3。1, 升级到V3。0版; V2。3天后 and V3。2、组织 are two sentences.
_VERSION = re.compile("[Vv](?<![A-Za-z0-9].)[0-9]{1,3}(?:(?:。[0-9]{1,3}){2,4}(?![0-9])|。[0-9]{1,3}(?=版|[，；）]))")
_STOP = re.compile("。")
_COMMA = re.compile("，(?<=[0-9].)(?=[0-9]{3}(?![0-9]))")
# 面值100，200，500元 lists three: that three digits stand before the first mark is no evidence.
_GROUPED = re.compile(
    "[1-9](?<![0-9，,.．-].)(?:[0-9]?(?:，[0-9]{3}){1,4}|[0-9]{2}(?:，[0-9]{3}){3,4})(?=[万亿]?(?:元|[美欧港日]元|港币|人民币)|[万亿人吨家余多名个件]"
    "|[户辆株亩]|平方(?:米|公里)|立方米|公[里斤顷])"
)
_EACH = re.compile("(?:分别|依次|各自?|逐[年月次]|编号|序号|代码)[^。；，0-9]{0,6}\\Z")  # 分别为120，300，450元
_SAYS = 12  # characters
_NEAR = 20  # times
_DIGITS = str.maketrans("OoIl", "0011")


def _is_number(text: str, match: re.Match[str]) -> bool:
    """Whether digits and letters that look like them are a number, by what they look like and what is around them."""
    word = match[0]
    before = _BESIDE.match(at(text, match.start() - 1))
    counted = word[0] == "I" and before and bool(_COUNTED.match(text, match.end()))
    if word.isdigit() or word.replace(".", "").isdigit() or (_GAS.fullmatch(word) and not counted):
        return False
    if word in ("I", "l"):  # l is no Roman numeral
        behind = at(text, match.end())
        return behind in ("%", "％", "‰", "℃") or bool(word == "l" and before and behind and behind in _COUNTERS)
    if before and _ZERO.fullmatch(word):
        return True
    digits = any(char.isdigit() for char in word) or bool(_TEN.fullmatch(word))
    if digits and _COUNTS.match(text, match.end()):
        return True
    between = before and not at(text, match.end()).isascii()
    if digits and between and word.translate(_DIGITS) in _CALLED:
        return True
    return bool(digits and between and ("." in word or _TENS.fullmatch(word)))


def find(text: str) -> list[Change]:
    found: list[Change] = []
    if any(letter in text for letter in "OoIl") and _HINT.search(text):
        found += (
            Change(*match.span(), match[0].translate(_DIGITS))
            for match in _NUMBER.finditer(text)
            if _is_number(text, match) and not _told(text, match)
        )
        found += _called(text)
    if "，" in text or "。" in text:
        found += _narrowed(text)
    found += (Change(*match.span(), "〇") for match in _YEAR.finditer(text) if not _told(text, match))
    return disjoint(found)


def _called(text: str) -> list[Change]:
    """The letters in a number to call, most of which is digits.

    >>> find("传真：O591-8O33l207")[0][2], find("热线：OIlOOIlO")
    ('0591-80331207', [])
    """
    found = [match for match in _PHONE.finditer(text) if not _told(text, match)]
    digits = [sum(map(str.isdigit, match[1])) for match in found]
    return [
        Change(*match.span(1), match[1].translate(_DIGITS))
        for match, some in zip(found, digits, strict=True)
        if match[1].translate(_DIGITS) != match[1] and 2 * some > len(match[1])
    ]


def _told(text: str, match: re.Match[str]) -> bool:
    """Whether the text shows the wrong sign: it says so, or sets the figure apart with backticks.

    >>> find("`二О一九`年"), find("年份不要写成2O19年")
    ([], [])
    """
    shown = "`" in text[max(0, match.start() - _QUOTE) : match.start()] and _QUOTED.match(text, match.end())
    return bool(shown or _TOLD.search(words_around(text, *match.span(), _FAR)))


def _narrowed(text: str) -> list[Change]:
    """The marks of an input method inside a figure that is counted or measured."""
    found = [Change(*match.span(), ".") for match in _POINT.finditer(text)]
    for match in _VERSION.finditer(text):
        found += (Change(*stop.span(), ".") for stop in _STOP.finditer(text, *match.span()))
    for match in _GROUPED.finditer(text):
        if not _EACH.search(text, max(0, match.start() - _SAYS), match.start()) and not _is_list(match[0]):
            found += (Change(*comma.span(), ",") for comma in _COMMA.finditer(text, *match.span()))
    return found


def _is_list(groups: str) -> bool:
    """Whether each of three figures or more is larger than the last, and the second not by far: 50，100，200元."""
    values = [int(group) for group in groups.split("，")]
    return len(values) > 2 and values == sorted(values) and values[1] <= _NEAR * values[0]
