"""The index's build: the same bytes every time, nothing stale, and a static form that holds what the index holds."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anwen.index import Searcher, build
from anwen.index.analysis.runs import Records, Runs
from anwen.index.build import entries
from anwen.index.record.store import Store
from anwen.index.static.coding import DIGITS, encode, encode_rest, encode_set, number, spread
from anwen.index.terms import fold, idf, spans
from anwen.library import Article, Concept, Mention, Passage, Section, Source, ThemeScore

CONCEPT = Concept("yi-gang-shuang-ze", "一岗双责", "responsibility", "verified", "定义", aliases=("一岗两责",))


def article(number: int, *texts: str, date: str, kind: str) -> Article:
    """An article of one section and the given passages."""
    id = f"aw{number:04d}"
    body: list[Section | Passage] = [Section(f"{id}.s1", 1, "一、要求", 0, 0, (ThemeScore("training", 1.0, ()),))]
    body += [Passage(f"{id}.p{at}", f"{id}.s1", "paragraph", text, 0, 0) for at, text in enumerate(texts, 1)]
    return Article(id, f"会议纪要{number}", "culture", (), Source("a.txt", number), tuple(body), date=date, kind=kind)


ARTICLES = [
    article(1, "落实一岗双责，抓好安全培训。", "开展应急演练。", date="2023-05-01", kind="纪要"),
    article(2, "会议要求加强消防安全检查。", date="2024", kind="讲话"),
]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("index")
    build(iter(ARTICLES), [CONCEPT], folder / "index", folder / "static")
    return folder / "index", folder / "static"


BUILD = """
import sys; from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from test_index import ARTICLES, CONCEPT, build
build(ARTICLES, [CONCEPT], Path(sys.argv[3]) / "index", Path(sys.argv[3]) / "static")
"""


def test_same_bytes_whatever_the_hash_seed(folders: tuple[Path, Path], tmp_path: Path) -> None:
    tests = Path(__file__).parent
    arguments = [sys.executable, "-c", BUILD, str(tests), str(tests.parent / "scripts"), str(tmp_path)]
    subprocess.run(arguments, check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    for folder in folders:
        assert files(tmp_path / folder.name) == files(folder)


def test_rebuild_leaves_the_unchanged_and_removes_the_stale(tmp_path: Path) -> None:
    index, static = tmp_path / "index", tmp_path / "static"
    index.mkdir()
    (index / "README.md").write_text("authored", encoding="utf-8")
    build(ARTICLES, [CONCEPT], index, static)
    before = {path: path.stat().st_mtime_ns for path in [*index.rglob("*"), *static.rglob("*.js")]}
    build(ARTICLES, [CONCEPT], index, static)
    assert {path: path.stat().st_mtime_ns for path in before if path.is_file()} == {
        path: time for path, time in before.items() if path.is_file()
    }
    build(ARTICLES[:1], [CONCEPT], index, static)
    assert (index / "README.md").read_text(encoding="utf-8") == "authored"
    assert not [path for path in index.iterdir() if path.is_dir() or path.name.startswith(".")]
    assert not Searcher(index).search("消防")
    assert "消防" not in "".join(path.read_text(encoding="utf-8") for path in static.glob("t/**/*.js"))
    fresh = tmp_path / "fresh"
    build(ARTICLES[:1], [CONCEPT], fresh / "index", fresh / "static")
    assert files(static) == files(fresh / "static")
    assert files(index).keys() - {"README.md"} == files(fresh / "index").keys()


def test_nothing_to_index(tmp_path: Path) -> None:
    build([], [], tmp_path / "index", tmp_path / "static")
    assert Searcher(tmp_path / "index").search("安全") == []


def test_entries_take_the_themes_of_their_section() -> None:
    entry = next(entries(ARTICLES[0]))
    assert (entry.heading, entry.themes, entry.year, entry.url) == ("一、要求", ("training",), "2023", "/a/aw0001/#p1")
    bare = Article(
        "aw0009", "题", "culture", (), Source("a.txt", 1), (Passage("aw0009.p1", "", "paragraph", "文", 0, 0),)
    )
    assert next(entries(bare)).themes == ("culture",)
    named = Passage("aw0009.p1", "", "paragraph", "一岗双责", 0, 0, mentions=(Mention(0, 4, CONCEPT.id),))
    assert next(entries(Article("aw0009", "题", "culture", (), Source("a.txt", 1), (named,)))).concepts == (CONCEPT.id,)


def test_static_form_is_one_call_a_file(folders: tuple[Path, Path]) -> None:
    for path in folders[1].rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(folders[1]).as_posix().removesuffix(".js")
        assert text.startswith(f'anwenShard("{name}",') and text.endswith(");\n")
        json.loads(text[text.index(",") + 1 : text.rindex(")")])


def test_store_reads_what_was_written(folders: tuple[Path, Path]) -> None:
    store = Store(folders[0])
    assert store.settings.total == 3
    assert store.settings.facets["kind"] == {"纪要": 2, "讲话": 1}
    assert store.word("一岗双责") == 1 and store.word("一岗两责") == 0 and store.word("没有这个词") == -1
    assert ("一岗双责", 1) in store.sounds("yi gan suan ze") and ("一岗双责", 1) in store.initials("ygsz")
    assert store.synonyms("一岗两责") == ("一岗双责",)
    assert store.facet("year", "2024") == {2} and store.facet("theme", "training") == {0, 1, 2}
    assert set(store.gram("培训")) == {0} and store.count("会议") == 3 and store.gram("鳄鱼") == {}
    assert store.entry(1).text == "开展应急演练。"
    store.close()


TEXT = st.text(st.sampled_from("安全生产培训一岗双责ＡａＢ1９，。 　\n\U00020000"), max_size=60)


@given(TEXT)
def test_fold_keeps_length_and_is_idempotent(text: str) -> None:
    assert len(fold(text)) == len(text) and fold(fold(text)) == fold(text)


class Reader:
    """Reads numbers back, as search-source.js does."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def digit(self) -> int:
        self.at += 1
        return DIGITS.index(self.text[self.at - 1])

    def number(self) -> int:
        value = shift = 0
        while (digit := self.digit()) >= 32:
            value |= (digit & 31) << shift
            shift += 5
        return value | digit << shift


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.integers(0, 63), max_size=50))
def test_postings_survive_their_encoding(postings: dict[int, int]) -> None:
    passages, weights = sorted(postings), [postings[it] for it in sorted(postings)]
    read, decoded = Reader(encode(passages, weights)), {}
    while read.at < len(read.text):
        weight, length, passage = read.digit(), read.number(), 0
        for _ in range(length):
            passage += read.number()
            decoded[passage] = weight
    assert decoded == postings
    assert list(decoded.values()) == sorted(decoded.values(), reverse=True)


@given(st.sets(st.integers(0, 99), min_size=1), st.sets(st.integers(0, 99)), st.integers(100, 1200))
def test_the_rest_of_a_list_survives_its_encoding(rest: set[int], head: set[int], total: int) -> None:
    head -= rest
    text = encode_rest(np.array(sorted(head), np.int64), np.array(sorted(rest)), total)
    others = [it for it in range(total) if it not in head]
    if len(rest) * 8 < len(others):
        read = Reader(text)
        places = list(itertools.accumulate(read.number() for _ in rest))
    else:
        bits = "".join(f"{DIGITS.index(digit):06b}" for digit in text)
        places = [at for at, bit in enumerate(bits) if bit == "1"]
    assert [others[at] for at in places] == sorted(rest)


@given(st.sets(st.integers(0, 10**7), max_size=50))
def test_sets_survive_their_encoding(numbers: set[int]) -> None:
    read, decoded, end = Reader(encode_set(sorted(numbers))), set(), 0
    while read.at < len(read.text):
        first = end + read.number()
        end = first + read.number()
        decoded.update(range(first, end))
    assert decoded == numbers


@given(st.integers(0, 2**40))
def test_numbers_survive_their_encoding(value: int) -> None:
    assert Reader(number(value)).number() == value


@given(st.text(max_size=4))
def test_hashes_have_32_bits(start: str) -> None:
    assert 0 <= spread(start) < 2**32


def test_buckets_are_about_even() -> None:
    sizes = [0] * 64
    for first, second in itertools.product("安全生产责任隐患排查治理教育培训", repeat=2):
        sizes[spread(first + second) >> 26] += 1
    assert max(sizes) <= 14, sizes


ROWS = st.lists(st.tuples(st.sampled_from(["a", "b"]), st.sampled_from("安全生产"), st.integers(0, 9)), max_size=40)


@given(ROWS, st.integers(0, 9))
def test_runs_gather_in_order(rows: list[tuple[str, str, int]], held: int) -> None:
    expected: dict[tuple[str, str], list[int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder), held)
        for field, term, value in rows:
            runs.add(field, [(term, (value, 1))])
            expected.setdefault((field, term), []).extend((value, 1))
        found = [((field, term), list(row)) for field, term, row in runs.merged()]
    assert found == sorted(expected.items())


@given(st.lists(st.tuples(st.integers(0, 5), st.binary(max_size=3)), max_size=40), st.integers(0, 900))
def test_records_come_sorted(records: list[tuple[int, bytes]], held: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        gathered = Records(Path(folder), held)
        for key, data in records:
            gathered.put(key, data)
        assert list(gathered.sorted()) == list(gathered.sorted()) == sorted(records, key=lambda it: it[0])


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_rarer_is_worth_more(count: int, more: int) -> None:
    assert idf(count, 2000) >= idf(count + more, 2000) >= 0


@given(TEXT, st.lists(st.sampled_from(["安全", "全生", "培训", "一"]), max_size=4))
def test_spans_do_not_touch(text: str, words: list[str]) -> None:
    found = spans(text, words)
    assert all(start < end for start, end in found)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(found))
