"""The anwen command: one small file per command, listed in reading order here."""

from anwen.cli.main import main

__all__ = ["main"]
