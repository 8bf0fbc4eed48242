"""Traditional → simplified, on a page that is traditional as a whole: the annotation filter's, or one from Hong Kong.

A traditional word or name quoted in simplified text stays. OpenCC knows phrases, so it reads the text without the
annotations, by whole lines; the edits are its differences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anwen.repair.characters import annotation
from anwen.repair.characters.script import simplified
from anwen.repair.draft import Change
from anwen.repair.marks import HAN, PINYIN, count_han

NAME = "simplify"

# Traditional characters that simplified text never has; running traditional text has one in eight.
OFTEN = frozenset("會這個們來時說對發學國為後過還開關與無間樣數總員論決則條問題產業務責實監縣鄉應當進議單報現場強動電")
_SHARE = 0.05
_LEAST = 10
_SAMPLE = 20_000
# A word with its reading at the head of a line, and what it means.
_EXPLAINED = re.compile(f"^[ \u3000]*[{HAN}]{{2,6}}（[{PINYIN}]+(?: [{PINYIN}]+)+）[：:]\\Z", re.MULTILINE)
_LINE = 20
# A lesson gives readings on purpose; a page of the filter's that speaks of them has many more.
_LESSON = re.compile(
    "[拼注]音|[发發读讀]音|多音字|[轻輕][声聲](?=[词詞字调調])|生字|(?<![标標])[识識]字(?![样樣])|形近字"
)
_LESSON_NOTES = 20
_CLAUSE = re.compile("[^。，；：、\n]*[。，；：、\n]?")


def _differences(before: str) -> Iterator[tuple[int, int, str]]:
    """Spans of ``before`` that read otherwise in simplified characters: single ones, as a rule."""
    after = simplified(before)
    if len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new and not "\ud800" <= old <= "\udfff":
                yield place, place + 1, new
    elif len(before) > 1 and len(clauses := _CLAUSE.findall(before)) > 2:  # a last empty match is always there
        start = 0
        for clause in clauses:
            yield from ((start + left, start + right, new) for left, right, new in _differences(clause))
            start += len(clause)
    else:
        yield 0, len(before), after


def _without(text: str, spans: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """``text`` without ``spans``, and for each character left its place in ``text``."""
    pieces: list[str] = []
    places: list[int] = []
    place = 0
    for start, end in [*spans, (len(text), len(text))]:
        pieces.append(text[place:start])
        places.extend(range(place, start))
        place = end
    return "".join(pieces), places


def is_traditional(text: str) -> bool:
    """Whether a page is written in traditional characters.

    >>> is_traditional("會議要求各單位開展隱患排查，發現問題應當立即報告並整改。" * 3)
    True
    >>> is_traditional("關先生来了。" * 30)
    False
    """
    sample = text[:_SAMPLE]
    often = sum(map(sample.count, OFTEN))
    if often < _LEAST:
        return False
    return often >= _SHARE * count_han(sample) and len({*sample} & OFTEN) >= _LEAST // 2


def _without_glossary(text: str, notes: list[Change]) -> list[Change]:
    """The notes that give no reading of a word that is explained behind it: 戎机（róng jī）：战争."""
    return [note for note in notes if not _EXPLAINED.search(text, max(0, note.start - _LINE), note.end + 1)]


def find_both(text: str) -> list[Change]:
    """The annotations to drop and the characters to simplify: each is evidence for the other."""
    notes = _without_glossary(text, annotation.find(text))
    if 0 < len(notes) <= _LESSON_NOTES and _LESSON.search(text):
        return []
    return sorted([*notes, *find(text, notes)]) if notes else []


def find(text: str, notes: list[Change]) -> list[Change]:
    """The characters to simplify on an annotated page, read without its annotations ``notes``."""
    plain, places = _without(text, [(change.start, change.end) for change in notes])
    changes: list[Change] = []
    line = 0
    for part in plain.splitlines(keepends=True):
        for start, end, after in _differences(part):
            left, right = places[line + start], places[line + end - 1] + 1
            if right - left == end - start:  # not across an annotation
                changes.append(Change(left, right, after, rule=NAME))
        line += len(part)
    return changes
