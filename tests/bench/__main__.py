"""``make bench``: speed and memory as ratios against a named peer, measured in the same run.

Absolute figures depend on the machine and on what else it does; quote the ratios. Then how time grows with the inputs
that cost the most (linear.py), and search next to other engines. Arguments: the sizes at which search is compared
(see peers/README.md); ``make bench SIZES="0 10000 100000"``.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

REPEATS = 5
CLEAN = 400_000  # characters


def seconds(work: Callable[[], object]) -> float:
    """The median of several runs after a warm-up."""
    work()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times)[REPEATS // 2]


def row(name: str, ours: float, peer: str, theirs: float, unit: str) -> None:
    print(f"{name:<34} {ours:>10.3f} {unit:<6} {peer:<34} {theirs:>10.3f} {unit:<6} x{ours / theirs:.2f}")


def repair_speed() -> None:
    """Megabytes of UTF-8 a second, next to OpenCC, which does one of our sixty steps."""
    import opencc

    from anwen.repair import repair

    convert = opencc.OpenCC("t2s").convert
    prose = (ROOT / "scripts/anwen/repair/language/prose").glob("*.txt")
    # Of many kinds: in one text eight times hardly a word is new, and half of the rules have nothing to look at.
    clean = repair("\n\n".join(path.read_text(encoding="utf-8") for path in sorted(prose))[:CLEAN]).text
    annotated = (ROOT / "corpus/raw/004_6b7f437dfd2d9728.txt").read_text(encoding="utf-8") * 2
    for name, text in (("repair, clean text", clean), ("repair, annotated text", annotated)):
        size = len(text.encode()) / 1e6
        ours, theirs = seconds(lambda text=text: repair(text)), seconds(lambda text=text: convert(text))  # type: ignore[misc]
        row(name, size / ours, "OpenCC t2s", size / theirs, "MB/s")


def main() -> None:
    print(f"{'measure':<34} {'anwen':>10} {'':<6} {'peer':<34} {'':>10} {'':<6} ratio")
    repair_speed()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this run: {peak:.0f} MiB", flush=True)
    here = Path(__file__).parent
    subprocess.run([sys.executable, str(here / "linear.py")], check=True)
    subprocess.run([sys.executable, str(here / "peers"), *sys.argv[1:]], check=True)


if __name__ == "__main__":
    main()
