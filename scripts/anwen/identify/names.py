"""The form of identifiers: ``aw0001``, ``aw0001.p12``, ``aw0001.s3``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anwen.notation import split

_CLASSES = ("", "s", "p")


def article_id(number: int) -> str:
    """The article with this number; four digits at least, more when they are needed.

    >>> article_id(1), article_id(123456)
    ('aw0001', 'aw123456')
    """
    return f"aw{number:04d}"


def natural(name: str) -> tuple[int, int, int]:
    """Sort key: articles by number; in one the article first, then sections, then passages by number.

    >>> sorted(["aw0002", "aw0001.p10", "aw0001.p2", "aw0001.s1", "aw0001"], key=natural)
    ['aw0001', 'aw0001.s1', 'aw0001.p2', 'aw0001.p10', 'aw0002']

    Raises:
        ValueError: ``name`` is not an identifier.
    """
    parts = split(name)
    if parts is None:
        raise ValueError(f"not an identifier: {name}")
    return parts[0], _CLASSES.index(parts[1]), parts[2]


def pack(names: Sequence[str]) -> str:
    """The reading order of one article's sections and passages, runs folded.

    >>> pack(["aw0001.s1", "aw0001.p1", "aw0001.p2", "aw0001.p3", "aw0001.p9", "aw0001.s2"])
    's1,p1-3,p9,s2'
    """
    runs: list[tuple[str, int, int]] = []
    for name in names:
        _, kind, number = split(name) or (0, "", 0)
        if runs and runs[-1][0] == kind and runs[-1][2] + 1 == number:
            runs[-1] = (kind, runs[-1][1], number)
        else:
            runs.append((kind, number, number))
    return ",".join(f"{kind}{first}" if first == last else f"{kind}{first}-{last}" for kind, first, last in runs)


_RUN = re.compile(r"([sp])([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?", re.ASCII)


def unpack(article: str, order: str) -> list[str] | None:
    """The inverse of `pack`; None if ``order`` is malformed.

    >>> unpack("aw0001", "s1,p1-3,p9")
    ['aw0001.s1', 'aw0001.p1', 'aw0001.p2', 'aw0001.p3', 'aw0001.p9']
    >>> unpack("aw0001", "")
    []
    """
    names: list[str] = []
    for run in order.split(",") if order else []:
        match = _RUN.fullmatch(run)
        if match is None:
            return None
        first = int(match[2])
        names.extend(f"{article}.{match[1]}{number}" for number in range(first, int(match[3] or first) + 1))
    return names
