"""The middle dot of a foreign name that a decoder left as ?, or GBK has as 路: 维克多?雨果 → 维克多·雨果.

Nobody asks in the middle of a name: the characters on either side are those that spell foreign names. Where one name of
a page tells it, a shorter one beside such characters does as well (冉?阿让). Roads are called after people too: behind
约翰路 stands what is there.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import HAN, SYLLABLES
from anwen.repair.signs.question import genuine, slipped

NAME = "middot"

_SPELLED = SYLLABLES | frozenset(
    "乔伦伯保兹加利勒博卢卜厄叶吉哈哥因坎埃塔多奇奈妮娃孔安宾尤希弗彼思恩恰戈戴托文普杜杰果柏查格桑森欧比汉沃沙泰泽洛温玛珀珍琳瑞瑟瓦皮科纳索约肖胡莫菲蒂西让谢费贝贾赛辛迈道邓都金门雅雨雷霍顿魏鲁麦黎伍史密南丁塞"
)
_PLACE = re.compile(f"(?<=[{HAN}])\\?(?=[{HAN}]{{2}})")
_ASKED = re.compile(
    '(?:[^?？，。；！\n]{0,40}\\?){0,4}?(?:[^?？，。；！\n]{0,20}(?:还是|或者?|抑或)|[^?？，。；！\n]{1,40}(?P<end>[?？])(?=["”’）)\\s]|\\Z))'
)
# （清?曹雪芹著）, 《石头记》（清?曹雪芹）: a dynasty and a name, in brackets; （明?还是清） asks.
_DYNASTY = re.compile(
    "[（(\\[［](?:先秦|[西东]?汉|三国|[西东]?晋|南北朝|北[魏齐周宋]|南[朝梁宋]|[隋唐宋元明清]|五代|民国)(?P<dot>\\?)"
    f"(?=(?!还是|或|抑|可能)(?:[{HAN}]{{2,4}}[著撰编辑注][ ，）)\\]］]|[{HAN}]{{2,4}}[）)\\]］]《"
    f"|(?P<named>[{HAN}]{{2,4}}[ ，）)\\]］])))"
)
# 路 behind a given name, which few roads have, before two characters that spell one. It is part of 路易斯 and 路过.
_GIVEN = (
    "卡尔|弗里德里希|列夫|亚历山大|约翰|威廉|查尔斯|查理|乔治|亨利|维克多|弗拉基米尔|伊里奇|阿尔弗雷德|阿尔伯特|艾萨克|托马斯|詹姆斯|罗伯特"
    "|玛丽|大卫|彼得|保罗|约瑟夫|本杰明|路易斯|尼古拉|理查德|安东|费奥多尔|伊万|埃德加|欧内斯特|马克西姆|赫伯特|弗兰克|爱德华|海因里希"
)
_ROAD = re.compile(f"(?:{_GIVEN})(路)(?![易德加西威])(?=([{''.join(sorted(_SPELLED))}肯狄更济佩]{{2,8}}))")
_NAMED = re.compile(f"(?:{_GIVEN})(路)(?![易德加西威过上遇人边口面途程费灯线牌障标段况])(?=([{HAN}]{{2,6}}))")
_PLACE_BEHIND = re.compile(
    "[路街站口道桥厂村镇区县市]|大[厦街道桥]|广场|公[园司寓]|小[区学]|医院|酒店|中[学心]|[0-9]+号"
)
_LONGEST = 8  # characters of a name
_NEAR = 2  # characters on either side that spell a name, beyond doubt


def find(text: str) -> list[Change]:
    """Changes for a text that has such a name.

    >>> [change[:3] for change in find("作家维克多?雨果塑造了冉?阿让这一形象。")]
    [(5, 6, '·'), (12, 13, '·')]
    >>> find("你多大?阿里问他。"), find("各单位要?入排查。")
    ([], [])
    """
    return sorted([*_asked_of(text), *_roads(text)]) if "?" in text or "路" in text else []


def _roads(text: str) -> list[Change]:
    """Changes for dots that GBK shows, where one stands behind a given name.

    >>> [change[:3] for change in _roads("列夫路托尔斯泰和马克路吐温")]
    [(2, 3, '·')]
    >>> _roads("约翰路塔里木大厦，亚历山大路恩施路口")
    []
    """
    given = [match for match in _ROAD.finditer(text) if not _PLACE_BEHIND.match(text, match.end(2))]
    if given:  # 艾萨克路牛顿 beside one of them
        given += (match for match in _NAMED.finditer(text) if not _PLACE_BEHIND.search(match[2]))
    return disjoint(Change(*match.span(1), "·") for match in given)


def _asked_of(text: str) -> list[Change]:
    """Changes for dots that are shown as question marks."""
    places = [match.start() for match in _PLACE.finditer(text)] if "?" in text else []
    told = _DYNASTY.finditer(text) if places else ()
    dated = [
        Change(*match.span("dot"), "·") for match in told if not match["named"] or text.endswith("》", 0, match.start())
    ]
    if not places or slipped(text):
        return dated
    places = [place for place in places if not (genuine(text, place, place + 1) or _taken_up(text, place))]
    places = [place for place in places if not _asked(text, place)]
    sure = [place for place in places if _spelled(text, place, -1, _NEAR) and _spelled(text, place, 1, _NEAR)]
    if not sure:
        return dated
    short = (_spelled(text, place, -1, _NEAR) or _spelled(text, place, 1, 1) for place in places)
    found = [Change(place, place + 1, "·") for place, is_short in zip(places, short, strict=True) if is_short]
    return disjoint([*dated, *found])


def _taken_up(text: str, place: int) -> bool:
    """Whether the words behind take up those before: 你叫阿里木江?阿里木江是….

    >>> _taken_up("你叫阿里木江?阿里木江是", 6), _taken_up("维克多?雨果", 3)
    (True, False)
    """
    return text[place + 1 : place + 1 + _NEAR] in text[max(0, place - _LONGEST) : place]


def _asked(text: str, place: int) -> bool:
    """Whether what stands behind goes on asking, for another one of several.

    >>> _asked("走西门?南门?还是等等", 3), _asked("选德里?巴黎?伦敦?", 3), _asked("维克多?雨果写了什么?", 3)
    (True, True, False)
    """
    asked = _ASKED.match(text, place + 1)
    if not asked:
        return False
    end = asked.start("end")
    return end < 0 or not genuine(text, end, end + 1)


def _spelled(text: str, place: int, step: int, least: int) -> bool:
    near = text[max(0, place - least) : place] if step < 0 else text[place + 1 : place + 1 + least]
    return len(near) == least and _SPELLED.issuperset(near)
