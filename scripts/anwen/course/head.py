"""The front matter of a course file."""

from __future__ import annotations

import datetime
import re

from anwen import tables
from anwen.course.records import Head
from anwen.errors import TableError

_NEEDED = {
    "title": "the course's name",
    "minutes": "how long it takes, a whole number",
    "audience": "who it is for",
    "goals": "a list of what learners can do afterwards",
    "author": "who made it",
    "date": "the day it was made, YYYY-MM-DD",
}
Fault = tuple[int, str, str]  # line, what is wrong, what to do next


def read_head(text: str, where: str) -> tuple[Head, int, list[Fault]]:
    """The front matter of a file, the line after it, and what is wrong with it."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Head(), 1, [(1, "the front matter is missing", f"Begin with --- and the fields {', '.join(_NEEDED)}.")]
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        return Head(), len(lines) + 1, [(1, "the front matter does not end", "Close it with a line of ---.")]
    try:
        head = tables.parse("\n" + "\n".join(lines[1:end]), Head | None, where)  # type: ignore[arg-type]
    except TableError as error:
        line = error.where.rpartition(":")[2]
        return Head(), end + 2, [(int(line) if line.isdigit() else 1, error.fault, error.hint)]
    head = head or Head()
    return head, end + 2, list(_faults(head, lines[1:end]))


def _line(lines: list[str], name: str) -> int:
    return next((at for at, line in enumerate(lines, 2) if re.match(rf"{name}\s*:", line)), 1)


def _faults(head: Head, lines: list[str]) -> list[Fault]:
    missing = [
        (1, f"the front matter has no {name}", f"Write {name}: {meaning}.")
        for name, meaning in _NEEDED.items()
        if not getattr(head, name)
    ]
    if head.minutes < 0:
        missing.append((_line(lines, "minutes"), "minutes is not positive", "Write how many minutes the course takes."))
    if head.date and not _is_day(head.date):
        missing.append((_line(lines, "date"), f"{head.date!r} is no day", "Write it as YYYY-MM-DD."))
    return missing


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False
