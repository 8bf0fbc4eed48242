"""``python tests/bench/duplicates.py [ARTICLES …]``: what finding duplicates costs, at 10,000 and 100,000 articles.

Articles are invented: four paragraphs each, a third of the clauses as they stand in the collection (stock phrases), the
others of its words in new order. Every twentieth article is a copy of an earlier one with some words changed, every
tenth has a paragraph of an earlier one. Printed are seconds of processor time, the growth of memory, what was found of
what was planted, and how the cost grew for ten times the articles (10 would be linear).
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from anwen.deduplicate import Entry, duplicates, repeats, signature, sketch  # noqa: E402
from anwen.deduplicate.repeats import Sketch  # noqa: E402

SIZES = (10_000, 100_000)
PARAGRAPHS = 4


def clauses() -> list[str]:
    """The clauses of the collection's articles, in order."""
    found: dict[str, None] = {}
    for path in sorted((ROOT / "corpus" / "articles").glob("*/*.md")):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        found.update(dict.fromkeys(re.findall(r"[一-鿿]{6,24}", body)))
    return list(found)


def articles(count: int) -> Iterator[tuple[list[str], bool, bool]]:
    """Invented articles as paragraphs; whether each copies an earlier one, and whether a paragraph of it does."""
    stock, choice = clauses(), random.Random(count)
    words = sorted({clause[at : at + 2] for clause in stock for at in range(0, len(clause) - 1, 2)})
    kept: list[list[str]] = []

    def clause() -> str:
        return choice.choice(stock) if choice.random() < 1 / 3 else "".join(choice.choices(words, k=6))

    for at in range(count):
        own = ["，".join(clause() for _ in range(5)) + "。" for _ in range(PARAGRAPHS)]
        copied, repeated = at % 20 == 19, at % 10 == 4
        if copied:
            own = [part.replace("安全", "平安", 1) for part in choice.choice(kept)]
        elif repeated:
            own[0] = choice.choice(choice.choice(kept))
        if len(kept) < 1000:
            kept.append(own)
        yield own, copied, repeated


def measure(count: int) -> dict[str, float]:
    """Seconds of each step, mebibytes more than before, and the shares of what was planted that was found."""
    entries: list[Entry] = []
    sketches: list[Sketch] = []
    copied: set[str] = set()
    repeated: set[str] = set()
    spent = {"signatures": 0.0, "sketches": 0.0}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for at, (parts, is_copy, is_repeat) in enumerate(articles(count)):
        name = f"aw{at:06}"
        copied |= {name} if is_copy else set()
        repeated |= {f"{name}.p0"} if is_repeat else set()
        start = time.process_time()
        entries.append(Entry((name, 1), signature("\n".join(parts)), float(-at)))
        middle = time.process_time()
        sketches += [it for place, part in enumerate(parts) if (it := sketch(f"{name}.p{place}", name, part))]
        spent["signatures"] += middle - start
        spent["sketches"] += time.process_time() - middle
    start = time.process_time()
    groups = duplicates(entries)
    middle = time.process_time()
    found = repeats(sketches)
    spent |= {"duplicates": middle - start, "repeats": time.process_time() - middle}
    dropped = {copy.key[0] for group in groups for copy in group.others}
    return spent | {
        "MiB": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        "copies found": len(copied & dropped) / len(copied),
        "wrongly dropped": len(dropped - copied) / count,
        "repeats found": len(repeated & found.keys()) / len(repeated),
    }


def main(sizes: list[int]) -> None:
    rows = {size: measure(size) for size in sizes}
    names = list(next(iter(rows.values())))
    print(f"{'':<16}" + "".join(f"{size:>12,}" for size in rows) + ("      growth" if len(rows) > 1 else ""))
    for name in names:
        values = [row[name] for row in rows.values()]
        growth = f"{values[-1] / values[0]:>11.1f}x" if len(values) > 1 and values[0] and name in names[:5] else ""
        print(f"{name:<16}" + "".join(f"{value:>12.3f}" for value in values) + growth)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or list(SIZES))
