"""Where one document of an original ends and the next begins, and what each is called."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from anwen.records import Exclusion
from anwen.structure.breaks import segments
from anwen.structure.labels import Label, collection_name, find_labels, plain_name, says_collection
from anwen.structure.page import Page, Span
from anwen.structure.titles import (
    akin,
    can_be_title,
    choose,
    ends_as_title,
    is_date,
    is_general,
    is_organisation,
    is_own_number,
    names_document,
    same_title,
)

# What stands before the first label is an introduction up to this many characters, else a document of its own.
_PREFACE = 600
# A second document in one text has at least this much text before and behind its title.
_DOCUMENT = 200
# Titles stand among the first lines, under the issuer's header, number and date.
_HEAD_LINES = 8

_FURTHER = re.compile(r"(?:(?<=[\s。!?])|^)[^\s。!?,:]{0,12}(?:扩展|拓展|延伸|相关)阅读\s*:?(?=\s|$)")
_TWICE = re.compile(r"(?:(?<=[\s。!?])|^)([^\s。!?;,]{8,50})\s+\1(?=\s)")
_GLUED = re.compile(r"[^。!?;:,]{4,50}?(?:一、|\(一\)|1[、.])")
_HEADER_LINE = re.compile(r".{2,40}文件")


@dataclass
class Document:
    """One document: its label, if it is one of a collection, its lines, and what became of its title."""

    lines: list[Span]
    label: Label | None = None
    title: str = ""
    title_span: Span | None = None
    issuer: str = ""  # an organisation's name above the title, part of it


def split(page: Page, lines: list[Span], out: list[Exclusion]) -> tuple[list[Document], str]:
    """The documents among the lines, and the name of the collection (``""`` if it is none).

    What opens or labels a collection is added to ``out``.
    """
    labels = find_labels(page, lines)
    if not labels:
        return [Document(part) for part in _split_further(page, lines, out) if part], ""
    starts = {label.span.start: label for label in labels}
    documents: list[Document] = []
    preface: list[Span] = []
    for line in lines:
        if line.start in starts:
            documents.append(Document([], starts[line.start]))
            out.append(Exclusion("piece-label", line.start, line.end))
        elif documents:
            documents[-1].lines.append(line)
        else:
            preface.append(line)
    name = _open_collection(page, preface, labels, documents, out)
    whole: list[Document] = []
    for document in documents:
        first, *others = _split_further(page, document.lines, out)
        whole.append(Document(first, document.label))
        whole.extend(Document(other) for other in others)
    return [document for document in whole if document.lines], name


def _open_collection(
    page: Page, preface: list[Span], labels: list[Label], documents: list[Document], out: list[Exclusion]
) -> str:
    """Put the collection's title and introduction out, or make a long introduction a document."""
    titles = [line for line in preface if can_be_title(page.of(line)) or says_collection(page.of(line))]
    names = [collection_name(page.of(line)) for line in titles]
    common = Counter(label.name for label in labels).most_common(1)[0][0]
    name = next((name for name in names if akin(name, common)), names[0] if names else common)
    rest = [line for line in preface if line not in titles]
    if sum(line.end - line.start for line in rest) > _PREFACE:
        documents.insert(0, Document(rest))
        rest = []
    out.extend(Exclusion("collection-title", line.start, line.end) for line in titles)
    out.extend(Exclusion("collection-preface", line.start, line.end) for line in rest)
    return name


def _split_further(page: Page, lines: list[Span], out: list[Exclusion]) -> list[list[Span]]:
    """Split where a second document begins: behind 扩展阅读, or where a title is said twice in mid-text."""
    parts: list[list[Span]] = [[]]
    marks = sorted(item.end for item in out if item.rule == "links")
    behind = [0]
    for line in lines:
        behind.append(behind[-1] + line.end - line.start)
    mark = 0
    for at, line in enumerate(lines):
        passed = mark
        while mark < len(marks) and marks[mark] <= line.start:
            mark += 1
        enough = behind[at] >= _DOCUMENT and behind[-1] - behind[at] >= _DOCUMENT
        if line.end - line.start > 70:
            for index, piece in enumerate(_cut_further(page, line, out)):
                if index:
                    parts.append([])
                parts[-1].append(piece)
            continue
        folded = page.of(line)
        titled = enough and can_be_title(folded) and names_document(folded) and parts[-1]
        twice = titled and at + 1 < len(lines) and same_title(folded, page.of(lines[at + 1]))
        if enough and _FURTHER.fullmatch(folded):
            out.append(Exclusion("further-reading", line.start, line.end))
            parts.append([])
            continue
        if twice or (titled and mark > passed):
            parts.append([])
        parts[-1].append(line)
    return [part for part in parts if part] or [[]]


def _cut_further(page: Page, line: Span, out: list[Exclusion]) -> list[Span]:
    """A run-on line in parts, each of which begins a document but the first."""
    places: list[int] = []
    for match in _FURTHER.finditer(page.folded, line.start, line.end):
        if match.start() - line.start >= _DOCUMENT and line.end - match.end() >= _DOCUMENT:
            places.append(match.start())
    further = set(places)
    for match in _TWICE.finditer(page.folded, line.start, line.end):
        at = bisect_right(places, match.start())
        beside = at > 0 and match.start() - places[at - 1] < _DOCUMENT
        if not beside and match.start() - line.start >= _DOCUMENT and names_document(match[1]):
            places.insert(at, match.start())
    parts: list[Span] = []
    for part in page.cut(line, *places):
        mark = _FURTHER.match(page.folded, part.start, part.end)
        if mark and part.start in further:
            out.append(Exclusion("further-reading", part.start, mark.end()))
            part = page.trim(mark.end(), part.end, True, part.tail)
        parts.append(part)
    return parts


def entitle(page: Page, document: Document, known: str, collection: str, out: list[Exclusion]) -> None:
    """Find the document's title among its first lines or on its label, and take it out of the text.

    Args:
        known: the page's title as its furniture or head says, or ``""``.
        collection: the collection's name, or ``""``.
    """
    candidates, rest = _candidates(page, document, known)
    texts = [page.of(span) for span in candidates]
    words = plain_name(document.label.name) if document.label else ""
    general = not words or is_general(words) or same_title(words, collection)
    if document.label:
        own = [at for at, text in enumerate(texts) if names_document(text) and not is_general(text)]
        chosen = own[0] if own and (general or not akin(words, texts[own[0]]) or len(texts[own[0]]) > len(words)) else -1
    else:
        chosen = choose(texts, known)
    if chosen >= 0:
        _take(page, document, candidates, chosen, out)
        title = document.title
    else:
        title = document.title = words or collection
    left: list[Span] = []
    for at, span in enumerate(candidates):
        if at == chosen or (document.issuer and at == chosen - 1):
            continue
        if title and (same_title(texts[at], title) or (akin(texts[at], title) and len(texts[at]) >= 8)):
            out.append(Exclusion("repeated-title", span.start, span.end))
        else:
            left.append(span)
    document.lines = sorted([*left, *rest])
    if not document.title:
        document.title = known or _first_words(page, document.lines)


def _take(page: Page, document: Document, candidates: list[Span], chosen: int, out: list[Exclusion]) -> None:
    """Make a candidate the title; an organisation's name right above it is part of it."""
    span = candidates[chosen]
    document.title = page.text[span.start : span.end]
    document.title_span = span
    out.append(Exclusion("title", span.start, span.end))
    above = candidates[chosen - 1] if chosen else None
    if above and is_organisation(page.of(above)) and not is_organisation(page.of(span)) and not document.label:
        name = page.text[above.start : above.end]
        if not document.title.startswith(name):
            document.title = name + document.title
        document.issuer = name
        out.append(Exclusion("title", above.start, above.end))


def _candidates(page: Page, document: Document, known: str) -> tuple[list[Span], list[Span]]:
    """The lines at the document's head that can be its title, and all other lines."""
    found: list[Span] = []
    lines, below = document.lines[:_HEAD_LINES], document.lines[_HEAD_LINES:]
    passed = 0
    while passed < len(lines):
        line = lines[passed]
        text = page.of(line)
        if glued := _glued_to_heading(page, lines[passed:] + below):
            found.append(glued)
            lines[passed] = page.trim(glued.end, line.end, True, line.tail)
            break
        if can_be_title(text):
            found.append(line)
            del lines[passed]
        elif is_own_number(text) or is_date(text) or _HEADER_LINE.fullmatch(text) or (is_organisation(text) and not found):
            passed += 1
        elif head := _title_before_text(page, line, [known, *map(page.of, found)]):
            found.append(head)
            lines[passed] = page.trim(head.end, line.end, False, line.tail)
        else:
            break
    return found, lines + below


def _title_before_text(page: Page, line: Span, known: list[str]) -> Span | None:
    """A title that only white space parts from the text behind it."""
    if match := re.match(r"\S{4,50}(?=\s+\S{12})", page.folded[line.start : min(line.end, line.start + 90)]):
        token = match.group()
        if can_be_title(token) and (ends_as_title(token) or any(name and akin(token, name) for name in known)):
            return Span(line.start, line.start + match.end(), line.head, False)
    return None


def _glued_to_heading(page: Page, lines: list[Span]) -> Span | None:
    """A title that the first heading follows without a break: …会议精神传达一、会议精神的总体框架."""
    if not _GLUED.match(page.folded, lines[0].start, lines[0].end):
        return None
    first = segments(page, lines)[0]
    good = first.marker is None and first.span.end < lines[0].end and can_be_title(page.of(first.span))
    return first.span if good else None


def _first_words(page: Page, lines: list[Span]) -> str:
    """The first clause of a text without a title."""
    for line in lines:
        match = re.match(r"[^。!?;:,\s]{2,40}", page.of(line))
        if match:
            return page.text[line.start : line.start + match.end()]
    return ""
