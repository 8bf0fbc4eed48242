"""Segment the collection's text into words with jieba, the policy terms as words of its dictionary.

Only the build segments text. A query is segmented against the words found here (`anwen.index.asking.plan`), so that the
command line and the browser agree and neither has to load a dictionary.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from anwen.index.analysis.dictionary import Dictionary
from anwen.index.terms import RUN, fold, is_han


class Segmenter:
    """An own jieba dictionary; the library's global one is never touched.

    New words are not guessed (no HMM): guesses are often not words, and every word is a candidate for corrections.
    """

    def __init__(self, terms: Iterable[str] = ()) -> None:
        import jieba  # here, because a search does not need it and should not wait for it

        jieba.default_logger.setLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.initialize()
        for term in sorted(set(terms), key=lambda term: (len(term), term)):
            self._tokenizer.add_word(term)

    def runs(self, text: str) -> list[list[str]]:
        """The words of each run of folded text in order, punctuation dropped.

        >>> Segmenter(["一岗双责"]).runs("落实一岗双责,共3条")
        [['落实', '一岗双责'], ['共'], ['3'], ['条']]
        """
        found = RUN.findall(text)
        return [list(self._tokenizer.lcut(run, HMM=False)) if is_han(run) else [run] for run in found]

    def dictionary(self) -> Dictionary:
        """The same words for cutting many texts at once (lattice.py)."""
        return Dictionary(self._tokenizer.FREQ, self._tokenizer.total)


def policy_terms(names: Iterable[str]) -> set[str]:
    """The Chinese-only names of two or more characters that can be words, folded.

    >>> sorted(policy_terms(["一岗双责", "“三管三必须”", "管行业必须管安全、管业务必须管安全"]))
    ['一岗双责', '三管三必须']
    """
    found = set()
    for name in names:
        runs = RUN.findall(fold(name))
        if len(runs) == 1 and is_han(runs[0]) and 2 <= len(runs[0]) <= 12:
            found.add(runs[0])
    return found
