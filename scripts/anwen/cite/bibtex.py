"""BibTeX as biblatex reads it: ``@online`` with a date and a day of access. The key is the identifier."""

from __future__ import annotations

import re

from anwen.cite.facts import date_parts, line, names
from anwen.cite.work import Work

_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL = re.compile(r"[\\~^&%$#_{}]")


def escaped(text: str) -> str:
    """Text as TeX prints it.

    >>> escaped("A_1 & 100% {x}")
    'A\\\\_1 \\\\& 100\\\\% \\\\{x\\\\}'
    """
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], f"\\{found[0]}"), text)


def bibtex(cited: Work) -> str:
    """One entry. Names and title stand in double braces: they are taken as they are, whatever the style does."""
    number = line(cited.number)
    fields = {
        "author": " and ".join(f"{{{escaped(name)}}}" for name in names(cited.issuer)),
        "title": f"{{{escaped(cited.name)}}}",
        "number": escaped(number) if number not in cited.name else "",
        "organization": escaped(line(cited.publisher)),
        "date": cited.date if date_parts(cited.date) else "",
        "url": cited.url,  # biblatex and BibTeX styles read it verbatim
        "urldate": cited.accessed,
        "langid": "chinese",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{cited.id},\n{lines}}}"
