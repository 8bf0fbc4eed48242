"""anwen show: one article, section or passage by its id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from anwen.cli.common import command, emit, say
from anwen.library import Article, Library, Passage, Section
from anwen.notation import Ref, parse, pin, texts_of
from anwen.pipeline import derive
from anwen.pipeline.lookup import find
from anwen.shelve import render_article
from anwen.workspace import Workspace


def named(library: Library, identifier: str) -> tuple[str, Article, Section | Passage | None]:
    """What an identifier stands for, also one with the pin of the words that were cited; says where these have changed.

    Returns:
        The identifier without its pin, its article, and the section or passage if it is one's.

    Raises:
        AnwenError: it names nothing, or no longer.
    """
    name, at, version = identifier.strip().partition("@")
    tidy = f"{name.lower()}{at}{version}"  # as search takes it; a pin's capitals tell
    ref = parse(tidy) or Ref(identifier)
    article, part = find(library, ref.id)
    now = pin(*texts_of(article, ref.id))
    if ref.pin and ref.pin != now:
        say(f"note: the words of {ref.id} have changed since {ref.pin}; they are {now} now.")
    return ref.id, article, part


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
    yield from (f"answers: {question}" for question in part.questions)


@click.command()
@click.argument("identifier", metavar="ID")
@command
def show(identifier: str, root: Path, as_json: bool) -> None:
    """Show an article, section or passage."""
    _, article, part = named(derive(Workspace(root)).library, identifier)
    if as_json:
        emit(msgspec.to_builtins(article if part is None else part))
    else:
        click.echo("\n".join(_lines(article, part)))
