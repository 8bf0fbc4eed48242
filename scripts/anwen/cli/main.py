"""The list of commands."""

from __future__ import annotations

import click

from anwen import __version__
from anwen.cli.add import add, init
from anwen.cli.build import build, clean, index
from anwen.cli.check import check
from anwen.cli.lookup import cite, show
from anwen.cli.search import search
from anwen.cli.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="anwen")
def main() -> None:
    """Anwen (安文): a searchable, citable library of Chinese work-safety documents.

    Exit status: 0 done, 1 the check or the input failed, 2 wrong usage.
    """


for _command in (init, add, clean, index, build, serve, search, show, cite, check):
    main.add_command(_command)
