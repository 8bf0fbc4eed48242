"""anwen ask: note what readers ask that a passage answers."""

from __future__ import annotations

from pathlib import Path

import click

from anwen.cli.alone import alone
from anwen.cli.common import command, emit, say
from anwen.cli.lookup import named
from anwen.errors import AnwenError
from anwen.library import Passage
from anwen.pipeline import derive
from anwen.questions import add
from anwen.workspace import Workspace


@click.command()
@click.argument("identifier", metavar="ID")
@click.argument("question", nargs=-1)
@command
def ask(identifier: str, question: tuple[str, ...], root: Path, as_json: bool) -> None:
    """Note questions that a passage answers, in the words of those who ask; without any, show those noted.

    Search finds the passage by these words too. They are kept in corpus/questions/; run anwen build afterwards.
    """
    workspace = Workspace(root)
    _, _, part = named(derive(workspace).library, identifier)
    if not isinstance(part, Passage):
        raise AnwenError(f"{identifier} is no passage", hint="Name the passage that answers, such as aw0012.p7.")
    new: tuple[str, ...] = ()
    if question:
        with alone(workspace):
            new = add(workspace.questions, part.id, [it.strip() for it in question])
    if as_json:
        emit({"id": part.id, "questions": [*part.questions, *new]})
        return
    for it in (*part.questions, *new):
        click.echo(it)
    if question:
        say(f"Noted for {part.id}: {len(new)}; run anwen build." if new else "All of them were noted before.")
