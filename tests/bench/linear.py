"""``python tests/bench/linear.py [WORD …]``: whether time grows with the input only, on inputs that cost the most.

For each input of tests/costly.py, seconds of processor time at a size n and at 4n, and the growth against four: 1.0 is
linear, 4.0 quadratic; what is below 1.0 has a limit or costs that come once. n is doubled until the work can be
measured. A growth that seems too large is measured again, as another job may have caused it; what is too large still is
named at the end. With words, only the rows that hold one of them.
"""

from __future__ import annotations

import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from anwen.errors import ReadError  # noqa: E402
from anwen.records import Original, Repair  # noqa: E402
from anwen.repair import in_simplified, repair  # noqa: E402
from anwen.structure import structure  # noqa: E402
from costly import FILES, PIECES, repeated  # noqa: E402

LEAST = 0.1  # seconds that n takes at least, or
GROWN = 64  # times the size begun with
TOO_MUCH = 1.5  # against four


class Row(NamedTuple):
    """A room's work on one kind of input: the function, how an input of a size is made, the size to begin with."""

    room: str
    name: str
    work: Callable[[Any], object]
    made: Callable[[int], Any]
    size: int


@cache
def linker() -> Any:
    from anwen.link import Linker, load_concepts

    return Linker(load_concepts(ROOT / "corpus" / "concepts"))


@cache
def usual() -> Any:
    from anwen.index.analysis.words import Segmenter
    from anwen.index.build import _USUAL

    return Segmenter(frozenset()).dictionary().usual(_USUAL)


def slips(text: str) -> object:
    from anwen.repair.slip import rule

    return rule.find(text)


def unfolded(text: str) -> object:
    from anwen.unfold import unfold

    return unfold(text)


def named(text: str) -> object:
    from anwen.index.vocabulary.people import people

    return people(text, usual())


def taken_apart(text: str) -> object:
    return structure(Original("a.txt", text, "text/plain", "utf-8"), Repair(text))


def whole_road(suffix: str, data: bytes) -> None:
    """A file read, repaired and taken apart; one that is refused costs what it took to refuse it."""
    from anwen.read import read

    with contextlib.suppress(ReadError):
        original = read(f"a{suffix}", data)
        structure(original, in_simplified(repair(original.text), original.text))


def one_line(size: int) -> bytes:
    return "".join(random.Random(1).choices("安全生产人人有责会议强调落实，。", k=size)).encode()


def taken_in(data: bytes) -> None:
    from anwen.intake import add, init

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.txt"
        file.write_bytes(data)
        init(Path(folder) / "library")
        add(Path(folder) / "library", [file])


# the room in PIECES, its work, how many characters to begin with: slips show what is quadratic in long pages only
TEXTS: tuple[tuple[str, Callable[[str], object], int], ...] = (
    ("repair", repair, 10_000),
    ("byte-slip", slips, 60_000),
    ("structure", taken_apart, 10_000),
    ("link", lambda text: linker().mentions(text), 10_000),
    ("unfold", unfolded, 5_000),
    ("people", named, 100_000),
)


def rows() -> Iterator[Row]:
    for room, work, size in TEXTS:
        for piece in PIECES[room]:
            yield Row(room, repr(piece)[1:-1], work, partial(repeated, piece), size)
    for name, file in FILES.items():
        yield Row(f"read {file.suffix}", name, partial(whole_road, file.suffix), file.made, max(1, file.size // 16))
    yield Row("intake", "a text on one line", taken_in, one_line, 250_000)


def seconds(row: Row, size: int) -> float:
    made = row.made(size)
    start = time.process_time()
    row.work(made)
    return time.process_time() - start


def measured(row: Row) -> tuple[int, float, float]:
    """The size n, the seconds it takes, and those of four times as much."""
    seconds(row, row.size)  # what is loaded once is nobody's time
    size, once = row.size, seconds(row, row.size)
    while once < LEAST and size < GROWN * row.size:
        size *= 2
        once = seconds(row, size)
    four = seconds(row, 4 * size)
    if four > 4 * TOO_MUCH * once:
        once, four = min(once, seconds(row, size)), min(four, seconds(row, 4 * size))
    return size, once, four


def main(words: list[str]) -> None:
    print(f"{'n':>14} {'n, s':>8} {'4n, s':>8} {'growth/4':>8}  room, input", flush=True)
    too_much = []
    for row in rows():
        if words and not any(word in f"{row.room} {row.name}" for word in words):
            continue
        size, once, four = measured(row)
        growth = four / 4 / max(once, 1e-3)
        if growth > TOO_MUCH:
            too_much.append(f"{row.room} {row.name}")
        print(f"{size:>14,} {once:>8.3f} {four:>8.3f} {growth:>8.2f}  {row.room:<10} {row.name}", flush=True)
    print(f"not linear: {'; '.join(too_much) or 'nothing'}")


if __name__ == "__main__":
    main(sys.argv[1:])
