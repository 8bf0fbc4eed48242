"""The citations of a document, each with the words that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from anwen.cite.documents import Line
from anwen.cite.fragment import highlighted
from anwen.notation import SLUG, Found, Ref, find, normalise

_LEAST = 8  # letters of a quotation within a sentence: a shorter one is an emphasis or a term
_QUOTED = re.compile(r"“([^“”]*(?:“[^“”]*”[^“”]*)*)”|「([^「」]*)」|\"([^\"]*)\"")
_WHOLE = re.compile(r"\s*(?:[“「\"])(.*)(?:[”」\"])\s*", re.DOTALL)
# what may stand between a quotation and its citation: marks, and the words of a Markdown link
_BETWEEN = re.compile(r"[\s。，,.;；：:)）\]】^〔\[（(—-]*(?:\[[^\]\n]*\]\(<?)?")
_ATTRIBUTION = re.compile(r"[\s—–-]*$")


class Citation(Struct, frozen=True):
    """One citation: where it stands, how it is written, and the words quoted with it ("" for none).

    ``ref`` is None where it is faulty, and where it names a ``concept`` by its address.
    """

    where: str
    written: str
    ref: Ref | None
    fault: str = ""
    base: str = ""
    quotation: str = ""
    highlights: tuple[str, ...] = ()
    concept: str = ""


_CONCEPT = re.compile(rf"(https?://[^\s\"'<>()\[\]{{}}`]*?/)concepts/({SLUG.pattern})/(?![\w-])", re.ASCII)


def citations(lines: Sequence[Line]) -> Iterator[Citation]:
    """Every citation in the lines of a document, in their order; one that a line repeats (as words and link) once."""
    for at, line in enumerate(lines):
        seen: set[Citation] = set()
        for found, written, place, link in _found(line):
            highlights = highlighted(found.fragment) if found.fragment else ()
            for ref in found.refs or (None,):
                same = Citation(line.where, "", ref, found.fault, "", "", highlights)
                if not link or same not in seen:
                    seen.add(same)
                    quotation = _quotation(lines, at, place, link)
                    yield replace(same, written=written, base=found.base, quotation=quotation)
        texts = (line.text, *(target for target, _ in line.links))
        addresses = (match for text in texts for match in _CONCEPT.finditer(text))
        for written, base, concept in dict.fromkeys((match[0], match[1], match[2]) for match in addresses):
            yield Citation(line.where, written, None, base=base, concept=concept)


def _found(line: Line) -> Iterator[tuple[Found, str, int, bool]]:
    """The citations in a line's words, then those that its links and its quotation name.

    With each how it is written, its place in the line's words, and whether it is a link.
    """
    for found in find(line.text):
        yield found, line.text[found.start : found.end], found.start, False
    for target, place in (*line.links, (line.source, len(line.text))):
        for found in find(target):
            yield found, target, place, True


def _quotation(lines: Sequence[Line], at: int, place: int, link: bool) -> str:
    """The words that the citation at ``place`` of a line quotes.

    Those right before it, those that are the link, or the quotation that its line or the one above is.
    """
    line = lines[at]
    if link and line.source:
        return line.text
    before = line.text[:place]
    linked = _QUOTED.match(line.text, place) if link else None
    last = linked or next(reversed(list(_QUOTED.finditer(before))), None)
    if last:
        words = next(group for group in last.groups() if group is not None)
        if (linked or _BETWEEN.fullmatch(before[last.end() :])) and len(normalise(words)) >= _LEAST:
            return words
    if line.quotes:
        return _block(lines, at, line.text if link else _ATTRIBUTION.sub("", before))
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
