"""Understand a query: segment it against the lexicon, leave out words that only ask, read pinyin, correct slips, and
add words of the same meaning where a word's own passages are few.

`docs/assets/anwen/search-plan.js` mirrors this module; tests/cases/search/plans.yaml holds what both must answer.
"""

from __future__ import annotations

import itertools
import re

from msgspec import Struct
from msgspec.structs import replace

from anwen.index.asking.pinyin import Also, Reader
from anwen.index.asking.slips import best
from anwen.index.source import HEAD, Source
from anwen.index.terms import RUN, idf, is_han, terms

_LONGEST = 12  # characters of a word
_UNKNOWN = 1500  # cost of a character that stands alone; a word costs its idf and 200
_WORD = 200
_ASKING = 150
_AUTHORED = 400  # the rarity of a word that only the tables have: readers use it, the collection does not
_CROSS = 25  # percent of its weight that a pair across two words has
_WEAK, _ANSWER = 50, 40  # … and a word that says little, and words of the answer to a question
_SPELLED = 60  # what else letters may spell
_FEW = 30  # a word with fewer passages than this gets the words of the same meaning …
_MEANING, _MEANING_FEW = 75, 55  # … the first for a word that no passage has
_FIELD = 40  # for what is only of the same field
_PART = 60  # a word of which a part stands for that part's other name
_APART = 90  # the two words of a word, not side by side: 应急预案和抢险救援 for 应急救援
_TELLING = 300  # the rarity of a character that says something by itself …
_TOLD, _TOLD_TOO = 40, 15  # … for a word that nothing is known of, or that other words stand for as well
_ONE = 4  # more characters side by side that are no word are several words
_SLIP_RUN = 40  # a longer run is pasted text; slips in it do little harm, and trying them all takes seconds
_DOUBTED = re.compile("(?=.*1).[^0]{2}")  # a pair and what stands beside it, 1 for a lone character, 0 for what asks
_HYPHENS = re.compile("[a-z]+(-[a-z]+)+")
_OFFER_RUN = 6  # a query this short is offered another reading where it is rare itself …
_RARE, _OFTEN = 2, 10  # … in so few passages, the other in so many


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
    """A query understood. ``runs`` are its texts without what only asks."""

    groups: tuple[Group, ...]
    runs: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    offers: tuple[Correction, ...] = ()  # what may be meant, though what was typed is there too
    typed: tuple[str, ...] = ()  # the words as they were typed


class Token(Struct, frozen=True):
    """A piece of a segmented run: a word of the lexicon, a lone character, or a word that only asks."""

    text: str
    kind: str  # "word", "lone", "asking"


class Planner:
    """Understands queries with the lexicon of one index."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._asking = frozenset((*source.settings.questions, *source.settings.particles))
        self._reader = Reader(source, self.words)

    def plan(self, free: tuple[str, ...]) -> Plan:
        """The plan for the free words of a query (folded)."""
        groups: list[Group] = []
        runs: list[str] = []
        found = [part for run in RUN.findall(" ".join(free)) for part in self._parted(run)]
        resolved, read, also = self._reader.resolve(found)
        corrections = [Correction(*pair) for pair in read]
        offers: list[Correction] = []
        for at, run in enumerate(resolved):
            if not is_han(run):
                after = resolved[at + 1][:3] if at + 1 < len(resolved) else ""
                others = [it for end in range(len(after), -1, -1) for it in self._meanings(run + after[:end])]
                groups.append(Group((Form(run, 100), *others)))
                continue
            plain = self._correct(self._simplify(run), corrections)
            if resolved == [plain]:
                offers = self._offer(plain)
            self._add(self.segment(plain), also, groups, runs)
        if all(group.worth < 100 for group in groups):  # nothing but words that ask: look for them after all
            groups.extend(Group((Form(run, 100),)) for run in resolved)
            runs.extend(resolved)
        groups = self._weaker(groups)
        return Plan(tuple(self._told(groups)), tuple(runs), tuple(corrections), tuple(offers), free)

    def _parted(self, run: str) -> list[str]:
        """The words of ``run``, which hyphens join, where no passage has it so: yi-gang-shuang-ze in an address."""
        return run.split("-") if _HYPHENS.fullmatch(run) and not self._source.count(run) else [run]

    # --- Chinese runs ---------------------------------------------------------------------

    def _unseen(self, run: str, few: int = 0) -> list[int]:
        """Where pairs of characters start that at most ``few`` passages have."""
        return [at for at in range(len(run) - 1) if self._source.count(run[at : at + 2]) <= few]

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
        return -1 if count < 0 else _WORD + (idf(count, self._source.settings.total) if count else _AUTHORED)

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

    def _add(self, tokens: list[Token], also: Also, groups: list[Group], runs: list[str]) -> None:
        """Add the groups of a segmented run: its words, the pairs across neighbouring words, and words that answers
        have to what it asks: 由于 where the question is 为什么.

        Mean nDCG@10 of the questions of eight sets, in hundredths, with `_weaker`: +2.0, +.4 (held out), +.4, +1.1,
        +1.1, .0, +.6, +.2. To what a noun asks for (处罚, 后果) nothing is added: the half held out lost 2.
        """
        answers = self._source.settings.answers
        for asking, part in itertools.groupby(tokens, lambda token: token.kind == "asking"):
            if asking:
                found = (find for token in part for asked, find in answers if token.text in asked)
                groups.extend(Group(tuple(Form(word, 100) for word in find), _ANSWER) for find in found)
                continue
            words: list[str] = []
            for kind, same in itertools.groupby(part, lambda token: token.kind):
                texts = [token.text for token in same]
                words.extend(["".join(texts)] if kind == "lone" else texts)
            runs.append("".join(words))
            for at, word in enumerate(words):
                spelled = (Form(other, _SPELLED) for other in also.get(word, ()))
                groups.append(Group((Form(word, 100), *spelled, *self._meanings(word))))
                if at + 1 < len(words):
                    groups.append(Group((Form(word[-1] + words[at + 1][0], 100),), _CROSS))

    def _meanings(self, word: str) -> tuple[Form, ...]:
        """The words that can stand for ``word``, and for its parts where it is rare: 员工寝室 as 员工宿舍. Its parts
        stand for it too, wherever in a passage they are."""
        source = self._source
        count = max(0, source.word(word)) or source.count(word)  # 溺水 stands in 防溺水, though never by itself
        if count >= _FEW:
            return ()
        worth = _MEANING_FEW if count else _MEANING
        forms = [
            Form(other.removeprefix(HEAD), _FIELD if other.startswith(HEAD) else worth)
            for other in source.synonyms(word)
        ]
        for cut in range(2, len(word) - 1) if is_han(word) else ():
            one, two = word[:cut], word[cut:]
            if source.word(one) >= 0 and source.word(two) >= 0:
                forms.extend(Form(other + two, _PART) for other in source.synonyms(one) if not other.startswith(HEAD))
                forms.extend(Form(one + other, _PART) for other in source.synonyms(two) if not other.startswith(HEAD))
                if source.word(one) > 0 < source.word(two):
                    forms.append(Form(f"{one} {two}", _APART))
        return tuple(forms)

    def _weaker(self, groups: list[Group]) -> list[Group]:
        """``groups`` with words that say little counting less, where there are others."""
        weak = [group.worth == 100 and group.forms[0].text in self._source.settings.weak for group in groups]
        if all(it or group.worth < 100 for it, group in zip(weak, groups, strict=True)):
            return groups
        return [replace(group, worth=_WEAK) if it else group for it, group in zip(weak, groups, strict=True)]

    def _told(self, groups: list[Group]) -> list[Group]:
        """``groups``; words that no passage has anything of are looked for by their telling characters as well, beside
        a word that is known: where none is, `anwen.index.asking.loosen` knows better.

        Mean nDCG@10 of six sets of queries, in hundredths: .00, +.32, +.11, .00, .00, .00; with every second word's
        synonyms taken away, as if nobody had thought of them, +.01, +1.58, +.38, +.10, +.22, +.06.
        """
        source = self._source
        known = [
            len(group.forms[0].text) > 1
            and group.worth == 100
            and any(source.count(term) for form in group.forms for term in terms(form.text))
            for group in groups
        ]
        found = []
        for at, group in enumerate(groups):
            word = group.forms[0].text
            several = len(word) > _ONE and source.word(word) < 0
            beside = any(known[:at] + known[at + 1 :])
            if not beside or several or group.worth < 100 or not is_han(word) or any(map(source.count, terms(word))):
                found.append(group)
                continue
            total, worth = source.settings.total, _TOLD if len(group.forms) == 1 else _TOLD_TOO
            counts = ((char, source.count(char)) for char in dict.fromkeys(word))
            chars = (char for char, count in counts if count and idf(count, total) >= _TELLING)
            found.append(Group((*group.forms, *(Form(char, worth) for char in chars))))
        return found

    # --- slips ----------------------------------------------------------------------------

    def _correct(self, run: str, corrections: list[Correction]) -> str:
        """``run`` with its slips put right where a pair of characters is doubtful."""
        for _ in range(3 if len(run) <= _SLIP_RUN else 0):
            doubtful = self._doubtful(run)
            found = best(run, doubtful, self.words, self._source) if doubtful else None
            if found is None:
                break
            start, word = found
            corrections.append(Correction(run[start : start + len(word)], word))
            run = run[:start] + word + run[start + len(word) :]
        return run

    def _doubtful(self, run: str) -> list[int]:
        """The pairs that at most one passage has at a character that stands alone, or one beside, or all that no
        passage has where there are only words of two.

        Of 1,500 made slips 1,210 are put right so, 1,212 where every unseen pair is doubted; but that has the browser
        fetch the tables of sounds for four of five queries of two words, and puts none of them right. Nor is a pair
        doubted that has a character of a word of several that only asks (多少|起), of which no slip is a part: of 1,581
        queries 285 have the tables fetched then, 312 without, and the same 148 are put right.

        Words that are there and never met may be one that sounds the same: 专项政治 for 专项整治, beside others too
        (开展专项政治). Of 156 that slips in the words of this collection make 145 are put right, and of 24,547 pairs of
        words put together by chance two are taken for another word, both such slips; of 3,000 runs of three, none. One
        query in 50 asks for it.
        """
        rare = self._unseen(run, 1)
        tokens = self.segment(run) if rare else []
        if all(len(it.text) == 2 and it.kind == "word" and self._source.word(it.text) > 0 for it in tokens):
            return self._unseen(run)
        marks = "-"
        for token in tokens:
            several = token.kind == "asking" and len(token.text) > 1
            marks += ("1" if token.kind == "lone" else "0" if several else "-") * len(token.text)
        return [at for at in rare if _DOUBTED.match(marks[at : at + 4])]

    def words(self, run: str) -> tuple[int, list[tuple[str, bool]]]:
        """The cost of ``run``, its words, and whether each only asks."""
        cost, tokens = self._cut(run)
        return cost, [(token.text, token.kind == "asking") for token in tokens]

    def _offer(self, run: str) -> list[Correction]:
        """What may be meant by a short query that few passages have as it stands."""
        lone = any(token.kind == "lone" for token in self.segment(run))
        rare = self._unseen(run, _RARE)
        asked = lone and len(run) <= _OFFER_RUN and rare
        found = best(run, rare, self.words, self._source, offer=True) if asked else None
        if found is None or self._source.word(found[1]) < _OFTEN:
            return []
        start, word = found
        return [Correction(run, run[:start] + word + run[start + len(word) :])]
