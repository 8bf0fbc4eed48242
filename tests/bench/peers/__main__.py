"""``python tests/bench/peers [SIZE…]``: one table of all engines. Size 0 is this collection, others are synthetic."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

PATHS = [str(Path(__file__).parents[1]), str(Path(__file__).parents[3] / "scripts")]
sys.path[:0] = PATHS
os.environ["PYTHONPATH"] = os.pathsep.join([*PATHS, *filter(None, [os.environ.get("PYTHONPATH")])])

from peers.compare import compare  # noqa: E402
from peers.process import Limits  # noqa: E402

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("sizes", nargs="*", type=int, default=[0])
parser.add_argument("--engine", action="append", default=[], help="only this engine (its first word, lower case)")
parser.add_argument(
    "--seconds", type=float, default=Limits().seconds, help="that building or asking an engine may take"
)
parser.add_argument("--gigabytes", type=float, default=Limits().gigabytes, help="of memory that either may take")
given = parser.parse_args()
for size in given.sizes:
    compare(size, given.engine, Limits(given.seconds, given.gigabytes))
