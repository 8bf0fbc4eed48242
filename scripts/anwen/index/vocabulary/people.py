"""People's names, which no dictionary has: a reader types 杨栋梁 or yangdongliang, and they must be words.

A name is told by the office beside it (杨栋梁局长, 办事处主任陈伟泰讲话) and by its surname.
"""

from __future__ import annotations

import re
from collections.abc import Container

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
_HAN = "[\u4e00-\u9fff]"
_NAMED = re.compile(f"([{_SURNAMES}]{_HAN}{{1,2}}?)(?:副|总|常务副)?(?:{_OFFICES})")
_HELD = re.compile(f"(?:{_OFFICES})([{_SURNAMES}]{_HAN}{{1,2}}?)(?=$|[，、。；：（]|[在对就作说指强主出代宣讲要])")
_NO_NAME = re.compile("[的副总谈部们和与及等]$")  # the end of none


def people(text: str, usual: Container[str]) -> set[str]:
    """The names of people in ``text``; what is a ``usual`` word is none.

    >>> sorted(people("会议由吴祥顺副校长主持，办事处主任陈伟泰讲话。项目部部长、有关负责同志出席。", {"项目"}))
    ['吴祥顺', '陈伟泰']
    """
    found = {match[1] for pattern in (_NAMED, _HELD) for match in pattern.finditer(text)}
    return {name for name in found if name not in usual and not _NO_NAME.search(name)}
