"""People's names, which no dictionary has: a reader types 杨栋梁 or yangdongliang, and they must be words.

A name is told by the office beside it (杨栋梁局长, 办事处主任陈伟泰讲话) and by its surname. `build` asks for the texts
of passages only: titles, headings and questions teach no names.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from anwen.index.terms import HAN

# surnames of two characters: with 欧 and 阳 apart, 欧阳修局长 gave 阳修
_COMPOUND = (
    "欧阳|司马|诸葛|上官|司徒|司空|皇甫|尉迟|公孙|慕容|令狐|长孙"
    "|宇文|夏侯|轩辕|端木|东方|南宫|西门|独孤|澹台|闻人|万俟|淳于|申屠"
)
# the commoner surnames, without those that are mostly something else: 和, 于, 时, 成, 任, 党, 方, 常, 高
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗袁柳鲍史唐费岑薛雷贺倪汤滕殷"
    "罗毕郝邬傅皮卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛狄贝臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾江童颜郭梅盛林刁钟徐邱骆夏蔡田"
    "樊胡凌霍虞柯莫房丁邓洪崔龚程邢裴陆荣翁荀甄封储靳段焦侯甘厉武符刘景詹龙叶黎薄蒲卓蔺池乔阳谭姬冉雍桑桂牛燕冀温庄晏柴瞿阎"
    "慕连习艾古易廖耿匡寇蔚隆巩聂冷辛简饶曾沙荆游闫肖乐"
)
_OFFICES = (
    "书记|省长|市长|县长|区长|镇长|乡长|局长|部长|主任|校长|院长|处长|科长|厅长|司长|总理|主席|委员|常委|同志|秘书长|巡视员|经理"
    "|董事长|教授|老师|所长|站长|队长|会长|矿长|厂长|组长|总裁|工程师|总监|署长|政委|院士"
)
_LONGER = "(?<!委员(?=会))(?<!常委(?=会))(?<!主席(?=[团台]))(?<!老师(?=傅))(?![部层级室]|科员|医师|单位)"  # 项目经理部
_RANKS = "副|总|常务|执行|名誉|党委|党组|纪委|支部|第一|专职|高级|首席|安全|生产|技术|行政"  # 张常务副市长
_BODIES = "车间|集团|企业|单位|工会|协会|机关|中心|公司|大学"  # 柳林车间主任
_NEVER = "某的了们是说谈讲问抓管被把与及等"  # in no given name: 宋某, 队长齐抓、共管
_PLACES = "村庄屯寨镇乡县市省区州厂矿场站所局厅处科室部司院校队组办街坝沟"  # 柳树村主任; in names, but hardly last
_LASTING = f"(?<![和{_PLACES}])"
_NAME = (
    f"(?![齐严][抓查防把动上参])((?:{_COMPOUND}|[{_SURNAMES}])"
    f"(?!{_BODIES})(?:(?!{_RANKS}|{_OFFICES})(?![{_NEVER}])[{HAN}]){{1,2}}?{_LASTING})"
)
_NAMED = re.compile(f"{_NAME}(?:{_RANKS}){{0,2}}(?:{_OFFICES}){_LONGER}")
_HELD = re.compile(f"(?:{_OFFICES}){_NAME}(?=$|[，、。；：（]|[在对就作说指强主出代宣讲要])")


def people(text: str, usual: Container[str]) -> set[str]:
    """The names of people in ``text``, a passage's; what is a ``usual`` word is none.

    >>> sorted(people("会议由吴祥顺副校长主持，办事处主任陈伟泰讲话。项目部部长、有关负责同志出席。", {"项目"}))
    ['吴祥顺', '陈伟泰']
    >>> sorted(people("学习欧阳修局长、柳树村主任和张常务副市长的讲话。", {"学习"}))
    ['欧阳修']
    """
    held = (match[1] for match in _HELD.finditer(text))
    return {name for name in (*_named(text, usual), *held) if name not in usual}


def _named(text: str, usual: Container[str]) -> Iterator[str]:
    """Names before an office; a surname that ends a usual word begins none: 学习雷锋同志, 石家庄李明书记.

    >>> list(_named("学习雷锋同志", {"学习"}))
    ['雷锋']
    """
    at = 0
    while match := _NAMED.search(text, at):
        start = match.start()
        if any(text[max(start - size, 0) : start + 1] in usual for size in (1, 2) if start):
            at = start + 1
        else:
            yield match[1]
            at = match.end()
