"""Text to searchable terms: folded characters, runs, single characters and pairs.

The browser's engine mirrors `fold`, `RUN`, `grams` and `idf`; weights are worked out at build time only (weigh.py), as
small integers, so both readers add up the same numbers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

HAN = "㐀-䶿一-鿿〇"
RUN = re.compile(f"[{HAN}]+|[a-z0-9]+(?:[.%-][a-z0-9]+)*")

_WIDE = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20} | dict.fromkeys(map(ord, "·•・‧"), 0x2E)
)
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_FOLDED = {code: _SMALL.get(plain, plain) for code, plain in (_WIDE | _TONES | _SMALL).items()}

LEVELS = 63  # the largest weight; one base-64 digit in the static form
# How much an occurrence counts, in tenths. Questions: with 2, 3, 4 and 6 the mean nDCG@10 of seven sets of queries
# (1,325 by six hands) was .923, .924, .926 and .926, without questions .897.
FIELDS = {"text": 10, "heading": 6, "title": 4, "questions": 4}
NOTED = "questions"  # the field that is not the collection's own text


def fold(text: str) -> str:
    """Full-width forms to half-width, capitals to small letters, no tones of pinyin, one dot; as long as before.

    >>> fold("ＬＮＧ　槽车：５Ｓ"), fold("ān quán"), fold("“7·23”事故")
    ('lng 槽车:5s', 'an quan', '“7.23”事故')
    """
    return text.translate(_FOLDED)


def is_han(run: str) -> bool:
    """Whether a run is of Chinese characters."""
    return run[0] > "\u3000"


def grams(text: str) -> Iterator[str]:
    """The index terms of folded text: each character and each pair inside a Chinese run, other runs whole.

    >>> list(grams("安全月,2024"))
    ['安', '安全', '全', '全月', '月', '2024']
    """
    for match in RUN.finditer(text):
        run = match.group()
        if not is_han(run):
            yield run
            continue
        for at, char in enumerate(run):
            yield char
            if at + 1 < len(run):
                yield run[at : at + 2]


def terms(text: str) -> list[str]:
    """Those of the `grams` that stand for ``text`` in scoring: pairs, whole non-Chinese runs, and lone characters.

    >>> terms("安全月"), terms("火"), terms("5s")
    (['安全', '全月'], ['火'], ['5s'])
    """
    found: list[str] = []
    for run in RUN.findall(text):
        found.extend(gram for gram in grams(run) if len(gram) > 1 or len(run) == 1)
    return found


def idf(count: int, total: int) -> int:
    """Hundredths of the BM25 inverse document frequency of a term in ``count`` of ``total`` passages.

    At least one: what stands in every passage (安全) is found like anything else.

    >>> idf(0, 100), idf(1, 100), idf(100, 100)
    (531, 421, 1)
    """
    return max(1, math.floor(100 * math.log(1 + (total - count + 0.5) / (count + 0.5)) + 0.5))


def spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """The places of ``words`` in folded text, sorted, overlapping and touching ones joined.

    >>> spans("安全生产教育", ["生产", "产教", "安"])
    [(0, 1), (2, 5)]
    """
    found: list[tuple[int, int]] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = text.find(word, at + 1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
