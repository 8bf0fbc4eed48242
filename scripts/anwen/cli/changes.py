"""anwen changes: what a pull request does to articles, passages, concepts and citations."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import click
import msgspec

from anwen.cli.common import command, emit
from anwen.compare import Changes, Named, compare, corpus_at, mention_changes, summary
from anwen.compare.changes import State, shelf
from anwen.errors import AnwenError
from anwen.identify import Ledger
from anwen.link import Linker, concept_paths, load_concepts
from anwen.shelve import parse_front_matter, parse_passages
from anwen.workspace import Workspace


def _state(corpus: Path) -> State:
    ledger = {entry.id: entry for entry in Ledger.load(corpus / "ledger").entries()}
    concepts = {path.stem: path.read_bytes() for path in concept_paths(corpus / "concepts")}
    return ledger, shelf(corpus, parse_front_matter), concepts


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


def _named(corpus: Path, unchanged: frozenset[str]) -> Named:
    """How often each passage names each concept, but in the ``unchanged`` articles."""
    linker = Linker(load_concepts(corpus / "concepts"))
    counted: Counter[tuple[str, str]] = Counter()
    for path in sorted((corpus / "articles").glob("*/*.md"), key=lambda path: path.stem):
        if path.stem not in unchanged:
            for local, text in parse_passages(path.read_text(encoding="utf-8", errors="replace")).items():
                counted.update((it.concept, f"{path.stem}.{local}") for it in linker.mentions(text))
    return counted


def _with_mentions(changes: Changes, before: Path, after: Path, *, same_concepts: bool) -> Changes:
    """The changes with the mentions gained and lost: both states are linked with the concepts of their own time.

    Where the concepts are the same, an article whose file is the same has the same mentions and is not read.
    """
    unchanged: frozenset[str] = frozenset()
    if same_concepts:
        files = (path.relative_to(after) for path in (after / "articles").glob("*/*.md"))
        unchanged = frozenset(file.stem for file in files if _same(before / file, after / file))
    try:
        gained, lost = mention_changes(_named(before, unchanged), _named(after, unchanged))
    except AnwenError as error:
        # an older state may break a rule that is newer than it
        return msgspec.structs.replace(changes, mentions_unknown=str(error).splitlines()[0])
    return msgspec.structs.replace(changes, mentions_gained=gained, mentions_lost=lost)


def changes_since(workspace: Workspace, revision: str) -> Changes:
    """Compare the corpus of a git revision with the one in the working tree."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = corpus_at(workspace.root, revision, Path(folder))
        before, after = _state(corpus), _state(workspace.corpus)
        found = compare(before, after)
        return _with_mentions(found, corpus, workspace.corpus, same_concepts=before[2] == after[2])


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
