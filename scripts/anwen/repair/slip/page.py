"""What a page tells about its filter: the annotated characters, the script, and what each character costs on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from anwen.repair.characters.syllable import reads
from anwen.repair.language.model import normal
from anwen.repair.marks import HAN, PINYIN, is_han
from anwen.repair.slip.gbk import table
from anwen.repair.slip.sounds import homophones, sounds

_NOTE = re.compile(f"([{HAN}])[(（] ?([{PINYIN}]{{1,7}}) ?[)）]")

_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")

_OTHER_SCRIPT = 7.0  # nats for a character of the other script; a page is converted as a whole
# Traditional forms that converters choose by the word, not by the character: 乾糧 but 幹部, 一隻 but 只有.
_BY_WORD = frozenset(
    "乾裡裏隻製鐘鍾週迴曆嚮籤藉慾闢捲錶鬚颱範雲齣髒臟儘穫罈糰髮複覆噹彙饑後麵鬆鬥穀係繫餘衝鬱徵準衹併於誌託昇佈採註週託遊祕"
    "傢僕弔慄板闆醜讚谘駡託瞭麼湧蹟跡僱溼牆煙菸鹼鹹纔週採並"
)
_VARIANT = 7.0  # for a traditional form that the common tables do not choose
_WIDE_FORM = 12.0  # for a full-width letter or digit on a page without it
_SPACE = 25.0  # for a full-width space (A1 A1) within a slip: they stand where lines begin
_UNKNOWN_KEY = 2.5  # for an annotated character that the page shows nowhere else
_OTHER_NOTE = 4.0  # for a character that the page annotates otherwise: a filter has one reading for each
_OTHER_TONE = 12.0  # for a reading with a tone that no dictionary gives the character
_SAME_FORM = 4.0  # for an annotated character that is the same in both scripts; none of a page's set is seen to be
_SEEN_BARE, _SEEN_BARE_MOST = 2.5, 7.5  # for each time the page shows such a character without an annotation
_UNANNOTATED = 6.0  # for a character of the set without its annotation


def _owner(note: re.Match[str]) -> str:
    return note[1] if reads(note[1], note[2]) else note[0]


class Scripts(NamedTuple):
    """For GBK's characters: the simplified form, and whether the character is only of one script."""

    simple: dict[str, str]
    traditional: frozenset[str]  # simplified text does not have them
    simplified: frozenset[str]  # traditional text does not have them
    variant: frozenset[str]  # traditional forms that are not the first choice
    forms: dict[str, tuple[str, ...]]  # simplified → all that GBK has for it
    two_forms: frozenset[str]  # characters that the scripts write differently
    both: frozenset[str]  # traditional forms that simplified text has too, with another sense: 乾坤, 於姓, 徵音


@cache
def scripts() -> Scripts:
    from opencc import OpenCC

    chars = [char for char in table().pair if is_han(char)]
    to_simple, to_traditional = OpenCC("t2s").convert, OpenCC("s2t").convert
    simple = dict(zip(chars, to_simple("\n".join(chars)).split("\n"), strict=True))
    first = dict(zip(chars, to_traditional("\n".join(chars)).split("\n"), strict=True))
    modern = "\n".join(char for char in chars if simple[char] == char)
    chosen = {char for table in ("s2t", "s2tw", "s2hk") for char in OpenCC(table).convert(modern)}
    simple["著"] = "着"  # converters of mainland pages write 著 for every 着; the model has one class for both
    traditional = frozenset(char for char in chars if simple[char] != char)
    forms: dict[str, list[str]] = {}
    for char in chars:
        forms.setdefault(simple[char], []).append(char)
    return Scripts(
        simple,
        traditional,
        frozenset(char for char in chars if first[char] != char and char not in traditional),
        frozenset(traditional - chosen - _BY_WORD),
        {char: tuple(found) for char, found in forms.items()},
        traditional | {simple[char] for char in traditional},
        frozenset(filter(_is_gb2312, traditional)),
    )


def _is_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _foreign(traditional: bool) -> frozenset[str]:
    """The characters that a page which is ``traditional``, or is not, should not have."""
    known = scripts()
    return known.simplified if traditional else known.traditional - known.both


def forms(normal: str, traditional: bool) -> list[str]:
    """The characters of GBK that the model knows as ``normal`` and that fit the script."""
    every = scripts().forms.get(normal, (normal,) if normal in table().pair else ())
    return [char for char in every if char not in _foreign(traditional)]


class Page:
    """The filter as one page shows it. Costs are in nats."""

    def __init__(self, text: str, *, traditional: bool | None = None) -> None:
        """``traditional`` where the text does not tell."""
        self.keys: Counter[str] = Counter()
        self._notes: set[tuple[str, str]] = set()
        for char, reading in _NOTE.findall(text):
            if reads(char, reading):
                self.keys[char] += 1
                self._notes.add((char, reading))
        seen = Counter(text)
        known = scripts()
        self._seen = seen
        old = sum(seen[char] for char in known.traditional & seen.keys())
        new = sum(seen[char] for char in known.simplified & seen.keys())
        self.traditional = old > new if traditional is None else traditional
        self._foreign = _foreign(self.traditional)
        self._costs: dict[str, float] = {}
        self._read_so: dict[str, list[tuple[str, float]]] = {}
        self._classes: dict[str, str] = {}

    def clean(self, text: str, damaged: Iterable[tuple[int, int]]) -> Iterator[str]:
        """The stretches of ``text`` between the damaged ones, without annotations, in normal characters."""
        place = 0
        for start, end in [*damaged, (len(text), len(text))]:
            if start > place:
                for line in _NOTE.sub(_owner, text[place:start]).split("\n"):
                    yield "".join(map(self.normal, line))
            place = max(place, end)

    def cost(self, char: str) -> float:
        """What it costs that the filter's page had ``char``, its meaning apart."""
        found = self._costs.get(char)
        if found is None:
            found = self._costs[char] = self._cost(char)
        return found

    def _cost(self, char: str) -> float:
        if char == "\u3000":
            return _SPACE
        if char in self._foreign:
            return 2.0 if self._seen[char] > 2 else _OTHER_SCRIPT
        if self.traditional and char in scripts().variant and self._seen[char] < 2:
            return _VARIANT
        if _WIDE.match(char) and not self._seen[char]:
            return _WIDE_FORM
        return 0.0

    def bare(self, char: str) -> float:
        """What it costs that ``char`` stands without an annotation."""
        return _UNANNOTATED if char in self.keys else 0.0

    def key(self, char: str, reading: str) -> float | None:
        """What it costs that the filter annotates ``char`` so, or None where it is no reading."""
        if (char, reading) in self._notes:
            return self.cost(char)
        if not reads(char, reading):
            return None
        cost = self.cost(char) + (0.0 if sounds(char, reading) else _OTHER_TONE)
        if self.keys[char]:
            return cost + _OTHER_NOTE
        same = 0.0 if char in scripts().two_forms else _SAME_FORM
        return cost + _UNKNOWN_KEY + same + min(_SEEN_BARE_MOST, _SEEN_BARE * self._seen[char])

    def read_so(self, reading: str) -> list[tuple[str, float]]:
        """The characters that may be annotated with ``reading``, and what that costs."""
        found = self._read_so.get(reading)
        if found is None:
            costs = ((char, self.key(char, reading)) for char in homophones(reading))
            found = self._read_so[reading] = [(char, cost) for char, cost in costs if cost is not None]
        return found

    def shown(self) -> Iterable[str]:
        """The characters of the page."""
        return self._seen.keys()

    def normal(self, char: str) -> str:
        """The class that the language model knows ``char`` as."""
        found = self._classes.get(char)
        if found is None:
            known = scripts()
            kept = not self.traditional and char in known.both
            found = self._classes[char] = normal(char if kept else known.simple.get(char, char))
        return found
