"""What a short line without a number can be by its words alone: a heading, a name, what stands below a title."""

from __future__ import annotations

import re

from anwen.structure.lines.titles import ends_as_title, is_date, is_own_number, names_speaker, tells_who_spoke

FIXED = re.compile(r"(?:参考文献|附件|附录|附表|附|结束语|结语|前言|引言|编者按|背景|后记)\s*\d{0,2}\s*:?")
ATTACHMENT = re.compile(r"附[件录表]\s*[\d一二三四五六七八九十]{0,2}")  # a page of its own begins
_NOT_HEADING = re.compile(
    r"(?:首先|其次|再次|接下来|下面|最后|现在|请|有请|谢谢|同志们|各位|大家|尊敬的|敬礼|此致|特此|以上|综上|一是|二是|其中|注|备注|来源|作者)"
    r"|(?:[一-鿿]{0,6}[报网刊台站]|特约|见习|实习)?(?:记者|通讯员|评论员)\s+[一-鿿·]{2,4}(?:\s|$)|(?:附?表|图)\s?\d{1,2}(?:[-.]\d{1,2})?\s+\S"
    r"|图为|.{0,20}(?:(?:仪式|会议|活动|演练|培训|比赛|检查)现场|合影|留影|掠影)$"
    r"|(?:.*\s)?(?:摄影|摄|供图|图片?)\s?[/:|]\s?[一-鿿]{2,4}$|.*\s[一-鿿]{2,4}\s?/?\s?(?:摄影|摄|供图|图)$|(?!第[\d一二三四五六七八九十]{1,3}[课讲天站关])(?:.*[》”’)]$|[(].*[)]$)|.*\d{4}年\d{1,2}月\d{1,2}日$"
)
# 二热轧车间甲班 何春来, below the title
_SIGNED = re.compile(r"\S{4,24}\s+[一-鿿]{2,3}")
# 程砚秋实, 江上行者: a surname first, or the last word of pen names; a surname begins many words as well (安全承诺).
_PEN_NAME = re.compile(
    r"(?![安平成温应方高金石水江雷毛洪严管][全安险急火定面]|.*(?:经过|原因|教训|措施|承诺|要求|目标|任务|情况|过程|概况|建议|意见|做法|体会|分析|管理|安全|责任|落实|检查|整改|培训|预防|须知|守则|总结|问题|成效|启示|背景|意义|内容|重点|方法|步骤|时间|范围|依据|对象|原则|保障|现场|动员|要点))"
    r"(?:[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹魏陶姜谢邹潘葛范彭鲁韦马苗袁柳鲍史唐薛雷贺倪汤罗郝邬傅康伍余顾孟黄穆萧尹姚邵汪祁毛戴宋庞熊纪舒董梁杜阮蓝季贾江童颜郭梅林钟徐邱骆夏蔡田樊胡凌霍虞柯莫丁邓洪崔龚程邢裴陆荣翁段侯武刘龙叶黎白石方金温]"
    r"[一-鿿]{1,3}|[一-鿿]{1,3}(?:者|客|翁|子|人|生|士|夫))"
)
_LONGEST = 34


def can_head(text: str) -> bool:
    """Whether a folded line can be a heading: short, no sentence, nobody's name, no day, no picture's words.

    >>> can_head("下一步打算"), can_head("下一步,各单位要抓紧;"), can_head("本报记者 李明"), can_head("2021年3月4日")
    (True, False, False, False)
    """
    if not 2 <= len(text) <= _LONGEST or re.search(r"[。;!:…]|[,、]$", text) or text.count(",") > 2:
        return False
    return bool(re.search("[一-鿿]{2}", text)) and not (_NOT_HEADING.match(text) or is_date(text))


def is_pen_name(text: str) -> bool:
    """Whether a line can be who wrote what follows.

    >>> is_pen_name("程砚秋实"), is_pen_name("安全承诺"), is_pen_name("结束语")
    (True, False, False)
    """
    return bool(_PEN_NAME.fullmatch(text)) and not (ends_as_title(text) or FIXED.fullmatch(text))


def says_who(text: str) -> bool:
    """Whether a line below a title says who speaks or spoke, who has written, or the paper's number."""
    return names_speaker(text) or is_own_number(text) or bool(_SIGNED.fullmatch(text)) or tells_who_spoke(text)


def stands_under_title(text: str) -> bool:
    """Whether a line is a number, a speaker or a day.

    >>> stands_under_title("(2021年4月12日)"), stands_under_title("下一步打算")
    (True, False)
    """
    return is_own_number(text) or names_speaker(text) or is_date(text.strip("()"))
