"""``python tests/bench/peers [SIZE…]``: one table of all engines. Size 0 is this collection, others are synthetic."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[3] / "scripts")]

from peers.compare import compare  # noqa: E402

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("sizes", nargs="*", type=int, default=[0])
parser.add_argument("--engine", action="append", default=[], help="only this engine (its first word, lower case)")
given = parser.parse_args()
for size in given.sizes:
    compare(size, given.engine)
