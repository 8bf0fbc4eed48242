"""anwen show and anwen cite: one article, section or passage by its id."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from anwen.cite import address, csl, reference
from anwen.cli.common import command, emit, say
from anwen.errors import AnwenError
from anwen.pipeline import derive
from anwen.records import Article, Library, Passage, Section
from anwen.shelve import render_article
from anwen.workspace import Workspace


def _gone(library: Library, identifier: str) -> AnwenError:
    for entry in library.retired:
        if entry.id == identifier:
            became = f"moved to {entry.detail}" if entry.state == "moved-to" else f"retired ({entry.detail})"
            return AnwenError(f"{identifier} is {became}", hint="Its address still answers on the site.")
    return AnwenError(
        f"{identifier} is no identifier of this library",
        hint="Identifiers look like aw0001, aw0001.s3 or aw0001.p12; find one with anwen search.",
    )


def find(library: Library, identifier: str) -> tuple[Article, Section | Passage | None]:
    """The article and, for a section or passage id, that part of it.

    Raises:
        AnwenError: no such id, or one that is retired or moved.
    """
    for article in library.articles:
        if article.id == identifier:
            return article, None
        if identifier.startswith(f"{article.id}."):
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
@click.option("--edition", type=click.Choice(["2025", "2015"]), default="2025", show_default=True, help="GB/T 7714.")
@click.option("--accessed", default="", metavar="DATE", help="The day of access, YYYY-MM-DD (default: today).")
@command
def cite(identifiers: tuple[str, ...], edition: str, accessed: str, root: Path, as_json: bool) -> None:
    """Print the GB/T 7714 reference of an article, section or passage."""
    accessed = accessed or datetime.date.today().isoformat()
    try:
        datetime.date.fromisoformat(accessed)
    except ValueError:
        raise click.BadParameter("write the day as YYYY-MM-DD", param_hint="--accessed") from None
    library = derive(Workspace(root)).library
    found = [(identifier, *find(library, identifier)) for identifier in identifiers]
    if not library.site_url:
        say("note: ANWEN_SITE_URL is not set, so addresses start at the site's root.")
    rows = []
    for identifier, article, part in found:
        text = reference(
            article,
            passage=part,
            site_url=library.site_url,
            accessed=accessed,
            edition="2015" if edition == "2015" else "2025",
        )
        rows.append(
            {
                "id": identifier,
                "reference": text,
                "url": address(identifier, library.site_url),
                "csl": csl(article, site_url=library.site_url, accessed=accessed),
            }
        )
    if as_json:
        emit(rows)
    else:
        for row in rows:
            click.echo(row["reference"])
