"""Letters and Latin words that copy protection strewed inside words, again and again: 确k保, 隐abc患, 整abc改."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

from anwen.repair.draft import Change, disjoint, marked
from anwen.repair.joint import RUNS_ON, SEPARATE, SURE_WORD, across, cuts, without, word
from anwen.repair.language.model import model, normal
from anwen.repair.language.words import entries
from anwen.repair.marks import CHINESE, HAN, NUMBERS

NAME = "stray"

_WORD = re.compile(f"[A-Za-z](?<=[{CHINESE}].)[A-Za-z0-9]{{2,15}}(?=[{CHINESE}])")
_LETTER = re.compile(f"[A-Za-z](?<=[{HAN}].)(?=[{HAN}])")
_SPRINKLED = re.compile(f"[a-z](?<=[{CHINESE}].)\\.?(?=[{HAN}])")
_NAMES = re.compile("[A-Za-z][点类级区轴个项组型线面相段栋座楼班]")  # what a letter names
_LICENCE = re.compile("[A-Z](?=[证照卷票岗角])")  # 持A证, 做B卷: where more than one of a page's letters stands so
_AGREE = 2
_SEVERAL, _CUT = 5, 3  # letters of a page, and how many of them cut words
_RARE = 14.5  # nats; 12,000 characters stand in the texts that the model knows, half of them once or twice
_UNIFIED = range(0x3400, 0xA000)
_KINDS = 8
_OFTEN = 4  # a rare name stands as often, but inside no word


def find(text: str) -> list[Change]:
    strewn = _characters(text)
    marks = [marked(text, max(0, place - 1), min(len(text), place + 2), NAME) for place, *_ in strewn]
    letters = _sprinkled(text) or _letters(text)
    return sorted([*disjoint([*letters, *_words(text), *strewn]), *marks])


@cache
def _rare() -> re.Pattern[str]:
    """Any character that hardly any text has and no word: 著 is rare, for the model has 着 for it, but 著作 has it.

    One class of single ones: a set of the text's takes ten times as long.
    """
    single = model().single
    of_words = {char for word, _ in entries() if len(word) > 1 for char in word}
    rare = (char for char in map(chr, _UNIFIED) if single(char) >= _RARE and not {char, normal(char)} & of_words)
    return re.compile(f"[{''.join(rare)}]")


def _characters(text: str) -> list[Change]:
    """A character that hardly any text has, again and again and inside words: 暴樉雨樉过樉后."""
    often = Counter(_rare().findall(text))
    rare = sorted(char for char, count in often.items() if count >= _OFTEN)
    if len(rare) > _KINDS:  # a page that was misread
        return []
    found: list[Change] = []
    for char in rare:
        places = [match.span() for match in re.finditer(char, text)]
        if cuts(*without(text, places)):
            found += (Change(*place, "") for place in places)
    return found


def _places(pattern: re.Pattern[str], text: str) -> dict[str, list[tuple[int, int]]]:
    """Where each string stands that a pattern matches."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in pattern.finditer(text):
        found[match[0]].append(match.span())
    return found


def _words(text: str) -> list[Change]:
    """The same word of Latin letters again and again, inside words."""
    return [
        Change(*place, "")
        for spans in _places(_WORD, text).values()
        if len(spans) >= _AGREE and cuts(text, spans)
        for place in spans
    ]


def _sprinkled(text: str) -> list[Change]:
    """Small letters of a site's address, one by one and each with its dot: w操作w前必须w.核对，禁x止.

    They stand between words as well; enough of them cut words when the others are gone.
    """
    spans = [match.span() for match in _SPRINKLED.finditer(text) if not _NAMES.match(text, match.start())]
    if len(spans) < _SEVERAL:
        return []
    return [Change(*span, "") for span in spans] if cuts(*without(text, spans), _CUT) else []


def _unlicensed(letters: dict[str, list[tuple[int, int]]], text: str) -> dict[str, list[tuple[int, int]]]:
    """The letters without those that name licences, papers or posts, where all but one of the page at most do.

    >>> _unlicensed(_places(_LETTER, page := "组长持A证，组员持B证。"), page)
    {'A': [], 'B': []}
    """
    others = {
        letter: [span for span in spans if not _LICENCE.match(text, span[0])] for letter, spans in letters.items()
    }
    left = sum(map(len, others.values()))
    return others if left < _AGREE <= sum(map(len, letters.values())) - left else letters


def _letters(text: str) -> list[Change]:
    """Letters inside words: 确k保. A single one on a page is marked, for it may stand for something.

    Where several are, a site has spread its name over the page: the others go as well, in the middle of a sentence.
    """
    letters = _unlicensed(_places(_LETTER, text), text)
    same = {span for spans in letters.values() if len(spans) > _AGREE and cuts(text, spans) for span in spans}
    rated = [
        (span, across(text, *span), word(text, *span))
        for span in sorted(span for spans in letters.values() for span in spans)
        if span in same or not _NAMES.match(text, span[0])
    ]
    places = [
        place
        for place, value, crossed in rated
        if value >= SEPARATE and crossed >= SURE_WORD and not {text[place[0] - 1], text[place[1]]} & NUMBERS
    ]
    if len(sure := set(places) | same) > _AGREE:
        return [Change(*place, "") for place, value, _ in rated if value >= RUNS_ON or place in sure]
    if len(places) >= _AGREE:
        return [Change(*place, "") for place in places]
    return [Change(start - 1, end + 1, text[start - 1] + text[end], NAME) for start, end in places]
