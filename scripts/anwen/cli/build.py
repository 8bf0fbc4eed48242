"""anwen clean, index and build: the road, in three lengths."""

from __future__ import annotations

from pathlib import Path

import click

from anwen.cli.alone import alone
from anwen.cli.common import command, emit, progress, say
from anwen.pipeline import Derived, build_index, build_pages, build_site, derive, write_derived
from anwen.workspace import Workspace


def _clean(workspace: Workspace) -> Derived:
    """Derive the library and write its articles and ledger, telling what happened."""
    with progress("cleaning") as step:
        derived = derive(workspace, step)
    changed = write_derived(workspace, derived)
    library = derived.library
    passages = sum(len(article.passages) for article in library.articles)
    say(
        f"clean: {len(library.originals)} originals, {len(library.articles)} articles, {passages} passages, "
        f"{len(library.set_aside)} set aside; {changed} article files changed"
    )
    for doubt in derived.doubts:
        say(f"clean: doubtful identifier: {doubt}")
    if derived.doubts:
        say("clean: look at what became of them; delete the line of one that is right in corpus/ledger/doubts/")
    for note in derived.notes:
        say(f"clean: {note}")
    return derived


def _index(workspace: Workspace, derived: Derived) -> None:
    built = build_index(workspace, derived)
    say(f"index: search_index/ and docs/assets/search/ {'built' if built else 'were up to date'}")


def run_clean(workspace: Workspace) -> Derived:
    """Clean the originals."""
    with alone(workspace):
        return _clean(workspace)


def run_index(workspace: Workspace) -> Derived:
    """Clean, then index."""
    with alone(workspace):
        derived = _clean(workspace)
        _index(workspace, derived)
        return derived


def run_build(workspace: Workspace) -> Derived:
    """Everything: clean, index, pages, site."""
    with alone(workspace):
        derived = _clean(workspace)
        _index(workspace, derived)
        build_pages(workspace, derived)
        say("pages: docs/ is up to date")
        say("site: site/ built" if build_site(workspace) else "site: site/ was up to date")
        return derived


def _summary(derived: Derived) -> dict[str, object]:
    library = derived.library
    return {
        "originals": len(library.originals),
        "articles": [article.id for article in library.articles],
        "passages": sum(len(article.passages) for article in library.articles),
        "set_aside": len(library.set_aside),
        "doubts": list(derived.doubts),
    }


@click.command()
@command
def clean(root: Path, as_json: bool) -> None:
    """Clean the originals into corpus/articles/ and keep the ledger."""
    derived = run_clean(Workspace(root))
    if as_json:
        emit(_summary(derived))


@click.command()
@command
def index(root: Path, as_json: bool) -> None:
    """Clean, then build the search index."""
    derived = run_index(Workspace(root))
    if as_json:
        emit(_summary(derived))


@click.command()
@command
def build(root: Path, as_json: bool) -> None:
    """Build everything into site/; only what changed is done again."""
    derived = run_build(Workspace(root))
    say("Done. The site is in site/; look at it with anwen serve.")
    if as_json:
        emit(_summary(derived))
