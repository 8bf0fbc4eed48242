"""Many passages analysed at once: the words are jieba's, the weights are those of a plain count."""

from __future__ import annotations

import itertools
import tempfile
import zlib
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anwen.index.analysis.analyse import Analysed, Analyser, analysed
from anwen.index.analysis.counts import Counts
from anwen.index.analysis.dictionary import codes
from anwen.index.analysis.packing import GRAMS, WORDS
from anwen.index.analysis.runs import Numbers
from anwen.index.analysis.same import sketches
from anwen.index.analysis.weigh import unpacked
from anwen.index.analysis.words import Segmenter
from anwen.index.source import Entry
from anwen.index.terms import FIELDS, LEVELS, NOTED, RUN, fold, grams, is_han
from anwen.library import Library

TERMS = {"一岗双责", "〇报告制度", "三管三必须"}
TEXT = st.text(
    st.sampled_from("安全生产培训教育确保安产责任一岗双责三管必须〇㐀９Ａa5.%-，。 　\n\U00020000"), max_size=60
)
ENTRY = st.builds(
    lambda text, heading, title, asked: Entry("a.p1", "a", title, heading, text, questions=(asked, title)),
    *[TEXT] * 4,
)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(TERMS)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(TERMS)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("room")


def words_of(batch: Analysed, analyser: Analyser, field: str) -> list[list[str]]:
    """The words of a field of each passage, in order."""
    found = [[""] * length for length in batch.lengths[field]]
    keys = batch.words[field]
    rows = (WORDS.terms(keys), WORDS.passages(keys), WORDS.extras(keys))
    for word, passage, place in zip(*(row.tolist() for row in rows), strict=True):
        found[passage][place] = analyser.dictionary.text(word)
    for other, (passage, _, *places) in batch.others[field]:
        for place in places:
            found[passage][place] = other
    return found


def weights_of(batch: Analysed) -> list[dict[str, int]]:
    """The weights of the terms of each passage."""
    found: list[dict[str, int]] = [{} for _ in batch.entries]
    keys = batch.terms
    rows = (GRAMS.terms(keys), GRAMS.passages(keys), GRAMS.extras(keys))
    for term, passage, weight in zip(*(row.tolist() for row in rows), strict=True):
        found[passage][unpacked(term)] = weight
    for other, (passage, weight) in batch.other_terms:
        found[passage][other] = weight
    return found


def counted(entry: Entry, segmenter: Segmenter) -> dict[str, int]:
    """The weights of a passage, counted one word after another."""
    counts: dict[str, Fraction] = defaultdict(Fraction)
    known = segmenter._tokenizer.FREQ.get
    for field, worth in FIELDS.items():
        for run in segmenter.runs(fold(entry.fields[field])):
            for word in run:
                for gram in grams(word):
                    counts[gram] += worth
                for at in range(1, len(word) - 2):
                    if all(known(word[at + by : at + by + 2]) for by in (-1, 0, 1)):
                        counts[word[at : at + 2]] -= Fraction(70, 100) * worth
            for before, after in itertools.pairwise(run):
                pair = before[-1] + after[0]
                counts[pair] += worth * (Fraction(30, 100) if known(pair) else 1)
    half = 10 * Fraction(120, 100) * (Fraction(3, 4) + Fraction(1, 4) * Fraction(len(entry.text), 120))
    return {term: max(1, int(LEVELS * count / (count + half))) for term, count in counts.items()}


@given(entries=st.lists(ENTRY, min_size=1, max_size=4))
def test_words_and_weights(entries: list[Entry], segmenter: Segmenter, analyser: Analyser) -> None:
    batch = analyser.batch(entries)
    for field in FIELDS:
        ours = words_of(batch, analyser, field)
        assert ours == [[*itertools.chain.from_iterable(segmenter.runs(fold(it.fields[field])))] for it in entries]
    assert weights_of(batch) == [counted(it, segmenter) for it in entries]


def test_the_collection_is_cut_as_jieba_cuts_it(library: Library, segmenter: Segmenter, analyser: Analyser) -> None:
    entries = [Entry(it.id, "a", "", "", it.text) for article in library.articles for it in article.passages][:250]
    batch = analyser.batch(entries)
    theirs = [[*itertools.chain.from_iterable(segmenter.runs(fold(it.text)))] for it in entries]
    assert words_of(batch, analyser, "text") == theirs
    assert weights_of(batch) == [counted(it, segmenter) for it in entries]


def test_processes_and_batches_change_nothing(analyser: Analyser, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        Entry(f"a.p{at}", "a", "会议", "要求", f"第{at}次会议：落实一岗双责，抓好2024年安全培训。") for at in range(6)
    ]
    whole = analyser.batch(entries)
    monkeypatch.setattr("anwen.index.analysis.analyse._BATCH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    parts = [*analysed(entries, TERMS)[1]]
    assert [it.entries for it in parts] == [[it] for it in entries], "in order, one at a time"
    assert [weights for it in parts for weights in weights_of(it)] == weights_of(whole)
    assert [words for it in parts for words in words_of(it, analyser, "text")] == words_of(whole, analyser, "text")
    assert [it.sketches[0] for it in parts] == whole.sketches


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_sketches_are_the_smallest_hashes(texts: list[str]) -> None:
    plain = ["".join(RUN.findall(fold(text))) for text in texts]
    found = sketches(codes("".join(plain)), np.array([*map(len, plain)]))
    for text, sketch in zip(plain, found, strict=True):
        hashes = {zlib.crc32(text[at : at + 4].encode("utf-32-le")) for at in range(max(1, len(text) - 3))}
        assert np.frombuffer(sketch.hashes, np.uint32).tolist() == sorted(hashes)[:32]
        assert sketch.short == (len(text) < 24)


@given(st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=30), max_size=6), st.integers(0, 40))
def test_numbers_come_sorted(keys: list[list[int]], held: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        numbers = Numbers(Path(folder), 32, held)
        for some in keys:
            numbers.add(np.array(some, np.uint64))
        parts = [part.tolist() for part in numbers.sorted()]
    assert [*itertools.chain.from_iterable(parts)] == sorted(itertools.chain.from_iterable(keys))
    ends = [(before[-1] >> 32, after[0] >> 32) for before, after in itertools.pairwise(filter(None, parts))]
    assert all(before != after for before, after in ends), "keys of one term come in one part"


@given(entries=st.lists(ENTRY, min_size=1, max_size=3))
def test_what_was_seen(entries: list[Entry], analyser: Analyser, room: Path) -> None:
    counts, batch = Counts(analyser.dictionary, room), analyser.batch(entries)
    counts.add(batch)
    terms = {term for weights in weights_of(batch) for term in weights}
    assert all(term in counts.seen for term in terms)
    assert [
        gram for gram in grams("安全生产培训教育一岗双责确㐀〇a5") if gram in counts.seen and gram not in terms
    ] == []
    words = [words_of(batch, analyser, field) for field in FIELDS if field != NOTED]
    held = [{word for found in of for word in found if is_han(word)} for of in zip(*words, strict=True)]
    assert counts.words() == Counter(word for found in held for word in found)


@given(entries=st.lists(ENTRY, min_size=1, max_size=4))
def test_words_side_by_side(entries: list[Entry], segmenter: Segmenter, analyser: Analyser, room: Path) -> None:
    counts = Counts(analyser.dictionary, room)
    for entry in entries:
        counts.add(analyser.batch([entry]))
    expected: Counter[str] = Counter()
    for entry in entries:
        runs = [run for field in FIELDS if field != NOTED for run in segmenter.runs(fold(entry.fields[field]))]
        pairs = {pair for run in runs for pair in itertools.pairwise(run) if all(len(word) > 1 for word in pair)}
        expected.update(before + after for before, after in pairs)
    assert counts.phrases(1) == expected
    assert counts.phrases(2) == Counter({phrase: count for phrase, count in expected.items() if count > 1})


def test_only_chinese_goes_by_number(analyser: Analyser) -> None:
    batch = analyser.batch([Entry("a.p1", "a", "5s", "", "２０２４年5S管理")])
    assert {word for word, _ in batch.others["text"]} == {"2024", "5s"}
    assert all(map(is_han, filter(None, (unpacked(term) for term in GRAMS.terms(batch.terms).tolist()))))
