"""Readings that a page set above each of its characters, behind them where it was taken as text: 安(ān)全(quán).

A filter annotates some characters, `annotation` says which; a lesson and a glossary annotate all of theirs, as such a
page does. Readings go from sentences in the set language of this field, which nobody teaches children.
"""

from __future__ import annotations

import re

from anwen.repair.characters import annotation
from anwen.repair.characters.syllable import reads
from anwen.repair.draft import Change, left_out
from anwen.repair.joint import mean_cost
from anwen.repair.marks import HAN, PINYIN, count_han

NAME = annotation.NAME

_NOTE = re.compile(f"[(（](?<=[{HAN}].)[ ]?([{PINYIN}]{{1,7}})[ ]?[)）]")
_SENTENCE = re.compile(f"[{HAN}][。！；]")
_LEAST = 12  # characters
_ALL = 0.9  # of them
_SAMPLE = 2000  # characters
# Nats a character: of ten sentences of minutes and notices eight cost less, of twelve from children's books none; of
# texts on safety in words of one's own one in fifty, so those stay.
_SET = 3.4


def find(text: str) -> list[Change]:
    notes = [match for match in _NOTE.finditer(text) if reads(text[match.start() - 1], match[1])]
    if len(notes) < _LEAST or len(notes) < _ALL * count_han(text):
        return []
    plain = _NOTE.sub("", text)
    if not _SENTENCE.search(plain) or mean_cost(plain[:_SAMPLE]) > _SET:
        return []
    return left_out(notes)
