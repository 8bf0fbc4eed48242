"""The passages of an article's file, for those who have the file and not the article: a git revision."""

from __future__ import annotations

import html
import re

_ANCHOR = re.compile(r"\{: #(p\d+) (?:\.\w+ )?\}")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]>#|])")
_RULE = re.compile(r"\|(?: --- \|)+")


def _unescape(line: str) -> str:
    # a reference was never written behind a backslash, so the order of the two steps is of no consequence
    return html.unescape(_ESCAPED.sub(r"\1", line))


def _cells(row: str) -> str:
    cells = re.split(r"(?<!\\)\|", row)[1:-1]
    return "\t".join(_unescape(cell.strip(" ")) for cell in cells)


def parse_passages(text: str) -> dict[str, str]:
    """The texts of the passages of an article's file, by local id (``p12``), in order.

    A row of a table that was shorter than the others has empty cells at its end here.

    >>> parse_passages("---\\nid: aw0001\\n---\\n\\n&#49;. \\\\*重点\\\\*<br>\\n次行\\n{: #p1 .paragraph }\\n")
    {'p1': '1. *重点*\\n次行'}
    """
    found: dict[str, str] = {}
    body = text.partition("\n---\n")[2]
    for block in body.split("\n\n"):
        *lines, last = block.strip("\n").split("\n")
        anchor = _ANCHOR.fullmatch(last)
        if not anchor or not lines:
            continue
        if lines[0].startswith("| ") and len(lines) > 1 and _RULE.fullmatch(lines[1]):
            found[anchor[1]] = "\n".join(_cells(line) for line in (lines[0], *lines[2:]))
        else:
            found[anchor[1]] = "\n".join(_unescape(line.removesuffix("<br>")) for line in lines)
    return found
