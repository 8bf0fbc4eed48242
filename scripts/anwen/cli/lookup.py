"""anwen show: one article, section or passage by its id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from anwen.cli.common import command, emit
from anwen.errors import AnwenError
from anwen.notation import article_of
from anwen.pipeline import derive
from anwen.records import Article, Library, Passage, Section
from anwen.shelve import render_article
from anwen.workspace import Workspace


def _gone(library: Library, identifier: str) -> AnwenError:
    for entry in library.retired:
        if entry.id == identifier:
            if entry.state == "moved-to":
                return AnwenError(f"{identifier} has moved", hint=f"Use {entry.detail}.")
            return AnwenError(
                f"{identifier} is retired ({entry.detail})", hint="Its address still answers on the site."
            )
    return AnwenError(
        f"{identifier} is no identifier of this library",
        hint="Identifiers look like aw0001, aw0001.s3 or aw0001.p12; find one with anwen search.",
    )


def find(library: Library, identifier: str) -> tuple[Article, Section | Passage | None]:
    """The article and, for a section or passage id, that part of it.

    Raises:
        AnwenError: no such id, or one that is retired or moved.
    """
    name = article_of(identifier)
    article = next((article for article in library.articles if article.id == name), None)
    if article is not None:
        if identifier == name:
            return article, None
        for part in article.body:
            if part.id == identifier:
                return article, part
    raise _gone(library, identifier)


def _lines(article: Article, part: Section | Passage | None) -> Iterator[str]:
    if part is None:
        yield render_article(article)
        return
    yield article.title
    if isinstance(part, Section):
        yield part.heading
        yield from (passage.text for passage in article.passages if passage.section == part.id)
        return
    path = article.heading_path(part)
    if path:
        yield " › ".join(path)
    yield part.text


@click.command()
@click.argument("identifier", metavar="ID")
@command
def show(identifier: str, root: Path, as_json: bool) -> None:
    """Show an article, section or passage."""
    article, part = find(derive(Workspace(root)).library, identifier)
    if as_json:
        emit(msgspec.to_builtins(article if part is None else part))
    else:
        click.echo("\n".join(_lines(article, part)))
