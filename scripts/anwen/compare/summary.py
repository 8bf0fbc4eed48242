"""The changes as Markdown, for a pull request's job summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anwen.compare.changes import Changes
from anwen.compare.mentions import MentionChange
from anwen.notation import article_of

# A summary is read by people: past this many lines a list says how many more there are.
SHOWN = 20
PASSAGES_SHOWN = 3


def _list(title: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield f"### {title}: {len(lines)}\n"
    yield from (f"- {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"- … and {len(lines) - SHOWN} more"
    yield ""


def _plain(text: str) -> str:
    """A title as text in Markdown: nothing in it may take effect."""
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]<>#|&" else mark for mark in text.replace("\n", " "))


def _mentions(title: str, changes: Sequence[MentionChange]) -> Iterator[str]:
    lines = []
    for change in changes:
        shown = ", ".join(f"`{passage}`" for passage in change.passages[:PASSAGES_SHOWN])
        more = len(change.passages) - PASSAGES_SHOWN
        lines.append(f"`{change.concept}` {change.count} in {shown}" + (f" and {more} more" if more > 0 else ""))
    total = sum(change.count for change in changes)
    yield from _list(f"{title} ({total} in all), by concept", lines)


def summary(changes: Changes, revision: str) -> str:
    """What changed since ``revision``, as Markdown."""

    def named(name: str) -> str:
        return f"`{name}` {_plain(changes.titles.get(article_of(name), ''))}".rstrip()

    gone = [f"{named(entry.id)}: {entry.state} {_plain(entry.detail)}" for entry in changes.ids_gone]
    parts = [
        *_list("Articles added", [named(name) for name in changes.articles_added]),
        *_list("Articles taken out", [named(name) for name in changes.articles_gone]),
        *_list("Articles with a new title", [named(name) for name in changes.articles_retitled]),
        *_list("Articles in another theme", [named(name) for name in changes.articles_regrouped]),
        *_list("Passages added", [named(name) for name in changes.passages_added]),
        *_list("Concepts added", [f"`{name}`" for name in changes.concepts_added]),
        *_list("Concepts removed", [f"`{name}`" for name in changes.concepts_gone]),
        *_list("Concepts changed", [f"`{name}`" for name in changes.concepts_changed]),
        *_list("Citations affected: text changed", [named(name) for name in changes.passages_changed]),
        *_list("Citations affected: retired or moved", gone),
        *_mentions("Mentions gained", changes.mentions_gained),
        *_mentions("Mentions lost", changes.mentions_lost),
        *([f"Mentions were not compared: {_plain(changes.mentions_unknown)}\n"] if changes.mentions_unknown else []),
    ]
    body = "\n".join(parts) if parts else "Nothing: no article, passage, concept or citation is different.\n"
    return f"## What this change does to the corpus (since `{revision[:12]}`)\n\n{body}"
