"""The comparison with other engines: a job that takes too much is ended and said so, and its row is still printed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from peers import process
from peers.browse import Reading
from peers.compare import COLUMNS, HEAD, Row, line
from peers.corpus import Query, known_items
from peers.process import Cost, Limits

SLEEP = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"


def test_a_job_that_takes_too_long(tmp_path: Path) -> None:
    cost = process.run([sys.executable, "-c", SLEEP], tmp_path, Limits(seconds=0.5))
    assert cost.fault == "gave up after 0.5 s" and cost.seconds < 20


def test_a_job_that_takes_too_much(tmp_path: Path) -> None:
    if not process.PROC.is_dir():
        pytest.skip("the system does not tell a process's memory in /proc")
    hold = f"held = bytearray(200_000_000); {SLEEP}"
    cost = process.run([sys.executable, "-c", hold], tmp_path, Limits(seconds=60, gigabytes=0.1))
    assert cost.fault == "over 0.1 GB" and cost.peak > 100


def test_a_job_that_fails_and_one_that_ends(tmp_path: Path) -> None:
    assert process.run([sys.executable, "-c", "raise SystemExit('no room')"], tmp_path, Limits()).fault.endswith(
        "no room"
    )
    assert process.run([sys.executable, "-c", "print('x' * 10**6)"], tmp_path, Limits()).fault == ""


def test_a_row_says_what_is_known() -> None:
    query = Query("安全", "known item", frozenset({"a"}))
    whole = Row("Anwen", Cost(2, 3, 100), Reading([["a"]], [2000], [1000], [3], [1.5]), Cost(1, 1, 90))
    assert [*line(whole, [query]).split()] == [
        *("Anwen", "1.000", "1.000", "0%", "2.0", "2.0", "1.0", "3", "1.5", "1.5", "2", "3", "100", "90")
    ]
    part = Row("Material", Cost(2, 3, 100), Reading(cold=[2000]), Cost(9, 9, 90, "gave up after 9 s"))
    assert line(part, [query]).endswith("asking gave up after 9 s") and line(part, [query]).split()[1] == "-"
    none = Row("Pagefind", Cost(9, 9, 9000, "over 8 GB"), Reading(), Cost(0, 0, 0))
    assert line(none, [query]).endswith("building over 8 GB")
    assert len(HEAD.split("  ")) >= len(COLUMNS)


def test_known_items_are_found_by_all_their_pieces(tmp_path: Path) -> None:
    texts = [f"第{at}次会议要求各单位落实安全生产责任制，抓好隐患排查治理和教育培训工作。" for at in range(30)]
    passages = tmp_path / "passages.jsonl"
    lines = [json.dumps({"id": f"p{at}", "text": text}, ensure_ascii=False) for at, text in enumerate(texts)]
    passages.write_text("\n".join(lines), encoding="utf-8")
    queries = known_items(passages, 30)
    assert len(queries) == 30 and queries == known_items(passages, 30), "the same draw every time"
    assert {len(it.text.split()) for it in queries} == {1, 2}
    for query in queries:
        right = {
            f"p{at}" for at, text in enumerate(texts) if all(it in text.replace("，", "") for it in query.text.split())
        }
        assert query.relevant == right and right
