"""著 that a converter turned into 着 with all the others: 全国着名 → 全国著名, 显着 → 显著, 专着 → 专著.

着 behind a verb is the author's (穿着名牌, 彰显着); only what cannot be one goes back.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change

NAME = "simplify"

_ZHU = re.compile(
    "着(?:"
    # 着名: behind where or how widely, and before what is known; no verb ends so.
    "(?<=[国界内外地省市县是最很位个所座家等中，。、：“]着)名(?![单字额次义牌贵])"
    # 屏幕上显着提示语, 显着下一班车的时间: what is shown stands behind a place, or is no gain.
    "|(?<=(?<![彰凸明浅上面里])显着)(?=提[高升]|增[强加长大多产]|改[善进观变]|下[降滑]|特[征点色]|差[异别距]|效[果益应]"
    "|成[效果绩就]|优[势于]|减[少轻弱]|上升|加[强快大剧]|好[转于]|影响|[地的，。；、]|[高低]于|不同|变化|进[步展])"
    "|(?<=(?<![超])卓着)(?=[，。；、的成功]|$)|(?<=臭名昭着)|(?<=昭着)(?=的|，|。)"
    "|(?<=(?<![议讨谈辩评争理推翻口破笔直同转音意编试他她边地在正])[专论原译]着)(?=[，。；、》）及和等多数]|[一二三四五六七八九十两几\\d百]+[余多]?[部本册篇万种卷])"
    "|(?<=学术[专论]着)|(?<=出版[专论译]着)|(?<=[界典学]名着)|(?<=巨着)(?=[，。；、《》])"
    "|(?<=[术典]着)作(?![业战诗画风文曲证])|(?<=代表着)作(?=有[《一二三四五六七八九十两多]|[《：])|(?<!身)作(?=权|等身)|书立说)"
)


def find(text: str) -> list[Change]:
    """Changes for each 着 that can only be 著.

    >>> text = "全国着名的学校质量显着提高，他穿着名牌，民警身着作训服。"
    >>> [text[change.start - 1 : change.end + 1] for change in find(text)]
    ['国着名', '显着提']
    """
    return [Change(match.start(), match.start() + 1, "著") for match in _ZHU.finditer(text)] if "着" in text else []
