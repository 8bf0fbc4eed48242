"""How a paper went through an office's own network: a table of who did which step, said what, and when.

A plan's or a meeting's tables have steps and times as well, but name who answers for them (责任人), not who handled a
paper; so every cell of the head must be such a table's, and two of them no other's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_OWN = re.compile(
    r"(?:流程|办理|审批|处理|当前)?(?:环节|节点)|(?:处理|办理|审批|审核|操作|签批|经办|接收|发送)人员?"
    r"|(?:处理|办理|审批|审核|签批|流转|传阅)意见"
)
_EITHER = re.compile(
    r"序号|步骤|意见|部门|单位|岗位|(?:处理|办理)?(?:状态|结果|动作|操作)|备注|(?:处理|办理|审批|接收|签收|完成|提交|操作|送达)?(?:时间|日期)"
)
_HEAD = re.compile(r"(?:流转|审批|会签|传阅|办文|办理|处理|签批|流程)(?:意见|记录|流程|过程|历史|情况|信息|跟踪)?\s*:?")
_LEAST, _LEAST_OWN = 3, 2  # cells


def tables(lines: Sequence[str], verdicts: list[str]) -> None:
    """Put out such tables, with the line above that says what they are.

    Args:
        lines: the folded lines, cells parted by tabs.
        verdicts: the rule that puts each line out, or ``""``.

    >>> lines, verdicts = ["以上请执行。", "审批记录", "环节\\t处理人\\t意见", "核稿\\t李四\\t同意,请签发。"], [""] * 4
    >>> tables(lines, verdicts), verdicts
    (None, ['', 'page-data', 'page-data', 'page-data'])
    """
    for at, line in enumerate(lines):
        cells = [re.sub(r"\s", "", cell) for cell in line.split("\t")]
        own = sum(bool(_OWN.fullmatch(cell)) for cell in cells)
        either = sum(bool(_EITHER.fullmatch(cell)) for cell in cells)
        if len(cells) < _LEAST or own < _LEAST_OWN or own + either < len(cells):
            continue
        end = at + 1
        while end < len(lines) and "\t" in lines[end]:
            end += 1
        begin = at - 1 if at and _HEAD.fullmatch(lines[at - 1]) else at
        verdicts[begin:end] = [verdict or "page-data" for verdict in verdicts[begin:end]]
