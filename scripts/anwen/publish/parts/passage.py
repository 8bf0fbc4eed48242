"""A passage as HTML: its text unchanged, concept links and doubts laid over it.

The element's text content is exactly the passage's text, also for a table (cells are separated by a tab and rows by a
line feed, which HTML allows there and shows as nothing), so that a quote can be checked against it in the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from anwen.library import Mention, Passage
from anwen.notation import place_of
from anwen.publish.parts.doubts import in_order, mark, reference
from anwen.publish.parts.markup import Html, element, join, text

Linked = Callable[[Mention, Html], Html]


class _Laid:
    """A passage's doubts, laid over one span of its text after the other."""

    def __init__(self, passage: Passage, first: int) -> None:
        self.passage, self.text = passage, passage.text
        self.doubts = in_order(passage)
        self._without = list(enumerate(self.doubts, first))  # those that have no reference yet

    def marked(self, start: int, end: int, *, linked: bool = False) -> Html:
        """``text[start:end]`` with its doubts marked; within a link their references wait until it has ended."""
        parts: list[Html] = []
        at = start
        for doubt in self.doubts:
            missing = doubt.start == doubt.end
            first, last = max(doubt.start, at), min(doubt.end, end)
            # an empty doubt belongs to the span it opens, or to the passage's last span
            here = start <= doubt.start < end or doubt.start == end == len(self.text)
            if (missing and here and doubt.start >= at) or first < last:
                parts += [text(self.text[at:first]), mark(doubt, self.text[first:last])]
                parts += [] if linked else self.references(last)
                at = last
        parts.append(text(self.text[at:end]))
        return join(parts)

    def references(self, end: int) -> list[Html]:
        """References of the doubts that end by ``end`` and have none yet."""
        done = [(number, doubt) for number, doubt in self._without if doubt.end <= end]
        self._without = [(number, doubt) for number, doubt in self._without if doubt.end > end]
        return [reference(number, self.passage, doubt) for number, doubt in done]

    def annotated(self, start: int, end: int, mentions: tuple[Mention, ...], link: Linked) -> Html:
        """``text[start:end]`` with the mentions in it as links and its doubts marked."""
        parts: list[Html] = []
        at = start
        for mention in mentions:
            if at <= mention.start < mention.end <= end:
                parts.append(self.marked(at, mention.start))
                parts.append(link(mention, self.marked(mention.start, mention.end, linked=True)))
                parts += self.references(mention.end)
                at = mention.end
        parts += [self.marked(at, end), *self.references(end)]
        return join(parts)


def _cells(line: str, start: int) -> Iterator[tuple[int, int]]:
    for cell in line.split("\t"):
        yield start, start + len(cell)
        start += len(cell) + 1


def _table(passage: Passage, laid: _Laid, mentions: tuple[Mention, ...], linked: Linked) -> Html:
    """Rows and cells. The first row is the head where it is complete and more rows follow."""
    lines = passage.text.split("\n")
    full = len(lines) > 1 and all(cell.strip() for cell in lines[0].split("\t")) and "\t" in lines[0]
    rows: list[Html] = []
    at = 0
    for number, line in enumerate(lines):
        name, scope = ("th", "col") if full and number == 0 else ("td", None)
        cells = [
            element(name, laid.annotated(first, last, mentions, linked), scope=scope)
            for first, last in _cells(line, at)
        ]
        rows.append(element("tr", join(cells, "\t")))
        at += len(line) + 1
    return element("table", element("tbody", join(rows, "\n")))


def passage_html(passage: Passage, mentions: tuple[Mention, ...], linked: Linked, pin: str, first: int = 1) -> Html:
    """The passage as one element with its anchor; ``mentions`` are those to link, through ``linked``.

    ``data-pin`` stands for the words as they are now; a citation carries it. Its doubts are numbered from ``first``.
    """
    laid = _Laid(passage, first)
    anchor = place_of(passage.id)
    number = anchor.removeprefix("p")
    if passage.kind == "table":
        table = _table(passage, laid, mentions, linked)
        kind = "aw-passage aw-table"
        return element(
            "div", table, id=anchor, class_=kind, data_passage=passage.id, data_pin=pin, data_n=number, tabindex="0"
        )
    if passage.kind == "field" and passage.name and passage.text.startswith(passage.name):
        cut = len(passage.name) + (passage.text[len(passage.name) : len(passage.name) + 1] in "：:")
        head = element("strong", passage.text[:cut])
        tail = tuple(mention for mention in mentions if mention.start >= cut)
        body = Html(head + laid.annotated(cut, len(passage.text), tail, linked))
    else:
        body = laid.annotated(0, len(passage.text), mentions, linked)
    kind = f"aw-passage aw-{passage.kind}"
    return element("p", body, id=anchor, class_=kind, data_passage=passage.id, data_pin=pin, data_n=number)
