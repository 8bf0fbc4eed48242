"""``python -m anwen.theme.train``: learn which words lean to which theme, and which to work safety.

Learned from the labelled texts of examples.yaml (themes) and documents.yaml (relevance), and from nothing else: ridge
regression on the characters and the words (cut by jieba) that at least two texts say. The same texts give the same
tables. ``--check`` writes nothing and tells how each batch of texts is judged by what the others teach.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import jieba
import numpy as np
from msgspec import Struct

from anwen import tables
from anwen.library import Concept
from anwen.records import THEMES
from anwen.theme.learned import RELEVANCE_PATH, THEMES_PATH, Learned
from anwen.theme.lexicon import Lexicon
from anwen.theme.relevance import relevance
from anwen.theme.table import load_table

HERE = Path(__file__).parent
LEAST_SAID = 2
# The penalty, in the mean square length of a text; by the batches, as are the points that a full leaning gives.
PENALTY = 1.0
THEME_POINTS, RELEVANCE_POINTS = 15.0, 12.0
# No numbers: 三百多 says nothing of what is counted.
_WORD = re.compile("(?![一二三四五六七八九十百千万亿两几数零])[一-鿿]+")


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A short text and its theme; texts of one batch have one manner."""

    batch: str
    theme: str
    text: str


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """A short document, and whether it is about work safety."""

    batch: str
    relevant: bool
    text: str


Labelled = tuple[str, tuple[float, ...], str]


def theme_texts() -> list[Labelled]:
    """The texts of examples.yaml: batch, what each theme is to get, text."""
    examples = tables.load(HERE / "examples.yaml", list[Example], where="scripts/anwen/theme/examples.yaml")
    return [(it.batch, tuple((it.theme == theme) - 1 / len(THEMES) for theme in THEMES), it.text) for it in examples]


def relevance_texts() -> list[Labelled]:
    """The texts of documents.yaml: batch, above 0 where it is about work safety, text."""
    documents = tables.load(HERE / "documents.yaml", list[Document], where="scripts/anwen/theme/documents.yaml")
    return [(it.batch, (1.0 if it.relevant else -1.0,), it.text) for it in documents]


def learn(texts: Sequence[Labelled], cut: Callable[[str], Iterable[str]], points: float) -> Learned:
    """The points that each character and word gives to each column, for texts like ``texts``."""
    texts = sorted(texts)
    said: Counter[str] = Counter()
    for _, _, text in texts:
        said.update({word for word in (*cut(text), *text) if _WORD.fullmatch(word)})
    vocabulary = {word: (0.0,) for word in sorted(said) if said[word] >= LEAST_SAID}
    place = {word: at for at, word in enumerate(vocabulary)}
    matcher = Learned(vocabulary)  # as they are found later, which is not always as jieba cuts them
    found = np.zeros((len(texts), len(place)))
    for row, (_, _, text) in enumerate(texts):
        found[row, [place[word] for word in matcher.said(text)]] = 1.0
    rare = np.log(len(texts) / np.maximum(1.0, found.sum(axis=0)))
    known = found * rare / np.sqrt(np.maximum(1.0, found.sum(axis=1)))[:, None]
    alike = known @ known.T
    kinds = Counter(label for _, label, _ in texts)  # each kind weighs the same, however many texts it has
    weights = np.array([len(texts) / len(kinds) / kinds[label] for _, label, _ in texts])
    penalty = PENALTY * alike.trace() / len(texts) * np.diag(1 / weights)
    leaning = known.T @ np.linalg.solve(alike + penalty, np.array([label for _, label, _ in texts]))
    given = points * leaning * rare[:, None]
    rounded = {word: tuple(round(float(it), 2) + 0.0 for it in given[at]) for word, at in place.items()}
    return Learned({word: row for word, row in rounded.items() if any(row)})


def write(path: Path, learned: Learned) -> None:
    """Write a table: a word a line with its points."""
    tables.write(path, "".join("\t".join((word, *(f"{it:g}" for it in row))) + "\n" for word, row in learned.rows()))
    print(f"{path.name}: {len(learned.rows()):,} words", file=sys.stderr)


def shares(
    texts: Sequence[Labelled], right_of: Callable[[Sequence[Labelled], Sequence[Labelled]], int]
) -> Iterator[str]:
    """Of each batch, how much is right by what the other batches teach."""
    for batch in sorted({batch for batch, _, _ in texts}):
        held = [text for text in texts if text[0] == batch]
        right = right_of([text for text in texts if text[0] != batch], held)
        yield f"{batch}: {right} of {len(held)}"


def main(root: Path, arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m anwen.theme.train", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("--check", action="store_true", help="write nothing; judge each batch by what the others teach")
    cut = jieba.Tokenizer().cut
    themes, documents = theme_texts(), relevance_texts()
    if not parser.parse_args(arguments).check:
        write(THEMES_PATH, learn(themes, cut, THEME_POINTS))
        write(RELEVANCE_PATH, learn(documents, cut, RELEVANCE_POINTS))
        return
    table = load_table(root / "corpus" / "themes.yaml")
    concepts = [tables.load(path, Concept) for path in sorted((root / "corpus" / "concepts").glob("*.yaml"))]
    none = Learned({})

    def by_theme(others: Sequence[Labelled], held: Sequence[Labelled]) -> int:
        lexicon = Lexicon(table, concepts, learn(others, cut, THEME_POINTS), none)
        return sum(label[THEMES.index(lexicon.themes(text)[0].theme)] > 0 for _, label, text in held)

    def by_relevance(others: Sequence[Labelled], held: Sequence[Labelled]) -> int:
        lexicon = Lexicon(table, concepts, none, learn(others, cut, RELEVANCE_POINTS))
        return sum(relevance("", text, lexicon).relevant == (label[0] > 0) for _, label, text in held)

    print("themes", *shares(themes, by_theme), "relevance", *shares(documents, by_relevance), sep="\n")


if __name__ == "__main__":
    main(Path.cwd())
