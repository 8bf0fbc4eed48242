"""A citation as Markdown and as HTML."""

from __future__ import annotations

import html
import re

from anwen.cite.facts import line
from anwen.cite.gbt7714 import Edition, beginning
from anwen.cite.work import Work

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|!~&]")


def markdown(cited: Work) -> str:
    """A link with the title as its words; a section's heading follows the title.

    >>> markdown(Work("aw0001.s2", "纪要[摘要]", "section", heading="一、要求"))
    '[纪要\\\\[摘要\\\\] · 一、要求](/a/aw0001/#s2)'
    """
    words = " · ".join(part for part in (cited.name, line(cited.heading)) if part)
    escaped = _SPECIAL.sub(lambda found: f"\\{found[0]}", words)
    return f"[{escaped}]({cited.url})"


def html_reference(cited: Work, edition: Edition = "2025") -> str:
    """The words as a block quotation, where there are any, and the reference with its address as a link."""
    url = html.escape(cited.url)
    source = f'<p>{html.escape(beginning(cited, edition))}<a href="{url}">{url}</a>.</p>'
    rows = [html.escape(row.strip()) for row in cited.words.replace("\t", " ").split("\n") if row.strip()]
    if not rows:
        return source
    return f'<blockquote cite="{url}"><p>{"<br>".join(rows)}</p></blockquote>\n{source}'
