"""anwen add and anwen init: bring originals in, start a new library."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import msgspec

from anwen import intake
from anwen.cli.alone import alone
from anwen.cli.common import command, emit, plain_errors, say
from anwen.workspace import Workspace


@click.command()
@click.argument("sources", metavar="FILE|FOLDER|ZIP...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", default="", help="The page's address.")
@click.option("--publisher", default="", help="The site or its operator.")
@click.option("--date", default="", help="The day the page was published, as YYYY-MM-DD.")
@click.option("--rights", default="", help="What is known of the rights in the text.")
@click.option(
    "--visibility",
    type=click.Choice(["public", "internal"]),
    default="public",
    show_default=True,
    help="An internal original leaves no trace in a public build.",
)
@click.option("--supersedes", default="", metavar="NAME", help="The original that this newer scrape takes over from.")
@command
def add(sources: tuple[Path, ...], root: Path, as_json: bool, **provenance: str) -> None:
    """Add originals (.txt, .html, .docx, .pdf) to corpus/raw/, byte for byte, with their provenance.

    Folders and zip archives are taken with all that is in them. What a page itself says of its source is read from
    it; the options stand above that.
    """
    workspace = Workspace(root)
    with alone(workspace):
        report = intake.add(workspace.root, list(sources), **provenance)  # type: ignore[arg-type]
    if as_json:
        emit(msgspec.to_builtins(report))
    for file in report.added:
        say(f"added: corpus/raw/{file}")
    for file in report.present:
        say(f"already there: corpus/raw/{file}")
    for file in report.skipped:
        say(f"skipped: {file}")
    for refused in report.refused:
        say(f"refused: {refused}")
    if report.added:
        say("Next: anwen build" + (f" --root {shlex.quote(str(root))}" if root != Path() else ""))
    if report.refused:
        raise SystemExit(1)


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Machine-readable output on standard output.")
def init(directory: Path, as_json: bool) -> None:
    """Make a new, empty library in DIR."""
    with plain_errors(as_json):
        intake.init(directory)
        if as_json:
            emit({"root": str(directory)})
        say(f"A new library is in {directory}. Next: anwen add --root {shlex.quote(str(directory))} FILE...")
