"""Put right words written with wrong characters: homophones, what sounds nearly the same, what looks alike.

`docs/assets/anwen/search-spell.js` mirrors this module.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from anwen.index.source import USUAL, Source
from anwen.index.vocabulary.sounds import near

Cut = Callable[[str], tuple[int, list[tuple[str, bool]]]]  # a run's cost as text, and its words; whether each only asks

_LONGEST = 8  # 安全生产许可正, 消防安全责任治
_GAIN = 250  # how much likelier a correction must make the run
_NEAR, _ALIKE = 150, 100  # what a character costs that only sounds nearly the same, or only looks alike
_KNOWN = 3  # passages with a word of two characters that may be meant though one only sounds nearly the same
_READINGS_TRIED = 8


def best(
    run: str, places: list[int], cut: Cut, source: Source, *, near: bool = False, offer: bool = False
) -> tuple[int, str] | None:
    """The word to put into ``run``, and where, so that it becomes the most likely text; None where it is that already.

    Only whole words of the lexicon are put in, where a pair of characters starts that is one of ``places``: between the
    borders of words or, longer ones with a character that stands alone, from or to one border (整改率 in 隐患整改|绿,
    首遇负责 in 首|玉|负责制). One character of the word may differ, or all of more than two where the word is the whole
    run. With ``near`` one of a word's two characters may sound only nearly the same, be the word as rare as it may. An
    everyday word is put right only where the collection then has the pair with what stands beside it, which it lacks as
    typed (安全世故 for 安全事故, but 住持 is not 主持), or to ``offer`` it.

    A pair that one passage has may be part of a slip in a longer word (双随即, 安全生产发), and is none by itself: of
    217 slips four more are put right, of 1,460 right queries and 490 right words none more is put wrong, three are by
    such pairs themselves.

    A word that only asks is no part of a slip, but a particle of a single character may be one, beside a character that
    stands alone (是故 for 事故, but 翻在 is not 放在). With that and near sounds in words of two characters 1,387 of
    1,500 made slips are put right, 1,144 without; either way two of 386 right words that the collection lacks are put
    wrong.
    """
    cost, words = cut(run)
    borders = [0, *itertools.accumulate(len(word) for word, _ in words)]
    places_of = list(zip(borders, borders[1:], words, strict=False))
    asking = [(start, end) for start, end, (_, asks) in places_of if asks]
    lone = [start for start, end, (_, asks) in places_of if end - start == 1 and not asks]
    candidates = [(cost - _GAIN, 0, 0, "")]
    taken = {*borders, *(at for start, end in asking for at in range(start + 1, end))}
    further = [] if near else [at for at in range(len(run)) if at not in taken]
    for start, end in _windows(borders, further):
        window = run[start:end]
        alone = any(start <= at < end for at in lone)
        across = start in further or end in further
        if not any(start <= at < end - 1 for at in places) or (across and not alone):
            continue
        if len(window) == 2 and source.count(window) and not near and not offer:
            continue
        edges = [last - first for first, last in asking if first == start or last == end]
        if len(window) < len(run) and edges and not (alone and max(edges) == 1):
            continue
        rarest = 0 if near else _KNOWN if alone else None
        particles = source.settings.particles if len(window) == 2 < len(run) else ()
        for word, penalty, real in _candidates(window, len(window) == len(run), source, rarest):
            meant = run[:start] + word + run[end:]
            kept = any(char == other and char in particles for char, other in zip(window, word, strict=True))
            if kept or _breaks(run, meant, (start, end), source):
                continue
            if offer or not real or _breaks(meant, run, (start, end), source):
                candidates.append((cut(meant)[0] + penalty, start, -len(word), word))
    _, start, _, word = min(candidates)
    return (start, word) if word else None


def _windows(borders: list[int], further: list[int]) -> Iterator[tuple[int, int]]:
    """Where a word may be put in: from border to border, a longer one to any of the ``further`` places or from it.

    >>> list(_windows([0, 2, 5], [1, 3, 4]))
    [(0, 2), (0, 3), (0, 4), (0, 5), (1, 5), (2, 5)]
    """
    for start, end in itertools.combinations(sorted([*borders, *further]), 2):
        across = (start in further) + (end in further)
        if 2 + across <= end - start <= _LONGEST and across < 2:
            yield start, end


def _breaks(run: str, meant: str, borders: tuple[int, int], source: Source) -> bool:
    """Whether the collection has a pair of characters at ``borders`` of ``run``, and not the one of ``meant``."""
    inner = [slice(at - 1, at + 1) for at in borders if 0 < at < len(run)]
    return any(source.count(run[pair]) and not source.count(meant[pair]) for pair in inner)


def _candidates(window: str, whole: bool, source: Source, rarest: int | None) -> Iterator[tuple[str, int, bool]]:
    """The words that may be meant by ``window``, with what each costs more, and whether ``window`` is an everyday word.

    Of two characters one may sound only nearly the same if ``rarest`` passages have the word: too many words do. A word
    that only the tables have is no slip (同事 for 同时), nor is what asks for somebody or something (找谁 for 找准).
    """
    asks = source.settings.questions if len(window) == 2 and not whole else ()
    if source.word(window) >= 0 or any(char in asks for char in window):
        return
    table = source.characters().readings
    ways = [[syllable for syllable, chars in table.items() if char in chars] for char in window]
    keys = (" ".join(map(near, way)) for way in itertools.islice(itertools.product(*ways), _READINGS_TRIED))
    sounding = [sound for key in dict.fromkeys(keys) for sound in source.sounds(key)]
    real = (window, USUAL) in sounding
    for word, count in sounding:
        differ = [at for at, char in enumerate(window) if word[at] != char]
        few = len(differ) == 1 or (differ and whole and len(word) > 2)
        if few and count != USUAL and (count or source.synonyms(word)):
            far = sum(not any(word[at] in table[syllable] for syllable in ways[at]) for at in differ)
            if not far or len(word) > 2 or (rarest is not None and count >= rarest and len(differ) == 1):
                yield word, far * _NEAR, real
    for at, char in enumerate(window):
        for other in sorted({it for alike in source.characters().alike if char in alike for it in alike} - {char}):
            word = window[:at] + other + window[at + 1 :]
            if source.word(word) > 0:
                yield word, _ALIKE, real
