"""Numerals and days that a scanner took for signs like them: 第—条 → 第一条, 七月十曰 → 七月十日, 6月1目 → 6月1日.

The number that they stand in tells, or the second item of a list: in 第五—十条, 三曰 and 三目 they are what they are.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint

NAME = "digit"  # for a reader the same as digits that were misread

_TENS = "[一二三四五六七八九十廿卅]"
_ARTICLE = re.compile(
    f"[—－](?:(?<=第.)|(?<=第十.)|(?<=第{_TENS}十.)|(?<=第[一二三四五六七八九]百零.))"
    "(?=[条章节款项编篇][ \\u3000\\u4e00-\\u9fff])"
)
_DAY = re.compile(
    f"[曰目](?:(?<=月[0-9].)|(?<=月[0-9]{{2}}.)|(?<=月{_TENS}.)|(?<=月{_TENS}{{2}}.)|(?<=月{_TENS}{{3}}.))(?!(?<=目)[标的录管光击睹前送测])"
)
# 提前五曰。: nobody says a number and nothing behind it; on a page that has such days.
_LATER = re.compile(f"曰(?<={_TENS}.)(?=[，。；、）内前后起至止])")
# 每—年进行—次: a dash alone, where a number must stand, on a page that has such articles or where 每 tells.
_ONE = re.compile(
    "—(?:(?<=每.)|(?<=[第某任同].)|(?<=进行.)|(?<=[召组开举办少不].))(?=[年次个条项名天月台处份张步家人座辆件种起层级][^—])"
)
_EACH = re.compile("每—[年次个条项名天月台处份张步家人座辆件种起层级]")
# 单位—把手, 机关—楼: words that begin with the numeral, on a page that has such dashes for it.
_WORD = re.compile(
    "—(?<![—0-9A-Za-z]—)(?=把手(?=[，。；、）\\n抓任带负亲])|岗双责|票否决|盘棋|体化|系列|[致贯旦律般定直](?![—线])|楼(?=[，。；、）\\n]|(?:会议|报告|办公|接待|多功能|值班|大|门|餐|食)[室厅堂]|[东西南北]侧))"
)
# 年十—月, 十—月二十, 月二十—日; 十月—月底 and 年—月—日 have a month on either side, or none.
_MONTH = re.compile(
    f"—(?:(?<=年十.)(?=月)|(?<=[^月]十.)(?=月(?:{_TENS}|[0-9]|[底初末份]|[上中下]旬))|(?<=月十.)(?=日)|(?<=月[二三]十.)(?=日))"
)
_SAID = re.compile(
    "曰(?:(?:(?<=[订效产厂定证布票].)|(?<=[签印颁核制]发.)|(?<=[证文]书.))期(?!颐)|(?<=^.)期(?=[ \\u3000]?[：:]))",
    re.MULTILINE,
)
_FIRST = re.compile("^[ \\u3000]*(?:([—lI])(?=、)|[（(]([—－_-])(?=[）)][ \\u3000]?[\u4e00-\u9fff]))", re.MULTILINE)
_HINT = re.compile("[—lI－_-][、）)]")
_POLE = re.compile("[（(](?:[+＋]{1,4}|±)[）)]|[阴阳]性")
_SECOND = re.compile("^[ \\u3000]*(?:二、|2、|[（(][二ニ][）)])", re.MULTILINE)
# Katakana that look like numerals, where a list, an article or a year has one: ー是…，ニ是….
_KANA = {"ー": "一", "ニ": "二", "ハ": "八"}
_DIGIT = "[〇一二三四五六七八九ーニハ]"
_AS_NUMERAL = re.compile(
    "[ーニハ](?:(?:(?<=^.)|(?<=[，。；：、“ \\u3000].))(?=是|、[\u4e00-\u9fff])|(?<=[（(].)(?=[）)])"
    "|(?:(?<=第.)|(?<=第十.))(?=[条章节款项编届次个名十])|(?<=第[二三四五六七八九]十.)(?=[条章节款])"
    f"|(?<=二〇.)(?={_DIGIT}年)|(?<=二〇{_DIGIT}.)(?=年))",
    re.MULTILINE,
)
_OTHER_KANA = re.compile("[ぁ-ゖァ-ナヌ-ノヒ-ヺ]")  # of Japanese
# 2016一2020年, GB 18218一2018: a dash that was read for the numeral.
_SPAN = re.compile("一(?:(?<=[^0-9][12][0-9]{3}.)|(?<=^[12][0-9]{3}.))(?=[12][0-9]{3}(?![0-9]))", re.MULTILINE)
_STANDARD = re.compile(
    "(?:GB|AQ|JGJ|DL|SH|SY|HG|MT|YB|TSG|XF|GA|WS|DB[0-9]{2})(?:/[TZ])? ?[0-9]{1,6}(?:\\.[0-9]{1,3})?"
    "(一)(?=(?:[12][0-9]{3}|[0-9]{2})(?![0-9]))"
)


def find(text: str) -> list[Change]:
    """Changes for what the number around it proves.

    >>> [change[:3] for change in find("第—条 本办法自七月十曰起施行，提前五曰。")]
    [(1, 2, '一'), (11, 12, '日'), (19, 20, '日')]
    >>> find("第五—十条；一曰慈，二曰俭；本月三日目标不变。")
    []
    """
    found = [Change(*match.span(), "一") for match in _ARTICLE.finditer(text)]
    found += (Change(*match.span(), "一") for match in _MONTH.finditer(text))
    days = [Change(*match.span(), "日") for match in _DAY.finditer(text)] if "曰" in text or "目" in text else []
    if days:
        days += (Change(*match.span(), "日") for match in _LATER.finditer(text))
    days += (Change(match.start(), match.start() + 1, "日") for match in _SAID.finditer(text))
    if _HINT.search(text) and (second := _SECOND.search(text)):
        first = "1" if second[0][-2:] == "2、" else "一"
        poles = bool(_POLE.search(text))  # （+）接红线，（-）接黑线; （-）为阴性
        items = [match for match in _FIRST.finditer(text) if not (poles and match[2])]
        ticked = sum(match[2] == "_" for match in items) > 1  # （_）同意 above （_）反对
        items = [match for match in items if not (ticked and match[2])]
        items = [match for match in items if ("1" if match[1] in ("l", "I") else "一") == first]
        found += (Change(*match.span(match.lastindex or 0), first) for match in items)
    if found or _EACH.search(text):
        found += (Change(*match.span(), "一") for one in (_ONE, _WORD) for match in one.finditer(text))
    if "一" in text:
        found += (Change(*match.span(), "—") for match in _SPAN.finditer(text))
        found += (Change(*match.span(1), "—") for match in _STANDARD.finditer(text))
    kana = _AS_NUMERAL.finditer(text) if any(sign in text for sign in _KANA) and not _OTHER_KANA.search(text) else ()
    found += (Change(*match.span(), _KANA[match[0]]) for match in kana)
    return disjoint([*found, *days])
