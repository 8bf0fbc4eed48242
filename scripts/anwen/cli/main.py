"""The list of commands."""

from __future__ import annotations

from importlib import import_module

import click

from anwen import __version__

# name: the module below anwen.cli that holds it. Loaded when asked for: a search must not wait for MkDocs to load.
COMMANDS = {
    "init": "add",
    "add": "add",
    "clean": "build",
    "index": "build",
    "build": "build",
    "serve": "serve",
    "search": "search",
    "show": "lookup",
    "cite": "cite",
    "course": "course",
    "concepts": "concepts",
    "correct": "correct",
    "ask": "ask",
    "check": "check",
    "changes": "changes",
}


class Commands(click.Group):
    """Commands in the order of the road, each imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"anwen.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="anwen")
def main() -> None:
    """Anwen (安文): a searchable, citable library of Chinese work-safety documents.

    Exit status: 0 done, 1 the check or the input failed, 2 wrong usage.
    """
