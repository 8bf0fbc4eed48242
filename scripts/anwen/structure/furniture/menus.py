"""A site's menu, printed one entry a line above or below a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anwen.structure.lines.titles import ends_as_title

_MENU_ENTRY = re.compile(r"[\[(|>·\s]*(?!第)[一-鿿A-Za-z]{1,6}[\])|>·\s]*")
# 通知公告, 规章制度: what a site calls its columns
_COLUMN = re.compile(
    r"[\[(|>·\s]*(?:通知|公告|公示|通报|简报|规章|制度|文件|法规|政策|规定|标准|新闻|动态|资讯|信息|公司|单位|企业|行业|工作|领导|讲话|会议|纪要|媒体|报道|经验|"
    r"交流|学习|培训|教育|安全|总结|计划|方案|汇报|材料|活动|专题|报告|范文|应急|预案|案例|管理|办法){2,3}[\])|>·\s]*"
)
# 未签收单位, 参加人员: – whose names follow
_NAMES = re.compile(
    r"(?:[未已参缺]|列席|请假|下列|以下|迟到|获奖|先进|不?合格|责任|[抽受]).{0,8}(?:单位|人员|名单|部门|车间|班组|成员)(?:[(][^()]{1,12}[)])?\s*:?"
)
_ABOVE, _BELOW = 3, 4  # entries at least


def menus(folded: Sequence[str], verdicts: list[str], first: int, last: int) -> None:
    """Put out runs of very short lines above the ``first`` and below the ``last`` line of genuine text.

    >>> verdicts = [""] * 5
    >>> menus(["会议要求,边查边改。", "首页", "新闻", "产品", "联系"], verdicts, 0, 0), verdicts
    (None, ['', 'menu', 'menu', 'menu', 'menu'])
    """
    for places, least in ((range(first), _ABOVE), (range(last + 1, len(folded)), _BELOW)):
        run: list[int] = []
        for at in [*places, -1]:
            if at >= 0 and _MENU_ENTRY.fullmatch(folded[at]) and not _may_be_title(folded[at]):
                run.append(at)
                continue
            free = any(not verdicts[index] for index in run)
            if free and len(run) >= least and not (run[0] > last >= 0 and _announced(folded, run[0])):
                for index in run:
                    verdicts[index] = verdicts[index] or "menu"
            run = []


def _announced(folded: Sequence[str], at: int) -> bool:
    """Whether a run of short lines opens with, or stands below, what says whose names they are."""
    return any(map(_NAMES.fullmatch, folded[at - 1 : at + 1]))


def _may_be_title(folded: str) -> bool:
    return ends_as_title(folded) and not _COLUMN.fullmatch(folded)
