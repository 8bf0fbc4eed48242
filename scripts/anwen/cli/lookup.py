"""anwen show and anwen cite: one article, section or passage by its id."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from anwen.cite import EDITIONS, FORMATS, Edition, Work, concept_work, csl, work, write
from anwen.cli.common import command, emit, say
from anwen.errors import AnwenError
from anwen.notation import article_of, parse
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


@click.command()
@click.argument("identifiers", metavar="ID...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="reference", show_default=True)
@click.option("--edition", type=click.Choice(EDITIONS), default="2025", show_default=True, help="GB/T 7714.")
@click.option("--accessed", default="", metavar="DATE", help="The day of access, YYYY-MM-DD (default: today).")
@command
def cite(identifiers: tuple[str, ...], form: str, edition: Edition, accessed: str, root: Path, as_json: bool) -> None:
    """Print the citation of articles, sections, passages or concepts."""
    accessed = accessed or datetime.date.today().isoformat()
    try:
        datetime.date.fromisoformat(accessed)
    except ValueError:
        raise click.BadParameter("write the day as YYYY-MM-DD", param_hint="--accessed") from None
    library = derive(Workspace(root)).library
    works = [_cited(library, identifier, accessed) for identifier in identifiers]
    if not library.site_url:
        say("note: ANWEN_SITE_URL is not set, so addresses start at the site's root.")
    if as_json:
        emit(
            [
                {"id": cited.id, "pin": cited.pin, "url": cited.url, "csl": csl(cited)}
                | {name: write(name, [cited], edition) for name in FORMATS if name not in ("link", "csl")}
                for cited in works
            ]
        )
    else:
        click.echo(write(form, works, edition))


def _cited(library: Library, identifier: str, accessed: str) -> Work:
    """What an identifier names.

    Raises:
        AnwenError: nothing, or no longer.
    """
    concept = next((concept for concept in library.concepts if concept.id == identifier), None)
    if concept is not None:
        return concept_work(concept, site=library.site_url, accessed=accessed)
    ref = parse(identifier)
    article, _ = find(library, ref.id if ref else identifier)
    cited = work(article, ref.id if ref else identifier, site=library.site_url, accessed=accessed)
    if ref and ref.pin and ref.pin != cited.pin:
        say(f"note: the words of {ref.id} have changed since {ref.pin}; they are {cited.pin} now.")
    return cited
