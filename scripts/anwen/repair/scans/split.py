"""Characters that a scanner's program read as their halves: 禾口县直部门 → 和县直部门, 糸且织 → 组织, 扌非查 → 排查.

The halves go together only where the language model and the words both gain much by it; who tells a name by its halves
(弓长张, 木子李) has the whole right behind, and lessons say what they split.
"""

from __future__ import annotations

import re
from functools import cache

from anwen.repair.draft import Change, disjoint
from anwen.repair.lines import words_around
from anwen.repair.marks import at
from anwen.repair.scans import exchange

NAME = "digit"  # for a reader the same as digits that were misread

# By the left half, or the right one: what stands beside it and the whole, in turns.
_SILK = "且组及级充统工红勺约己纪合给冬终吉结责绩田细扁编内纳录绿"
_LEFT = (
    f"禾:口和中种火秋斗科多移希稀急稳呈程兑税只积 糸:{_SILK} 纟:{_SILK} 女:台始口如未妹马妈子好"
    " 口:斤听向响土吐乞吃及吸昌唱 木:几机及极示标交校支枝不杯公松才材寸村反板主柱目相 日:寸时月明央映免晚青晴"
    " 月:半胖生胜永脉 土:也地不坏成城曾增者堵 石:皮破角确少砂 火:丁灯乍炸包炮某煤尧烧然燃暴爆因烟"
    " 王:见现不环求球里理 弓:长张虽强单弹 立:占站 车:仑轮专转欠软两辆俞输 马:史驶佥验 足:各路包跑艮跟"
    " 讠:十计人认己记午许义议仑论平评式试舌话吾语青请果课周调只识方访殳设正证"
    " 亻:乍作壬任尤优昔借中仲专传左佐右佑二仁"
    "也他门们本体言信主住故做呆保吏使牛件壬任介价建健直值象像到倒足促共供立位可何尔你"
    " 氵:去法台治每海先洗青清可河工江由油主注舌活肖消则测昆混罙深包泡干汗气汽度渡"
    " 扌:昔措兆挑甫捕由抽夫扶屈掘奉捧困捆"
    "丁打斤折少抄皮披召招妾接是提非排寺持旨指安按空控支技巴把立拉台抬员损奂换罙探广扩户护殳投居据"
    " 钅:失铁同铜岗钢十针昔错肖销连链 忄:生性青情亡忙曼慢夬快 阝:方防日阳月阴示际付附东陈完院余除佥险"
    " 礻:土社申神见视兄祝畐福 衤:皮被卜补寸衬 饣:反饭官馆欠饮 矢:口知 又:寸对见观欠欢力劝"
    " 工:力功页项攵攻 力:口加 古:月胡攵故 其:月期"
)
_RIGHT = (
    "刂:文刘贝则至到歹列禾利半判另别亥刻 阝:交郊者都咅部君郡 页:川顺予预令领丁顶是题客额工项"
    " 攵:正政古故孝教交效工攻己改方放"
)
_TOLD = re.compile(
    "偏旁|部首|拆[字成开写分解]|左[边右]|右边|上下|合[成起]|组成|字谜|谜[语底面]|写[作成]|(?:认|识别)[成为]"
)
# 王见状立即上报: somebody sees; only these make a word with what was read as 王见.
_SEES = re.compile("王见(?<![发实体呈]王见)")
_FAR = 30  # characters


@cache
def _wholes() -> dict[str, str]:
    """The halves, as two characters, and the whole."""
    found: dict[str, str] = {}
    for table, first in ((_LEFT, True), (_RIGHT, False)):
        for entry in table.split():
            half, others = entry.split(":")
            for other, whole in zip(others[::2], others[1::2], strict=True):
                found[half + other if first else other + half] = whole
    return found


@cache
def _pairs() -> re.Pattern[str]:
    """Any such pair, by classes: with all pairs spelled out a search takes ten times as long."""
    lefts, rights = ("".join(sorted({pair[half] for pair in _wholes()})) for half in (0, 1))
    return re.compile(f"[{lefts}](?=[{rights}])")


def find(text: str) -> list[Change]:
    """Changes where the whole is surely meant; where there is such a place, those that are likely as well.

    >>> [change[:3] for change in find("要认真糸且织开展扌非查整治。")]
    [(3, 5, '组'), (8, 10, '排')]
    >>> find("我姓张，弓长张；女子宿舍一日月租金，由工力班负责。")
    []
    """
    likely: list[tuple[float, Change]] = []
    for match in _pairs().finditer(text):
        start, end = match.start(), match.start() + 2
        whole = _wholes().get(text[start:end], "") if not _SEES.match(text, start) else ""
        gained = exchange.gain(text, start, end, whole) if whole and at(text, end) != whole else 0.0
        if gained >= exchange.AMONG and not _TOLD.search(words_around(text, start, end, _FAR)):
            likely.append((gained, Change(start, end, whole)))
    return disjoint(exchange.settled(likely))
