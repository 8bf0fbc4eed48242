"""A collection of any size that grows like a real one: articles by a seeded word model, streamed one at a time.

The model is learnt from corpus/articles: which word follows which two words, how long passages are, which headings and
titles there are. Every article has a subject with words of its own out of jieba's dictionary, drawn by frequency and
used again and again (so terms come in bursts), a few words that hardly any other article has, and made-up names of
places (so the vocabulary never stops growing). The same number and seed give the same articles.
"""

from __future__ import annotations

import functools
import itertools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from anwen.index.analysis.words import Segmenter
from anwen.library import Article, Concept, Mention, Passage, Section, Source, ThemeScore
from anwen.records import KINDS, LEVELS, THEMES

LENGTH = 1500  # characters of an article, on average
PASSAGES = 6
_SUBJECTS = 400
_SUBJECT_WORDS = 160
_OWN = 30  # words of its subject that an article uses …
_RARE = 8  # … and words from anywhere
_SWAP = 0.15  # how often a word of content gives way to one of the article's own
_PLACE = 0.03
_COMMON = 250  # words so frequent that they belong to no subject
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_PIECE = re.compile(r"[㐀-䶿一-鿿〇]+|[A-Za-z0-9.%-]+|.", re.DOTALL)
_PLACES = "县镇村市区街道办公司学校矿厂"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"


class Model(Struct, frozen=True):
    """What was learnt; see `learn`."""

    follows: dict[tuple[str, str], tuple[str, ...]]
    starts: tuple[tuple[str, str], ...]
    subjects: tuple[tuple[str, ...], ...]
    rare: tuple[str, ...]
    bounds: tuple[int, ...]  # running totals of how likely each rare word is
    headings: tuple[str, ...]
    titles: tuple[str, ...]
    names: dict[str, str]  # name of a concept to its id
    common: frozenset[str]


def learn(articles: Sequence[Article], concepts: Sequence[Concept]) -> Model:
    """The word model of a collection."""
    names = {name: it.id for it in concepts for name in (it.name, *it.aliases) if 2 <= len(name) <= 8}
    segmenter = Segmenter(names)
    follows: dict[tuple[str, str], list[str]] = defaultdict(list)
    starts: list[tuple[str, str]] = []
    counts: Counter[str] = Counter()
    for text in (passage.text for article in articles for passage in article.passages):
        for sentence in _SENTENCE.findall(text):
            words = _words(sentence, segmenter)
            if len(words) < 4:
                continue
            counts.update(words)
            starts.append((words[0], words[1]))
            for first, second, third in zip(words, words[1:], [*words[2:], ""], strict=False):
                follows[first, second].append(third)
    known = sorted((-count, word) for word, count in _frequencies().items() if _usual(word, count))
    drawn = random.Random(1)
    vocabulary = tuple(word for _, word in known)
    bounds = tuple(itertools.accumulate(int((-count) ** 0.75) + 1 for count, _ in known))
    subjects = []
    for _ in range(_SUBJECTS):
        words = drawn.choices(vocabulary, cum_weights=bounds, k=_SUBJECT_WORDS - 20)
        subjects.append((*words, *drawn.sample(sorted(names), min(20, len(names)))))
    return Model(
        dict(follows),
        tuple(starts),
        tuple(subjects),
        vocabulary,
        bounds,
        tuple(part.heading for article in articles for part in article.sections if len(part.heading) < 30),
        tuple(article.title for article in articles),
        names,
        frozenset(word for word, _ in counts.most_common(_COMMON)) | {word for word in counts if len(word) < 2},
    )


def _frequencies() -> dict[str, int]:
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    found: dict[str, int] = tokenizer.FREQ
    return found


def _usual(word: str, count: int) -> bool:
    return count >= 3 and 2 <= len(word) <= 4 and all("一" <= char <= "鿿" for char in word)


def _words(sentence: str, segmenter: Segmenter) -> list[str]:
    return [word for piece in _PIECE.findall(sentence) for word in _cut(piece, segmenter)]


def _cut(piece: str, segmenter: Segmenter) -> list[str]:
    return segmenter.runs(piece)[0] if "㐀" <= piece[0] <= "鿿" else [piece]


@functools.cache
def model_of(root: Path) -> Model:
    """The model of the library in ``root``."""
    from anwen.pipeline import derive
    from anwen.workspace import Workspace

    library = derive(Workspace(root)).library
    return learn(library.articles, library.concepts)


class _Author:
    """Writes one article."""

    def __init__(self, model: Model, seed: str) -> None:
        self._model = model
        self._random = random.Random(seed)
        drawn = self._random
        subject = model.subjects[int(len(model.subjects) * drawn.random() ** 1.5)]  # some subjects are frequent
        self._own = [
            *drawn.sample(subject, _OWN),
            *drawn.choices(model.rare, cum_weights=model.bounds, k=_RARE),
        ]
        self._places = [self._place() for _ in range(3)]

    def _place(self) -> str:
        drawn = self._random
        middle = "".join(drawn.choice(self._model.rare)[0] for _ in range(drawn.randint(1, 2)))
        return drawn.choice(_SURNAMES) + middle + drawn.choice(_PLACES)

    def _own_word(self) -> str:
        """One of the article's words, the first more often than the last."""
        return self._own[int(len(self._own) * self._random.random() ** 2)]

    def sentence(self) -> str:
        model, drawn = self._model, self._random
        pair = drawn.choice(model.starts)
        words = [*pair]
        while len(words) < 40:
            after = model.follows.get(pair)
            if not after or not (word := drawn.choice(after)):
                break
            pair = (pair[1], word)
            if len(word) > 1 and word not in model.common and drawn.random() < _SWAP:
                word = drawn.choice(self._places) if drawn.random() < _PLACE else self._own_word()
            words.append(word)
        text = "".join(words)
        return text if text[-1] in "。；！？" else f"{text.rstrip('，、：')}。"

    def text(self) -> str:
        wanted = (
            self._random.lognormvariate(0, 0.5) * (LENGTH / PASSAGES - 28) / 1.13
        )  # 1.13: the curve's mean; 28: the last sentence goes on
        text = ""
        while len(text) < wanted:
            text += self.sentence()
        return text

    def title(self) -> str:
        drawn = self._random
        return f"{drawn.choice(self._places)}{self._own_word()}{drawn.choice(self._model.titles)}"[:40]

    def article(self, number: int) -> Article:
        model, drawn = self._model, self._random
        id = f"aw{number:06d}"
        theme = drawn.choice(THEMES)
        body: list[Section | Passage] = []
        section = ""
        for at in range(1, max(1, round(drawn.gauss(PASSAGES, 2))) + 1):
            if at % 3 == 1:
                section = f"{id}.s{at // 3 + 1}"
                heading = f"{drawn.choice(model.headings)}{self._own_word()}"
                body.append(Section(section, 1, heading, 0, 0, (ThemeScore(drawn.choice(THEMES), 1.0, ()),)))
            text = self.text()
            body.append(Passage(f"{id}.p{at}", section, "paragraph", text, 0, 0, mentions=_mentions(text, model.names)))
        date = f"{drawn.randint(2005, 2025)}-{drawn.randint(1, 12):02d}-{drawn.randint(1, 28):02d}"
        source = Source("synthetic.txt", number)
        themes = (ThemeScore(theme, 1.0, ()),)
        facts = {"kind": drawn.choice(KINDS), "level": drawn.choice(LEVELS), "issuer": drawn.choice(self._places)}
        if drawn.random() < 0.3:
            date = ""
        return Article(id, self.title(), theme, themes, source, tuple(body), date=date, sector=self._own[0], **facts)


def _mentions(text: str, names: dict[str, str]) -> tuple[Mention, ...]:
    """The first place of each concept named; a real linker does more, the index needs no more."""
    found = ((text.find(name), name) for name in names if name in text)
    return tuple(Mention(at, at + len(name), names[name]) for at, name in sorted(found))


def articles(model: Model, number: int, seed: int = 1) -> Iterator[Article]:
    """``number`` articles, one at a time; the first of a larger collection are those of a smaller one."""
    for at in range(1, number + 1):
        yield _Author(model, f"{seed}/{at}").article(at)


def write(model: Model, number: int, file: Path) -> None:
    """Write the articles to ``file``, one a line."""
    with file.open("wb") as out:
        for article in articles(model, number):
            out.write(msgspec.json.encode(article) + b"\n")
