"""Search finds what it must: a passage that holds the query as it stands, and what was judged right near the top."""

from __future__ import annotations

import math
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from anwen.errors import AnwenError
from anwen.tables import load

Search = Callable[[str], Sequence[str]]  # a query → the ids of all passages found, best first
Fold = Callable[[str], str]  # text → its one form for comparison (width, case), of the same length
LENGTHS = (2, 3, 4, 6, 9, 14)  # characters of the strings looked for
STRINGS = 240  # strings cut from the passages; each is looked for in SCANNED passages
SCANNED = 20_000
FIRST = 10  # hits that are judged
_RUN = re.compile("[\u4e00-\u9fff]+")


class Judged(Struct, frozen=True, forbid_unknown_fields=True):
    """A query, its kind, and quotes: a passage that holds one of them is right. No figure of the ranking was chosen by
    those that are ``held``."""

    query: str
    kind: str
    relevant: tuple[str, ...]
    held: bool = False


def strings(passages: Mapping[str, str]) -> Iterator[str]:
    """Strings that stand in the passages, of every length in turn, taken evenly over the collection.

    >>> list(strings({"aw0001.p1": "一岗双责。"}))
    ['双责']
    """
    step = max(1, len(passages) // STRINGS)
    for number, id in enumerate(sorted(passages)[::step][:STRINGS]):
        seed = zlib.crc32(id.encode())
        length = LENGTHS[number % len(LENGTHS)]
        runs = [run for run in _RUN.findall(passages[id]) if len(run) >= length]
        if runs:
            run = runs[seed % len(runs)]
            start = seed % (len(run) - length + 1)
            yield run[start : start + length]


def never_missed(passages: Mapping[str, str], names: Iterable[str], search: Search, fold: Fold) -> list[AnwenError]:
    """The passages that a plain scan finds and ``search`` does not, for strings cut from them and for ``names``."""
    some = dict(sorted(passages.items())[:: max(1, len(passages) // SCANNED)])
    texts = {id: fold(text) for id, text in some.items()}
    faults = []
    for query in sorted({*strings(passages), *names}):
        looked = fold(query)
        missed = {id for id, text in texts.items() if looked in text}.difference(search(query))
        if missed:
            fault = f"the search for {query!r} misses {len(missed)} passages that hold it"
            hint = "Run anwen build; if it stays, report it with the query."
            faults.append(AnwenError(fault, where=min(missed), hint=hint))
    return faults


def ndcg(found: Sequence[str], relevant: set[str]) -> float:
    """How well the first ten are ranked: 1 when all that is right comes first.

    >>> ndcg(["a", "b"], {"a"}), ndcg(["b"], {"a"})
    (1.0, 0.0)
    """
    gain = sum(1 / math.log2(place + 2) for place, id in enumerate(found[:FIRST]) if id in relevant)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(FIRST, len(relevant))))


def _letters(text: str, fold: Fold) -> str:
    """Text without punctuation and spaces, as judgments are compared."""
    return "".join(char for char in fold(text) if char.isalnum())


def ranking(
    queries: Path, floors: Path, passages: Mapping[str, str], search: Search, fold: Fold
) -> tuple[dict[str, float], list[AnwenError]]:
    """The mean nDCG@10 of each kind of judged query, and the kinds below their floor.

    Raises:
        AnwenError: one of the two files cannot be read.
    """
    texts = {id: _letters(text, fold) for id, text in passages.items()}
    scores: dict[str, list[float]] = defaultdict(list)
    faults = []
    for case in load(queries, tuple[Judged, ...]):
        quotes = [_letters(quote, fold) for quote in case.relevant]
        relevant = {id for id, text in texts.items() if any(quote in text for quote in quotes)}
        if relevant:
            scores[case.kind].append(ndcg(search(case.query), relevant))
        else:
            hint = "Quote a passage as it stands now, or take the query out."
            faults.append(AnwenError(f"no passage holds a quote of {case.query!r}", where=str(queries), hint=hint))
    means = {kind: sum(values) / len(values) for kind, values in sorted(scores.items())}
    for kind, floor in sorted(load(floors, dict[str, float]).items()):
        mean = means.get(kind, 0.0)
        if mean < floor:
            fault = f"the ranking of {kind} queries fell to {mean:.3f}, below its floor {floor}"
            faults.append(AnwenError(fault, where=str(floors), hint="Find the change that did it; floors only go up."))
    return means, faults
