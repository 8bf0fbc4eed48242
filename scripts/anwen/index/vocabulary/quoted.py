"""What authors put in quotation marks is a term, which no dictionary need have: “三单”, “三老四严”.

`build` asks for the texts of passages only: titles, headings and questions teach no terms.
"""

from __future__ import annotations

import re

from anwen.index.terms import HAN

_QUOTED = re.compile(f"[“‘「]([{HAN}]{{2,6}})[”’」]")  # a longer one is a sentence


def quoted(text: str) -> set[str]:
    """The terms in quotation marks in ``text``, a passage's.

    >>> sorted(quoted("推行“三单”制度，学习“三老四严”精神，牢记“安全是最大的效益”。"))
    ['三单', '三老四严']
    """
    return set(_QUOTED.findall(text))
