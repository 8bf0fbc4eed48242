"""anwen concepts: grow the glossary."""

from __future__ import annotations

from pathlib import Path

import click

from anwen.cli.alone import alone
from anwen.cli.common import command, emit, say
from anwen.index.analysis.words import Segmenter
from anwen.library import Library
from anwen.link import TO_WRITE, load_redirects, surfaces
from anwen.pipeline import derive
from anwen.records import THEMES
from anwen.suggest import Suggestion, draft
from anwen.suggest import suggest as suggest_terms
from anwen.tables import dump, write
from anwen.unfold import unfoldings
from anwen.workspace import Workspace


class Concepts(click.Group):
    """Subcommands in the order of the work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return ["suggest", "new"]


@click.group(cls=Concepts)
def concepts() -> None:
    """Grow the glossary in corpus/concepts/: suggest terms, begin a concept's file.

    Both take --root and --json.
    """


def suggestions(library: Library) -> list[Suggestion]:
    """The terms of the library that its glossary does not cover, best first."""
    names = [surface for concept in library.concepts for surface in surfaces(concept)]
    words = Segmenter()
    explained = unfoldings(library.articles)

    def segment(text: str) -> list[str]:
        return [word for run in words.runs(text) for word in run]

    return suggest_terms(library.articles, names, segment, explained)


def _reasons(row: Suggestion) -> str:
    parts = [f"{row.count}× in {row.articles} articles"]
    parts += [f"in quotes {row.quoted}×"] if row.quoted else []
    parts += ["counts"] if row.counted else []
    parts += [f"cohesion {row.cohesion}, entropy {row.entropy}"] if row.entropy else []
    return ", ".join(parts)


@concepts.command()
@click.option("--limit", default=30, show_default=True, type=click.IntRange(min=1), help="How many terms.")
@command
def suggest(limit: int, root: Path, as_json: bool) -> None:
    """Propose terms of the corpus that no concept covers, with their passages."""
    found = suggestions(derive(Workspace(root)).library)[:limit]
    if as_json:
        emit(found)
        return
    for number, row in enumerate(found, 1):
        click.echo(f"{number:3}. {row.term}  {row.score:.1f}  ({_reasons(row)})")
        for said in row.passages:
            click.echo(f"     {said.id}  {said.sentence}")
    say("Begin a concept with: anwen concepts new NAME" if found else "No term was found that is not covered.")


@concepts.command()
@click.argument("name")
@click.option("--theme", type=click.Choice(THEMES), help="Its theme (default: that of most articles that say it).")
@command
def new(name: str, theme: str | None, root: Path, as_json: bool) -> None:
    """Write a file in corpus/concepts/ to fill in.

    What a person must write is marked in the file; until then the build names the file and the line.
    """
    workspace = Workspace(root)
    with alone(workspace):
        library = derive(workspace).library
        owners = {surface: concept.id for concept in library.concepts for surface in surfaces(concept)}
        taken = {concept.id for concept in library.concepts} | set(load_redirects(workspace.concepts))
        concept = draft(name, library.articles, owners, taken, TO_WRITE, theme or "")
        path = workspace.concepts / f"{concept.id}.yaml"
        write(path, dump(concept))
    if as_json:
        emit({"file": path.relative_to(workspace.root).as_posix(), "concept": concept})
        return
    click.echo(path.relative_to(workspace.root).as_posix())
    say(f"Write what begins with “{TO_WRITE}”, check the theme ({concept.theme}), then run anwen build.")
