"""Every format a citation can be written in, by the name ``anwen cite --format`` takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from msgspec import Struct

from anwen.cite.bibtex import bibtex
from anwen.cite.csl import csl
from anwen.cite.fragment import highlight
from anwen.cite.gbt7714 import Edition, reference
from anwen.cite.markup import html_reference, markdown
from anwen.cite.quotation import quote
from anwen.cite.ris import ris
from anwen.cite.work import Work

Write = Callable[[Sequence[Work], Edition], str]


class Format(Struct, frozen=True):
    """A format: how readers know it, and how several works are written in it as one text."""

    label: str
    write: Write


def _each(one: Callable[[Work, Edition], str], between: str = "\n") -> Write:
    return lambda works, edition: between.join(one(cited, edition) for cited in works)


def _csl(works: Sequence[Work], edition: Edition) -> str:
    del edition  # the reader's style sets it
    return json.dumps([csl(cited) for cited in works], ensure_ascii=False, indent=2)


FORMATS: dict[str, Format] = {
    "reference": Format("参考文献（GB/T 7714）", _each(reference)),
    "link": Format("链接", _each(lambda cited, _: cited.url)),
    "highlight": Format("突出显示原文的链接", _each(lambda cited, _: highlight(cited))),
    "quote": Format("引文与出处", _each(quote, "\n\n")),
    "markdown": Format("Markdown", _each(lambda cited, _: markdown(cited))),
    "html": Format("HTML", _each(html_reference)),
    "bibtex": Format("BibTeX", _each(lambda cited, _: bibtex(cited), "\n\n")),
    "ris": Format("RIS", _each(lambda cited, _: ris(cited), "\n")),
    "csl": Format("CSL JSON", _csl),
}


def write(name: str, works: Sequence[Work], edition: Edition = "2025") -> str:
    """``works`` in the format with this name.

    Raises:
        KeyError: there is no such format.
    """
    return FORMATS[name].write(works, edition)
