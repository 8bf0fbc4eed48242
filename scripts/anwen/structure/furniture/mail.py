"""The head of an e-mail that was saved as text: who sent it to whom, when, about what, with what attached."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENDER = r"发件人|寄件人|发信人|From"
_LINE = re.compile(
    rf"(?:(?P<sender>{_SENDER})|收件人|收信人|抄送|密送|主题|日期|时间|发送时间|发送日期|附件|重要性|To|Cc|Bcc|Subject|Date|Sent|Attachments?|Importance)"
    r"\s*:.{0,200}",
    re.IGNORECASE,
)
_LEAST = 3  # lines in a row, one of them the sender's; minutes have 时间 and 主题 as well


def heads(folded: Sequence[str], verdicts: list[str]) -> None:
    """Put out the heads of e-mails.

    >>> lines, verdicts = ["发件人: 安环部", "收件人: 各车间", "主题: 会议精神", "各位同事:"], [""] * 4
    >>> heads(lines, verdicts), verdicts
    (None, ['mail-head', 'mail-head', 'mail-head', ''])
    """
    lines = [_LINE.fullmatch(line) for line in folded]
    start = 0
    for at, line in enumerate([*lines, None]):
        if line:
            continue
        if at - start >= _LEAST and any(one["sender"] for one in lines[start:at] if one):
            verdicts[start:at] = [verdict or "mail-head" for verdict in verdicts[start:at]]
        start = at + 1
