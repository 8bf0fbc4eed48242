"""What every command shares: --root, --json, messages on standard error, errors without a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click
import msgspec

from anwen.errors import AnwenError, FaultsError


def say(message: str) -> None:
    """A message for people, on standard error."""
    click.echo(message, err=True)


def emit(record: object) -> None:
    """One JSON document on standard output, Chinese as it is."""
    click.echo(msgspec.json.encode(record).decode("utf-8"))


@contextmanager
def plain_errors(as_json: bool) -> Iterator[None]:
    """Turn expected errors into a message and exit status 1; with ``as_json`` also into JSON on standard output, where
    a program waits for some: ``{"errors": [{fault, where, hint}]}``."""
    try:
        yield
    except AnwenError as error:
        _fail(error, as_json)
    except KeyboardInterrupt:
        say("\nanwen: stopped; nothing is half-written. Run the same command again to finish.")
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)
    except PermissionError as error:
        hint = "Check the folder's permissions."
        _fail(AnwenError("no permission", where=str(error.filename), hint=hint), as_json)
    except OSError as error:
        where, hint = str(error.filename or "file system"), "Check the disk and the path."
        _fail(AnwenError(str(error.strerror), where=where, hint=hint), as_json)


def _fail(error: AnwenError, as_json: bool) -> NoReturn:
    """Tell an error and end."""
    several = isinstance(error, FaultsError) and len(error.errors) > 1
    if as_json:
        told = error.errors if isinstance(error, FaultsError) else [error]
        emit({"errors": [{"fault": it.fault, "where": it.where, "hint": it.hint} for it in told]})
    say(f"anwen: {error.fault}\n{error}" if several else f"anwen: {error}")
    sys.exit(1)


def command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--root`` and ``--json`` to a command and give it plain errors."""

    @click.option(
        "--root",
        type=click.Path(file_okay=False, exists=True, path_type=Path),
        default=Path(),
        help="The library's folder (default: the current folder).",
    )
    @click.option("--json", "as_json", is_flag=True, help="Machine-readable output on standard output.")
    @wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with plain_errors(kwargs["as_json"]):
            return function(*args, **kwargs)

    return wrapped


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere; the body calls it with (done, of how many)."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield step
