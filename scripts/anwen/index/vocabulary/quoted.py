"""What authors put in quotation marks is a term, which no dictionary need have: “三单”, “三老四严”."""

from __future__ import annotations

import re

_QUOTED = re.compile("[“‘「]([\u4e00-\u9fff]{2,6})[”’」]")  # a longer one is a sentence


def quoted(text: str) -> set[str]:
    """The terms in quotation marks.

    >>> sorted(quoted("推行“三单”制度，学习“三老四严”精神，牢记“安全是最大的效益”。"))
    ['三单', '三老四严']
    """
    return set(_QUOTED.findall(text))
