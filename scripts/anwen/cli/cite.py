"""anwen cite: citations in every format, and whether those of a document still hold."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from anwen.cite import EDITIONS, FORMATS, Edition, Verdict, Verifier, Work, concept_work, csl, day, files, work, write
from anwen.cli.common import command, emit, say
from anwen.cli.lookup import named
from anwen.library import Library
from anwen.link import load_redirects
from anwen.pipeline import derive
from anwen.workspace import Workspace


def citing(accessed: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add ``--edition`` and ``--accessed`` to a command; ``accessed`` says what day it is without the option."""

    def checked(context: click.Context, option: click.Parameter, value: str) -> str:
        try:
            return day(value)
        except ValueError:
            raise click.BadParameter("write the day as YYYY-MM-DD", context, option) from None

    given = click.option(
        "--accessed",
        default="",
        metavar="DATE",
        callback=checked,
        help=f"The day of access, YYYY-MM-DD (default: {accessed}).",
    )
    edition = click.option(
        "--edition", type=click.Choice(EDITIONS), default="2025", show_default=True, help="GB/T 7714."
    )
    return lambda function: edition(given(function))


@click.command()
@click.argument("what", metavar="ID...|FILE...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="reference", show_default=True)
@citing(accessed="today")
@click.option(
    "--verify", "verifying", is_flag=True, help="Check the citations in documents: Markdown, Word, slides, HTML."
)
@command
def cite(
    what: tuple[str, ...], form: str, edition: Edition, accessed: str, verifying: bool, root: Path, as_json: bool
) -> None:
    """Cite articles, sections, passages or concepts by id; with --verify check the citations in files or folders."""
    if verifying:
        _verify([Path(name) for name in what], Workspace(root), as_json)
        return
    accessed = accessed or datetime.date.today().isoformat()
    library = derive(Workspace(root)).library
    works = [_cited(library, identifier, accessed) for identifier in what]
    if not library.site_url:
        say("note: ANWEN_SITE_URL is not set, so addresses start at the site's root.")
    if as_json:
        emit([_everything(cited, edition) for cited in works])
    else:
        click.echo(write(form, works, edition))


def _everything(cited: Work, edition: Edition) -> dict[str, object]:
    texts = {name: write(name, [cited], edition) for name in FORMATS if name not in ("link", "csl")}
    return {"id": cited.id, "pin": cited.pin, "url": cited.url, **texts, "csl": csl(cited)}


def _cited(library: Library, identifier: str, accessed: str) -> Work:
    """What an identifier names.

    Raises:
        AnwenError: nothing, or no longer.
    """
    concept = next((concept for concept in library.concepts if concept.id == identifier), None)
    if concept is not None:
        return concept_work(concept, site=library.site_url, accessed=accessed)
    name, article, _ = named(library, identifier)
    if article.visibility == "internal":
        say(f"note: {article.id} is internal: the published site does not have this address.")
    return work(article, name, site=library.site_url, accessed=accessed)


def _verify(paths: list[Path], workspace: Workspace, as_json: bool) -> None:
    documents = files(paths)
    derived = derive(workspace)
    verifier = Verifier(derived.library, derived.wordings.words, load_redirects(workspace.concepts))
    verdicts = [verdict for path in documents for verdict in verifier.file(path)]
    if as_json:
        emit(verdicts)
    else:
        for verdict in verdicts:
            click.echo("\n".join(_told(verdict)))
    counts = Counter(verdict.status for verdict in verdicts)
    told = ", ".join(f"{count} {status}" for status, count in counts.items()) or "no citation of this library"
    say(f"cite: {len(documents)} files: {told}")
    if not all(verdict.holds for verdict in verdicts):
        raise SystemExit(1)


def _told(verdict: Verdict) -> list[str]:
    """A verdict as lines for people."""
    name = f"{verdict.id}@{verdict.pin}" if verdict.pin else verdict.id
    parts = [verdict.file, verdict.where, verdict.status, name, verdict.detail]
    lines = [": ".join(part for part in parts if part)]
    if verdict.quotation and not verdict.holds:
        lines.append(f"    quoted: {verdict.quotation}")
    if verdict.nearest:
        lines.append(f"    stands: {verdict.nearest}")
    return lines
