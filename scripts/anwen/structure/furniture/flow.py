"""How a paper went through an office's own network: a table of who did which step, said what, and when.

A plan's, a rule's or a report's tables have steps, persons and opinions as well. So every cell of the head must be
such a table's, two of them no other's, every row must be signed (同意, 已阅, a time to the minute), and two of three
must hold: a line above says what the table is, no text follows, the rows tell the minute.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from anwen.structure.furniture.patterns import patterns

_OWN = re.compile(
    r"(?:流程|办理|审批|处理|当前)?(?:环节|节点)|(?:处理|办理|审批|审核|操作|签批|经办|接收|发送)人员?"
    r"|(?:处理|办理|审批|审核|签批|流转|传阅)意见"
)
_EITHER = re.compile(
    r"序号|步骤|意见|部门|单位|岗位|(?:处理|办理)?(?:状态|结果|动作|操作)|备注|(?:处理|办理|审批|接收|签收|完成|提交|操作|送达)?(?:时间|日期)"
)
_HEAD = re.compile(
    r"(?:流转|审批|会签|传阅|办文|办理|处理|签批|流程)(?:人员?)?(?:意见|记录|流程|过程|历史|情况|信息|跟踪)?[区栏]?"
    r"(?:\s*[(]\s*共?\s*\d+\s*[条人]?\s*[)])?\s*:?"
)
_READERS = re.compile(
    r"[已未](?:读|阅|签收|签阅|查看|回执|确认)(?:人员|名单|单位|部门|用户)(?:\s*[(]\s*\d+\s*人?\s*[)])?"
)
_LEAST, _LEAST_OWN = 3, 2  # cells
_EVIDENCE = 2
_MINUTE = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\d{1,2}[:时]\d\d.{0,4}")
_AT_MINUTE = re.compile(
    r"[^。;]{2,20}?[\t\s].{1,80}[\t\s(](?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}[:时]\d\d.{0,8}"
)
_APART = re.compile(r"\t|\s+")
_SIGNED = re.compile(
    r"\[?(?:拟|原则)?同意\]?.{0,40}|已?(?:阅|审阅|传阅|审核|核|办理|办结|签发|签收|归档)(?:示|毕|知)?[,。;](?:.{0,40})|已?(?:阅|阅示|阅知|办结|签收)"
    r"|(?:.{0,30}[,。;])?请.{0,12}(?:审|签|阅|批|核|办|示).{0,40}"
)
_TEXT = 35  # characters of a sentence that goes on below


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
        headed = bool(at and _HEAD.fullmatch(lines[at - 1]))
        rows = [re.sub(r"[^\S\t]", "", row).split("\t") for row in lines[at + 1 : end]]
        minutes = any(_MINUTE.fullmatch(cell) for row in rows for cell in row)
        if not _signed(rows) or headed + minutes + _at_foot(lines, end) < _EVIDENCE:
            continue
        begin = at - headed
        verdicts[begin:end] = [verdict or "page-data" for verdict in verdicts[begin:end]]
    _headless(lines, verdicts)


def _headless(lines: Sequence[str], verdicts: list[str]) -> None:
    """Put out such rows without a head, at the foot below a line that says what they are: each tells the minute.

    >>> lines = ["以上请执行。", "办理意见", "李四\\t同意。\\t2024-03-05 09:10", "王五  已阅  2024-03-05 11:02"]
    >>> verdicts = [""] * 4
    >>> _headless(lines, verdicts), verdicts
    (None, ['', 'page-data', 'page-data', 'page-data'])
    """
    for at, line in enumerate(lines):
        end = at + 1
        while _HEAD.fullmatch(line) and end < len(lines) and _AT_MINUTE.fullmatch(lines[end]):
            end += 1
        said = [_APART.split(row) for row in lines[at + 1 : end]]
        if said and _at_foot(lines, end) and all(any(map(_SIGNED.fullmatch, cells)) for cells in said):
            verdicts[at:end] = [verdict or "page-data" for verdict in verdicts[at:end]]


def receipts(lines: Sequence[str], verdicts: list[str]) -> None:
    """Put out the label of those who have read a paper, or have not, if what the program can do stands below.

    >>> lines, verdicts = ["未读人员", "程一等9人 一键提醒", "未签收单位", "石塘港务公司"], [""] * 4
    >>> receipts(lines, verdicts), verdicts
    (None, ['receipts', '', '', ''])
    """
    for at, line in enumerate(lines[:-1]):
        if _READERS.fullmatch(line) and patterns("foot").line(lines[at + 1]) == "receipts" and _at_foot(lines, at):
            verdicts[at] = verdicts[at] or "receipts"


def _signed(rows: list[list[str]]) -> bool:
    """Whether somebody signed in one row, and in every other or at a minute.

    >>> _signed([["核稿", "李四", "已核,请签发。"], ["签发", "王五", "同意"]])
    True
    >>> _signed([["一级动火", "厂长", "同意"], ["二级动火", "班长", ""]])
    False
    """
    signed = [any(_SIGNED.fullmatch(cell) for cell in row) for row in rows]
    timed = [any(_MINUTE.fullmatch(cell) for cell in row) for row in rows]
    return any(signed) and all(one or other for one, other in zip(signed, timed, strict=True))


def _at_foot(lines: Sequence[str], end: int) -> bool:
    """Whether no sentence of a text stands below."""
    return not any(len(line) >= _TEXT and "。" in line for line in lines[end:])
