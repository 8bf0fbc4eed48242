"""The articles' front matter fits its schema, and no two files claim one id."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from anwen.errors import AnwenError
from anwen.records import KINDS, LEVELS, THEMES

Parse = Callable[[str, str], object]


def _values(matter: object, where: str) -> list[AnwenError]:
    allowed = {"theme": THEMES, "kind": KINDS, "level": ("", *LEVELS), "visibility": ("public", "internal")}
    return [
        AnwenError(f"{name} is {getattr(matter, name)!r}", where=where, hint=f"It must be one of {', '.join(values)}.")
        for name, values in allowed.items()
        if getattr(matter, name) not in values
    ]


def front_matters(folder: Path, parse: Parse) -> list[AnwenError]:
    """Check every article file below ``folder``; ``parse(text, where)`` gives its front matter."""
    faults: list[AnwenError] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*/*.md")):
        where = f"corpus/articles/{path.relative_to(folder).as_posix()}"
        try:
            matter = parse(path.read_text(encoding="utf-8"), where)
        except UnicodeDecodeError:
            faults.append(AnwenError("the file is not UTF-8", where=where, hint="Run anwen clean."))
            continue
        except AnwenError as error:
            faults.append(error)
            continue
        faults += _values(matter, where)
        identifier = str(getattr(matter, "id", ""))
        if identifier in seen:
            hint = "Run anwen clean, which gives each article its own id from the ledger."
            faults.append(AnwenError(f"{identifier} is already the id of {seen[identifier]}", where=where, hint=hint))
        seen.setdefault(identifier, where)
        if path.stem != identifier or path.parent.name != getattr(matter, "theme", ""):
            hint = "Run anwen clean, which puts it in its place."
            faults.append(AnwenError("the file's place does not fit its id and theme", where=where, hint=hint))
    return faults
