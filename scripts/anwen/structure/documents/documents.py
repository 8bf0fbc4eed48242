"""Where one document of an original ends and the next begins, and what each is called."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from anwen.records import Exclusion
from anwen.structure.documents.contents import imprint, listed
from anwen.structure.documents.issue import given_out, issue
from anwen.structure.documents.second import begins_another, is_attachment
from anwen.structure.lines.labels import Label, collection_name, find_labels, is_address, says_collection
from anwen.structure.lines.page import Page, Span
from anwen.structure.lines.titles import (
    akin,
    can_be_title,
    is_general,
    names_document,
    same_title,
)

# What stands before the first label is an introduction up to this many characters, else a document of its own.
_PREFACE = 600
# A second document in one text has at least this much text before and behind its title.
_DOCUMENT = 200

_FURTHER = re.compile(r"(?:(?<=[\s。!?])|^)[^\s。!?,:]{0,12}(?:扩展|拓展|延伸|相关)阅读\s*:?(?=\s|$)")
_TWICE = re.compile(r"(?:(?<=[\s。!?])|^)([^\s。!?;,]{8,50})\s+\1(?=\s)")


@dataclass
class Document:
    """One document: its label, if it is one of a collection, its lines, and what became of its title."""

    lines: list[Span]
    label: Label | None = None
    title: str = ""
    title_span: Span | None = None
    issuer: str = ""  # an organisation's name above the title, part of it
    joined: bool = False  # the title takes in the line above it
    given_out: tuple[str, str] = ("", "")  # by whom and when, as the collection's head says of all
    headed: bool = False  # below their labels most other documents of the collection begin with a title


def split(page: Page, lines: list[Span], out: list[Exclusion]) -> tuple[list[Document], str]:
    """The documents among the lines, and the name of the collection (``""`` if it is none).

    What opens or labels a collection is added to ``out``.
    """
    labels = find_labels(page, lines)
    told = [] if labels else listed(page, lines, out)
    if not (labels or told) and (found := issue(page, lines)):
        out.extend(Exclusion("contents", line.start, line.end) for line in found.contents)
        out.extend(Exclusion("collection-title", line.start, line.end) for line in found.columns)
        told, lines = found.labels, [line for line in lines if line not in found.contents + found.columns]
    labels = labels or told
    if not labels:
        return [Document(part) for part in _split_further(page, lines, out) if part], ""
    starts = {label.span.start: label for label in labels}
    documents: list[Document] = []
    preface: list[Span] = []
    for line in lines:
        if line.start in starts:
            label = starts[line.start]
            documents.append(Document([], None if is_address(page.of(line)) else label))  # a page has its own title
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
    whole = [document for document in whole if document.lines]
    _heed_others(page, [document for document in whole if document.label])
    for document in whole if told else []:
        end = len(document.lines) - imprint(page, document.lines)
        out.extend(Exclusion("collection-imprint", line.start, line.end) for line in document.lines[end:])
        document.lines = document.lines[:end]
        document.given_out = given_out(page, preface)
    return whole, name


def _heed_others(page: Page, labelled: list[Document]) -> None:
    firsts = [page.of(document.lines[0]) for document in labelled]
    told = [can_be_title(first) and names_document(first) and not is_general(first) for first in firsts]
    for document, own in zip(labelled, told, strict=True):
        document.headed = 2 * (sum(told) - own) > len(labelled) - 1


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
    """Split where a second document begins: behind 扩展阅读, at a title said twice or with a document's head below."""
    parts: list[list[Span]] = [[]]
    marks = sorted(item.end for item in out if item.rule == "links")
    behind = [0]
    for line in lines:
        behind.append(behind[-1] + line.end - line.start)
    mark = 0
    attached = False  # what is attached has titles of its own
    for at, line in enumerate(lines):
        passed = mark
        attached = bool(parts[-1]) and (attached or is_attachment(page.of(parts[-1][-1])))
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
        another = titled and not attached and begins_another(page, parts[-1], line, lines[at + 1 : at + 6])
        if twice or another or (titled and mark > passed):
            parts.append([])
            attached = False
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
