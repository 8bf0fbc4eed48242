"""anwen changes: what a pull request does to articles, passages, concepts and citations."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from anwen.cli.common import command, emit
from anwen.compare import Changes, compare, corpus_at, summary
from anwen.compare.changes import Shelved, shelf
from anwen.identify import Ledger
from anwen.records import LedgerEntry
from anwen.shelve import parse_front_matter
from anwen.workspace import Workspace


def _state(corpus: Path) -> tuple[dict[str, LedgerEntry], dict[str, Shelved], Path]:
    ledger = {entry.id: entry for entry in Ledger.load(corpus / "ledger").entries()}
    return ledger, shelf(corpus, parse_front_matter), corpus / "concepts"


def changes_since(workspace: Workspace, revision: str) -> Changes:
    """Compare the corpus of a git revision with the one in the working tree."""
    with tempfile.TemporaryDirectory() as folder:
        before = _state(corpus_at(workspace.root, revision, Path(folder)))
        return compare(before, _state(workspace.corpus))


@click.command()
@click.argument("revision")
@command
def changes(revision: str, root: Path, as_json: bool) -> None:
    """Tell what changed in the corpus since a git REVISION, as Markdown."""
    found = changes_since(Workspace(root), revision)
    if as_json:
        emit(found)
    else:
        click.echo(summary(found, revision))
