"""``python -m anwen.theme.train``: learn which words lean to which theme, and write learned.tsv.

Learned from the labelled texts of examples.yaml, from the definitions of the concepts (each has a theme), and, with
less weight, from paragraphs of the collection and of the prose written for the byte slips in which the lexicon finds a
clear theme: naive Bayes over the words that jieba cuts. The same sources give the same file.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import jieba
from msgspec import Struct

from anwen import tables
from anwen.records import THEMES, Concept
from anwen.theme.learned import PATH, Learned
from anwen.theme.lexicon import Lexicon
from anwen.theme.table import load_table

ROOT = Path(__file__).parents[3]
# A labelled text counts whole, a paragraph that the lexicon labels less: it has the words that are known already.
CLEAR_SHARE, CLEAR_WORDS, CLEAR_WEIGHT = 0.6, 2, 0.3
SMOOTHING = 0.3
# Said once in a labelled text is enough; what leans less than this leans by chance.
# 会议, 工作, 措施: what one text in a hundred says leans to whatever theme the officials write of.
MOST_SAID = 0.01
# No numbers: 三百多 says nothing of what is counted.
_WORD = re.compile("(?![一二三四五六七八九十百千万亿两几数])[一-鿿]+")
LEAST_WEIGHT, LEAST_LEANING = 0.6, 0.5


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A text and its theme."""

    theme: str
    text: str


def _labelled(root: Path) -> Iterator[tuple[str, str, float]]:
    path = Path(__file__).with_name("examples.yaml")
    for example in tables.load(path, list[Example], where="scripts/anwen/theme/examples.yaml"):
        yield example.theme, example.text, 1.0
    concepts = [tables.load(path, Concept) for path in sorted((root / "corpus" / "concepts").glob("*.yaml"))]
    for concept in concepts:
        if not concept.neutral:
            yield concept.theme, f"{concept.definition}\n{concept.importance}", CLEAR_WEIGHT
    lexicon = Lexicon(load_table(root / "corpus" / "themes.yaml"), concepts, Learned({}))
    prose = sorted((Path(__file__).parents[1] / "repair" / "slip" / "prose").glob("*.txt"))
    for path in [*sorted((root / "corpus" / "articles").glob("*/*.md")), *prose]:
        for paragraph in path.read_text(encoding="utf-8").split("\n"):
            first = lexicon.themes(paragraph)[0]
            if len(paragraph) > 30 and first.score > CLEAR_SHARE and len(first.evidence) >= CLEAR_WORDS:
                yield first.theme, paragraph, CLEAR_WEIGHT


def learn(texts: Iterable[tuple[str, str, float]], cut: Callable[[str], Iterable[str]]) -> dict[str, tuple[float, ...]]:
    """The leaning of each word to each theme: the log of how much oftener than over all themes alike it is said."""
    said: dict[str, Counter[str]] = {theme: Counter() for theme in THEMES}
    whole: Counter[str] = Counter()
    for theme, text, weight in texts:
        whole[theme] += weight  # type: ignore[assignment]
        for word in {word for word in cut(text) if len(word) > 1 and _WORD.fullmatch(word)}:
            said[theme][word] += weight  # type: ignore[assignment]
    found: dict[str, tuple[float, ...]] = {}
    for word in sorted(set().union(*said.values())):
        if not LEAST_WEIGHT <= sum(said[theme][word] for theme in THEMES) <= MOST_SAID * sum(whole.values()):
            continue
        shares = [(said[theme][word] + SMOOTHING) / (whole[theme] + SMOOTHING * len(THEMES)) for theme in THEMES]
        leanings = tuple(round(math.log(len(THEMES) * share / sum(shares)), 2) for share in shares)
        if max(leanings) >= LEAST_LEANING:
            found[word] = leanings
    return found


def main(root: Path = ROOT) -> None:
    learned = learn(_labelled(root), jieba.Tokenizer().cut)
    text = "".join("\t".join((word, *(f"{it:g}" for it in learned[word]))) + "\n" for word in sorted(learned))
    tables.write(PATH, text)
    print(f"{PATH.name}: {text.count(chr(10)):,} words", file=sys.stderr)


if __name__ == "__main__":
    main()
