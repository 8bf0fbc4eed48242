"""BibTeX as biblatex reads it: ``@online`` with a date and a day of access. The key is the identifier."""

from __future__ import annotations

import re

from anwen.cite.facts import date_parts, names
from anwen.cite.work import Work

_NAMED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "-": "-{}",  # two are set as a dash
}
_SPECIAL = re.compile(r"[\\~^&%$#_{}]|-(?=-)")


def escaped(text: str) -> str:
    """Text as TeX prints it.

    >>> escaped("A_1 & 100% {x}")
    'A\\\\_1 \\\\& 100\\\\% \\\\{x\\\\}'
    """
    return _SPECIAL.sub(lambda found: _NAMED.get(found[0], f"\\{found[0]}"), text)


def bibtex(cited: Work) -> str:
    """One entry. Names and title stand in double braces: they are taken as they are, whatever the style does."""
    fields = {
        "author": " and ".join(f"{{{escaped(name)}}}" for name in names(cited.issuer)),
        "title": f"{{{escaped(cited.name)}}}",
        "number": escaped(cited.own_number),
        "organization": escaped(cited.other_publisher),
        "date": cited.date if date_parts(cited.date) else "",
        "url": cited.url,  # biblatex and BibTeX styles read it verbatim
        "urldate": cited.accessed,
        "langid": "chinese",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{cited.id},\n{lines}}}"
