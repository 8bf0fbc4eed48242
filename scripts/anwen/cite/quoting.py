"""The citations of a document, each with the words that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from anwen.cite.documents import Line
from anwen.cite.fragment import highlighted
from anwen.notation import Found, Ref, find, normalise

_LEAST = 8  # letters of a quotation within a sentence: a shorter one is an emphasis or a term
_QUOTED = re.compile(r"“([^“”]*(?:“[^“”]*”[^“”]*)*)”|「([^「」]*)」|\"([^\"]*)\"")
_WHOLE = re.compile(r"\s*(?:[“「\"])(.*)(?:[”」\"])\s*", re.DOTALL)
_BETWEEN = re.compile(r"[\s。，,.;；：:)）\]】^〔\[（(—-]*")  # what may stand between a quotation and its citation
_ATTRIBUTION = re.compile(r"[\s—–-]*$")


class Citation(Struct, frozen=True):
    """One citation: where it stands, how it is written, and the words quoted with it ("" for none)."""

    where: str
    written: str
    ref: Ref | None
    fault: str = ""
    base: str = ""
    quotation: str = ""
    highlights: tuple[str, ...] = ()


def citations(lines: Sequence[Line]) -> Iterator[Citation]:
    """Every citation in the lines of a document, in their order; one that a line repeats (as words and link) once."""
    for at, line in enumerate(lines):
        seen: set[tuple[Ref | None, str]] = set()
        for found, written, inline in _found(line):
            quotation = _quotation(lines, at, found, inline)
            highlights = highlighted(found.fragment) if found.fragment else ()
            for ref in found.refs or (None,):
                if (ref, found.fault) not in seen or highlights:
                    seen.add((ref, found.fault))
                    yield Citation(line.where, written, ref, found.fault, found.base, quotation, highlights)


def _found(line: Line) -> Iterator[tuple[Found, str, bool]]:
    """The citations in a line's words, its links, and the source that its quotation names; whether in its words."""
    for found in find(line.text):
        yield found, line.text[found.start : found.end], True
    for link in (*line.links, line.source):
        for found in find(link):
            yield found, link, False


def _quotation(lines: Sequence[Line], at: int, found: Found, inline: bool) -> str:
    """The words that a citation quotes: those right before it, or the quotation that its line or the one above is."""
    line = lines[at]
    if not inline and line.source:
        return line.text
    before = line.text[: found.start] if inline else line.text
    if inline:
        for match in reversed(list(_QUOTED.finditer(before))):
            words = next(group for group in match.groups() if group is not None)
            if _BETWEEN.fullmatch(before[match.end() :]) and len(normalise(words)) >= _LEAST:
                return words
            break
    if line.quotes:
        return _block(lines, at, _ATTRIBUTION.sub("", before) if inline else before)
    return _above(lines, at)


def _block(lines: Sequence[Line], at: int, last: str) -> str:
    """The block quotation that ends with the words ``last`` of a line, or with the lines above it."""
    words = [last]
    for line in reversed(lines[:at]):
        if not line.quotes or list(find(line.text)):
            break
        words.append(line.text)
    whole = "\n".join(reversed(words)).strip()
    marked = _WHOLE.fullmatch(whole)
    return marked[1] if marked else whole


def _above(lines: Sequence[Line], at: int) -> str:
    """The quotation that stands as a paragraph of its own above a reference: ``“words”``, or a block quotation."""
    first = at - 1
    while first >= 0 and not lines[first].text.strip():
        first -= 1
    if first < 0 or list(find(lines[first].text)):
        return ""
    if lines[first].quotes and not lines[at].quotes:
        return _block(lines, first, lines[first].text)
    words = lines[first].text
    if not words.rstrip().endswith(("”", "」")):
        return ""
    for _ in range(40):  # a table's quotation has a line a row
        marked = _WHOLE.fullmatch(words)
        if marked and words.count("“") == words.count("”"):
            return marked[1]
        first -= 1
        if first < 0 or list(find(lines[first].text)):
            break
        words = f"{lines[first].text}\n{words}"
    return ""
