"""Understand a query: segment it against the lexicon, leave out words that only ask, read pinyin, correct slips of
homophones, and add words of the same meaning where a word's own passages are few.

`docs/assets/anwen/search-plan.js` mirrors this module; tests/cases/search/plans.json holds what both must answer.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from msgspec import Struct

from anwen.index.source import Source
from anwen.index.terms import RUN, grams, idf, is_han

_LONGEST = 12  # characters of a word
_UNKNOWN = 1500  # cost of a character that stands alone; a word costs its idf and 200
_WORD = 200
_ASKING = 150
_CROSS = 25  # percent of its weight that a pair across two words has
_FEW, _SOME = 8, 30  # a word with fewer passages than this gets the words of the same meaning in full, or in part
_MEANING, _MEANING_SOME = 70, 35
_SLIP_LONGEST = 6
_SLIP_RUN = 40  # a longer run is pasted text; slips in it do little harm, and trying them all takes seconds
_SLIP_GAIN = 300  # how much likelier a correction must make the run
_READINGS_TRIED = 8
_LETTERS = 60  # of pinyin


class Form(Struct, frozen=True):
    """A way to write what is looked for, and its worth in percent."""

    text: str
    worth: int


class Group(Struct, frozen=True):
    """One thing looked for. The first form is what the reader meant; ``worth`` is in percent."""

    forms: tuple[Form, ...]
    worth: int = 100


class Correction(Struct, frozen=True):
    """What was typed and what is looked for instead."""

    typed: str
    meant: str


class Plan(Struct, frozen=True):
    """A query understood. ``runs`` are the texts whose unbroken occurrence is worth more."""

    groups: tuple[Group, ...]
    runs: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()


class Token(Struct, frozen=True):
    """A piece of a segmented run: a word of the lexicon, a lone character, or a word that only asks."""

    text: str
    kind: str  # "word", "lone", "asking"


class Planner:
    """Understands queries with the lexicon of one index."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._asking = frozenset((*source.settings.questions, *source.settings.particles))

    def plan(self, free: tuple[str, ...]) -> Plan:
        """The plan for the free words of a query (folded)."""
        groups: list[Group] = []
        runs: list[str] = []
        corrections: list[Correction] = []
        for latin, texts in itertools.groupby(RUN.findall(" ".join(free)), lambda run: not is_han(run)):
            for text in self._read_latin(list(texts), groups, corrections) if latin else list(texts):
                plain = self._correct(self._simplify(text), corrections)
                self._add(plain, self.segment(plain), groups, runs)
        if not groups:  # nothing but words that ask: look for them after all
            for run in RUN.findall(" ".join(free)):
                groups.append(Group((Form(run, 100),)))
                runs.append(run)
        return Plan(tuple(groups), tuple(runs), tuple(corrections))

    # --- Chinese runs ---------------------------------------------------------------------

    def _unseen(self, run: str) -> list[int]:
        """Where pairs of characters start that the collection lacks."""
        return [at for at in range(len(run) - 1) if not self._source.count(run[at : at + 2])]

    def _simplify(self, run: str) -> str:
        """Traditional characters to simplified ones, where the collection lacks what is written."""
        if not (self._unseen(run) or (len(run) == 1 and not self._source.count(run))):
            return run
        tables = self._source.characters()
        return run.translate(str.maketrans(tables.old, tables.new))

    def _cost(self, word: str) -> int:
        """The cost of ``word`` as one token, or -1 where it is none."""
        if word in self._asking:
            return _ASKING
        if len(word) == 1:
            return _UNKNOWN
        count = self._source.word(word)
        return -1 if count < 0 else _WORD + idf(count, self._source.settings.total)

    def segment(self, run: str) -> list[Token]:
        """The cheapest way to cut ``run`` into words of the lexicon, words that ask, and lone characters."""
        return self._cut(run)[1]

    def _cut(self, run: str) -> tuple[int, list[Token]]:
        best: list[tuple[int, int]] = [(0, 0)]
        for end in range(1, len(run) + 1):
            options = []
            for start in range(max(0, end - _LONGEST), end):
                cost = self._cost(run[start:end])
                if cost >= 0:
                    options.append((best[start][0] + cost, start))
            best.append(min(options))
        tokens: list[Token] = []
        end = len(run)
        while end:
            start = best[end][1]
            text = run[start:end]
            kind = "asking" if text in self._asking else "word" if len(text) > 1 else "lone"
            tokens.append(Token(text, kind))
            end = start
        return best[-1][0], tokens[::-1]

    def _add(self, run: str, tokens: list[Token], groups: list[Group], runs: list[str]) -> None:
        """Add the groups of a segmented run: its words, and the pairs across neighbouring words."""
        for asking, part in itertools.groupby(tokens, lambda token: token.kind == "asking"):
            if asking:
                continue
            words: list[str] = []
            for kind, same in itertools.groupby(part, lambda token: token.kind):
                texts = [token.text for token in same]
                words.extend(["".join(texts)] if kind == "lone" else texts)
            runs.append("".join(words))
            for at, word in enumerate(words):
                groups.append(Group((Form(word, 100), *self._meanings(word))))
                if at + 1 < len(words):
                    groups.append(Group((Form(word[-1] + words[at + 1][0], 100),), _CROSS))

    def _meanings(self, word: str) -> tuple[Form, ...]:
        count = max(0, self._source.word(word))
        if count >= _SOME:
            return ()
        worth = _MEANING if count < _FEW else _MEANING_SOME
        return tuple(Form(other, worth) for other in self._source.synonyms(word))

    # --- slips of homophones --------------------------------------------------------------

    def _correct(self, run: str, corrections: list[Correction]) -> str:
        """Put right words written with characters that sound the same.

        Only whole words of the lexicon are put in, between the borders of words, where a pair of characters is
        unknown to the collection; one character of the word may differ, or all where the word is the whole run.
        Of several ways the one wins that makes the run the most likely text.
        """
        for _ in range(3 if len(run) <= _SLIP_RUN else 0):
            unseen = self._unseen(run)
            found = self._best_slip(run, unseen) if unseen else None
            if found is None:
                break
            start, word = found
            corrections.append(Correction(run[start : start + len(word)], word))
            run = run[:start] + word + run[start + len(word) :]
        return run

    def _best_slip(self, run: str, unseen: list[int]) -> tuple[int, str] | None:
        cost, tokens = self._cut(run)
        borders = [0, *itertools.accumulate(len(token.text) for token in tokens)]
        candidates = [(cost - _SLIP_GAIN, 0, "")]
        for start, end in itertools.combinations(borders, 2):
            window = run[start:end]
            if not 2 <= len(window) <= _SLIP_LONGEST or not any(start <= at < end - 1 for at in unseen):
                continue
            for key in self._keys(window):
                for word, count in self._source.sounds(key):
                    differs = sum(a != b for a, b in zip(window, word, strict=True))
                    if count > 0 and (differs == 1 or (differs and len(window) == len(run))):
                        candidates.append((self._cut(run[:start] + word + run[end:])[0], start, word))
        _, start, word = min(candidates)
        return (start, word) if word else None

    def _keys(self, window: str) -> list[str]:
        """The ways to read ``window``, as keys of `Source.sounds`."""
        table = self._source.characters().readings
        ways = [[syllable for syllable, chars in table.items() if char in chars] for char in window]
        return [" ".join(way) for way in itertools.islice(itertools.product(*ways), _READINGS_TRIED)]

    # --- pinyin ---------------------------------------------------------------------------

    def _read_latin(self, runs: list[str], groups: list[Group], corrections: list[Correction]) -> list[str]:
        """Chinese texts that Latin ``runs`` spell, or groups for the runs as they are."""
        spelling = all(run.isalpha() and run.isascii() for run in runs) and sum(map(len, runs)) <= _LETTERS
        if not spelling or all(self._source.count(run) for run in runs):
            groups.extend(Group((Form(run, 100),)) for run in runs)
            return []
        words = self._spelled(runs)
        if words is None:
            words = []
            for run in runs:
                found = self._by_initials(run)
                if found:
                    words.extend(found)
                else:
                    groups.append(Group((Form(run, 100),)))
        if words:
            corrections.append(Correction(" ".join(runs), "".join(words)))
            return ["".join(words)]
        return []

    def _spelled(self, runs: list[str]) -> list[str] | None:
        """The most likely words that ``runs`` spell in full, or None."""
        letters = "".join(runs)
        ends = set(itertools.accumulate(map(len, runs)))
        table = self._source.characters().readings
        best: dict[int, tuple[int, list[str]]] = {0: (0, [])}
        for start in range(len(letters)):
            if start not in best:
                continue
            cost, words = best[start]
            for end, key in _spellings(letters, start, ends, table):
                for word, count in self._source.sounds(key) if " " in key else ():
                    total = cost + _WORD + idf(max(0, count), self._source.settings.total)
                    if end not in best or total < best[end][0]:
                        best[end] = (total, [*words, word])
        return best[len(letters)][1] if len(letters) in best else None

    def _by_initials(self, letters: str) -> list[str] | None:
        """The most likely words that ``letters`` are the initials of, or None."""
        best: dict[int, tuple[int, list[str]]] = {0: (0, [])}
        for start in range(len(letters)):
            if start not in best:
                continue
            cost, words = best[start]
            for end in range(start + 2, min(len(letters), start + _LONGEST) + 1):
                for word, count in self._source.initials(letters[start:end]):
                    total = cost + 2 * _WORD + idf(max(0, count), self._source.settings.total)
                    if end not in best or total < best[end][0]:
                        best[end] = (total, [*words, word])
        return best[len(letters)][1] if len(letters) in best else None


def _spellings(letters: str, start: int, ends: set[int], table: dict[str, str]) -> Iterator[tuple[int, str]]:
    """The ways to read syllables from ``start`` on, as (end, key), up to eight syllables.

    >>> list(_spellings("xian", 0, {4}, {"xi": "", "an": "", "xian": ""}))
    [(2, 'xi'), (4, 'xi an'), (4, 'xian')]
    """
    stack = [(start, "", 0)]
    while stack:
        at, key, number = stack.pop()
        if key:
            yield at, key
        if number == 8:
            continue
        for length in range(6, 0, -1):
            end = at + length
            if letters[at:end] in table and end <= len(letters) and not any(at < stop < end for stop in ends):
                stack.append((end, f"{key} {letters[at:end]}".strip(), number + 1))


def terms(text: str) -> list[str]:
    """The index terms that stand for ``text`` in scoring: pairs, whole non-Chinese runs, and lone characters.

    >>> terms("安全月"), terms("火"), terms("5s")
    (['安全', '全月'], ['火'], ['5s'])
    """
    found: list[str] = []
    for run in RUN.findall(text):
        found.extend(gram for gram in grams(run) if len(gram) > 1 or len(run) == 1)
    return found
