"""What an article's file says, for those who have the file and not the article: a git revision, the build before."""

from __future__ import annotations

import html
import re

from anwen.library import Passage, Section

_HEADING = re.compile(r"(#{2,6}) (.*) \{#(s\d+)\}")
_ANCHOR = re.compile(r"\{: #(p\d+) (?:\.\w+ )?\}")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]>#|])")
_RULE = re.compile(r"\|(?: --- \|)+")


def _unescape(line: str) -> str:
    # a reference was never written behind a backslash, so the order of the two steps is of no consequence
    return html.unescape(_ESCAPED.sub(r"\1", line))


def _cells(row: str) -> str:
    cells = re.split(r"(?<!\\)\|", row)[1:-1]
    return "\t".join(_unescape(cell.strip(" ")) for cell in cells)


def parse_body(text: str) -> tuple[Section | Passage, ...]:
    """The headings and passages of an article's file in order, with local ids (``s1``, ``p12``) and without offsets.

    A row of a table that was shorter than the others has empty cells at its end here.
    """
    found: list[Section | Passage] = []
    body = text.partition("\n---\n")[2]
    for block in body.split("\n\n"):
        *lines, last = block.strip("\n").split("\n")
        heading = _HEADING.fullmatch(last) if not lines else None
        anchor = _ANCHOR.fullmatch(last)
        if heading:
            found.append(Section(heading[3], len(heading[1]) - 1, _unescape(heading[2]), 0, 0))
        elif not anchor or not lines:
            continue
        elif lines[0].startswith("| ") and len(lines) > 1 and _RULE.fullmatch(lines[1]):
            rows = "\n".join(_cells(line) for line in (lines[0], *lines[2:]))
            found.append(Passage(anchor[1], "", "table", rows, 0, 0))
        else:
            words = "\n".join(_unescape(line.removesuffix("<br>")) for line in lines)
            found.append(Passage(anchor[1], "", "paragraph", words, 0, 0))
    return tuple(found)


def parse_passages(text: str) -> dict[str, str]:
    """The texts of the passages of an article's file, by local id (``p12``), in order.

    >>> parse_passages("---\\nid: aw0001\\n---\\n\\n&#49;. \\\\*重点\\\\*<br>\\n次行\\n{: #p1 .paragraph }\\n")
    {'p1': '1. *重点*\\n次行'}
    """
    return {part.id: part.text for part in parse_body(text) if isinstance(part, Passage)}
