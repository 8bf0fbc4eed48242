"""A passage as HTML: its text unchanged, concept links and doubts laid over it.

The element's text content is exactly the passage's text, also for a table (cells are separated by a tab and rows by a
line feed, which HTML allows there and shows as nothing), so that a quote can be checked against it in the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from anwen.publish.parts.markup import Html, element, join, text
from anwen.publish.parts.words import doubt_label
from anwen.records import Doubt, Mention, Passage

Linked = Callable[[Mention, Html], Html]


def local(identifier: str) -> str:
    """The anchor of a passage or section on its article's page.

    >>> local("aw0001.p12")
    'p12'
    """
    return identifier.rpartition(".")[2]


def _doubt_note(doubt: Doubt) -> str:
    label = doubt_label(doubt.reason)
    readings = f"可能的读法：{'、'.join(doubt.readings)}" if doubt.readings else ""
    return "。".join(part.rstrip("。") for part in ("存疑", label.label, label.note, readings) if part)


def _doubted(passage: Passage, start: int, end: int) -> Html:
    """``passage.text[start:end]`` with its doubts marked; a place where something is missing gets an empty mark."""
    parts: list[Html] = []
    at = start
    for doubt in sorted(passage.doubts, key=lambda it: (it.start, it.end)):
        missing = doubt.start == doubt.end
        first, last = max(doubt.start, at), min(doubt.end, end)
        # an empty doubt belongs to the span it opens, or to the passage's last span
        here = start <= doubt.start < end or doubt.start == end == len(passage.text)
        if (missing and here and doubt.start >= at) or first < last:
            parts.append(text(passage.text[at:first]))
            kind = "aw-doubt aw-doubt--gap" if missing else "aw-doubt"
            parts.append(element("mark", passage.text[first:last], class_=kind, title=_doubt_note(doubt)))
            at = last
    parts.append(text(passage.text[at:end]))
    return join(parts)


def _annotated(passage: Passage, start: int, end: int, mentions: tuple[Mention, ...], linked: Linked) -> Html:
    parts: list[Html] = []
    at = start
    for mention in mentions:
        if at <= mention.start < mention.end <= end:
            parts.append(_doubted(passage, at, mention.start))
            parts.append(linked(mention, _doubted(passage, mention.start, mention.end)))
            at = mention.end
    parts.append(_doubted(passage, at, end))
    return join(parts)


def _cells(line: str, start: int) -> Iterator[tuple[int, int]]:
    for cell in line.split("\t"):
        yield start, start + len(cell)
        start += len(cell) + 1


def _table(passage: Passage, mentions: tuple[Mention, ...], linked: Linked) -> Html:
    """Rows and cells. The first row is the head where it is complete and more rows follow."""
    lines = passage.text.split("\n")
    full = len(lines) > 1 and all(cell.strip() for cell in lines[0].split("\t")) and "\t" in lines[0]
    rows: list[Html] = []
    at = 0
    for number, line in enumerate(lines):
        name, scope = ("th", "col") if full and number == 0 else ("td", None)
        cells = [
            element(name, _annotated(passage, first, last, mentions, linked), scope=scope)
            for first, last in _cells(line, at)
        ]
        rows.append(element("tr", join(cells, "\t")))
        at += len(line) + 1
    return element("table", element("tbody", join(rows, "\n")))


def passage_html(passage: Passage, mentions: tuple[Mention, ...], linked: Linked, pin: str) -> Html:
    """The passage as one element with its anchor; ``mentions`` are those to link, through ``linked``.

    ``data-pin`` stands for the words as they are now; a citation carries it.
    """
    anchor = local(passage.id)
    number = anchor.removeprefix("p")
    if passage.kind == "table":
        table = _table(passage, mentions, linked)
        kind = "aw-passage aw-table"
        return element(
            "div", table, id=anchor, class_=kind, data_passage=passage.id, data_pin=pin, data_n=number, tabindex="0"
        )
    if passage.kind == "field" and passage.name and passage.text.startswith(passage.name):
        cut = len(passage.name) + (passage.text[len(passage.name) : len(passage.name) + 1] in "：:")
        head = element("strong", passage.text[:cut])
        tail = tuple(mention for mention in mentions if mention.start >= cut)
        body = Html(head + _annotated(passage, cut, len(passage.text), tail, linked))
    else:
        body = _annotated(passage, 0, len(passage.text), mentions, linked)
    kind = f"aw-passage aw-{passage.kind}"
    return element("p", body, id=anchor, class_=kind, data_passage=passage.id, data_pin=pin, data_n=number)
