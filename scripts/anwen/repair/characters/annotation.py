"""Drop the pinyin that a site's filter put behind a fixed set of characters: 責(zé)任 → 責任.

The filter leaves few characters of its set without their reading, so many annotations, the same ones again and again,
tell it from a writer's own note on a reading, which stays: writers explain rare characters (瞿(qú)塘) and those with
several readings (行(xíng)为), never 责 or 对. On a page of the filter's the halves that later cleaning left go as well:
責(zé任, 強調diào.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from anwen.repair.characters import vowelless
from anwen.repair.characters.script import simplified
from anwen.repair.characters.syllable import BOPOMOFO, is_main, reads, romanized
from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import SEPARATE, gain
from anwen.repair.language.model import model
from anwen.repair.marks import CHINESE, HAN, PINYIN, TONED, at, is_han

NAME = "annotation"

_SYLLABLE = f"(?:[A-Z]?(?:[{PINYIN}]|(?<=u):){{1,7}}[1-5]?|[{BOPOMOFO}]{{1,5}})"  # ü is typed u: as well
_CHAIN = re.compile(f"[(（\\[【〔〈<]\\s?({_SYLLABLE}(?:[ /／,，、]{_SYLLABLE}){{0,3}})\\s?[)）\\]】〕〉>]")
_EMPTY = re.compile(f"(?<=[{HAN}])[(（][ \\n]?[)）](?=[{CHINESE}])")  # a note that lost its reading
_SPELLED = re.compile(f"[“「《](?:[{HAN}]{_CHAIN.pattern}){{2,}}[”」》]")
_CHOICES = re.compile("^[ \\u3000]*[A-D][.．、]", re.MULTILINE)  # of a test, where they are blanks
_NEUTRAL = re.compile(f"(?<=[的了着著们們子吗嗎呢吧个個])(?:de|le|zhe|men|zi|ma|ne|ba|ge)(?![{PINYIN}A-Za-z0-9])")
_HALF = re.compile(
    f"[(（] ?([{PINYIN}]{{1,7}})(?:(?![{PINYIN}A-Za-z0-9 )）/])| (?=[{HAN}]))|(?<=[{HAN}])([{PINYIN}]{{1,7}}) ?[)）]"
    f"|(?<=[{HAN}])([{PINYIN}]{{2,7}})(?![{PINYIN}A-Za-z0-9)）])"
)
# 實(sh í)行: a space between the two parts of a syllable.
_PARTED = re.compile(f"[(（]([zcs]h|[bpmfdtnlgkhjqxrzcsyw]) ([{PINYIN}]{{1,5}})[)）]")
_TONED = re.compile(f"[{TONED}]")
_HAN = re.compile(f"[{HAN}]")
_APART = re.compile("[ /／,，、]")

# Below this share of annotated occurrences the notes are a writer's: the filter misses none, only slips do.
_CONSISTENT = 0.7
# The least share of characters that are traditional only; in traditional text it is a third, in simplified text none.
_TRADITIONAL = 0.05
_LEAST_TRADITIONAL = 3
_MANY = 8  # without tones fewer may be names, spelled out
_LEAST = 3  # bare readings
_AROUND = 24  # characters beside a pair of brackets
# A reader for children gives every character its reading; the filter's set makes up a tenth of a text.
_LESSON = 0.6
_FEW = 0.2  # and its new characters, each once, a third
# What the filter is known to annotate: the set of a page with 1,357 annotations. Other sites have larger ones.
_USUAL = frozenset(
    "权内进报认领产达统战实责现习关导当复严发构监区强调财坚风险标预点业础设担经济务运规应执创准数据术远机项质负协"
    "联网络学扩结细补计转纪环训节态优续验队驱蓝费护灾团养医"
)
# Common characters that a writer may well give the reading of.
_SEVERAL = frozenset(
    "行长重调处传发得地的着了都还没为会几更将降强切数率乐量难宁铺曲任散少舍省识属似提相血约应载扎占转觉解分奔便朝称乘冲"
    "创答待担倒当斗恶缝干给观号和荷横华化划假间监见角教尽禁劲看空蒙模磨排泊迫仆奇悄翘区撒丧折正只中种涨仔作钻佣轧绿露落"
    "累笼论埋脉弄炮屏圈塞色啥盛石宿台吐瓦削校兴压咽要与晕扇稍参查单炸症征肚纪济夹据卡靠壳咳浅勺薄剥背把阿暴比不藏差场尺"
)
_COMMON = 10.0  # nats; a character that costs less stands on every page
_MOSTLY = 0.8  # of the notes
_DENSE = 0.4  # notes a character; where characters with several readings are taught there are more
_RARE = 12.0
_EVERYWHERE = 7.2  # and nobody needs to be told how this one is read


_one = lru_cache(4096)(simplified)  # of one character: a filter annotates the same again and again


class _Note(NamedTuple):
    owner: int  # place of the annotated character
    start: int
    end: int
    reading: str
    whole: bool  # both brackets are there
    word: tuple[str, ...] = ()  # the readings, where it reads a word of several characters

    @property
    def toned(self) -> bool:
        return bool(_TONED.search(self.reading))


def _notes(text: str) -> list[_Note]:
    """Bracketed readings."""
    found: list[_Note] = []
    for match in _CHAIN.finditer(text):
        start = match.start() - (at(text, match.start() - 1) in (" ", "\n"))
        owner = start - 1
        if found and found[-1].end == start:  # 責(zé)(zé): the second note is the same character's
            owner = found[-1].owner
        if owner < 0 or not _HAN.match(text, owner):
            continue
        given = [romanized(one) for one in _APART.split(match[1])]
        alone = len(given) == 1 and len(given[0]) == 1 and not _TONED.search(given[0])
        each = _each(text, owner, given)
        if alone or not (each or all(reads(text[owner], one) for one in given)):
            continue
        found.append(_Note(owner, start, match.end(), given[-1], True, tuple(given) if each and len(given) > 1 else ()))
    return found


def _each(text: str, owner: int, given: list[str]) -> bool:
    """Whether a note gives the readings of a whole word: 危险(wēi xiǎn)."""
    first = owner - len(given) + 1
    return first >= 0 and all(reads(text[first + place], one) for place, one in enumerate(given))


def _halves(text: str) -> list[_Note]:
    """Readings that lost one bracket or both, or have a space inside."""
    found: list[_Note] = []
    for match in _PARTED.finditer(text):
        reading, owner = match[1] + match[2], match.start() - 1
        if owner >= 0 and _TONED.search(reading) and reads(text[owner], reading):
            found.append(_Note(owner, *match.span(), reading, True))
    for match in _HALF.finditer(text):
        reading, owner = match[1] or match[2] or match[3], match.start() - 1
        if owner >= 0 and _TONED.search(reading) and reads(text[owner], reading):
            found.append(_Note(owner, *match.span(), reading, False))
    if len(found) >= _LEAST:  # where readings stand bare, those without a tone do as well
        bare = ((match, match.start() - 1) for match in _NEUTRAL.finditer(text))
        found += (_Note(owner, *match.span(), match[0], False) for match, owner in bare if reads(text[owner], match[0]))
    return found


def _emptied(text: str, notes: int) -> list[Change]:
    """Pairs of brackets without a reading, on a page that has more with one; a blank to be filled in parts words."""
    empty = list(_EMPTY.finditer(text))
    if not empty or len(empty) > notes or _CHOICES.search(text):
        return []
    return [Change(*match.span(), "") for match in empty if _runs_on(text, *match.span())]


def _runs_on(text: str, start: int, end: int) -> bool:
    left = _EMPTY.sub("", _CHAIN.sub("", text[max(0, start - _AROUND) : start]))
    right = _EMPTY.sub("", _CHAIN.sub("", text[end : end + _AROUND]))
    return gain(simplified(left), simplified(right)) >= SEPARATE


def _ordinary(text: str, note: _Note, most: float, *, several: bool = False) -> bool:
    """Whether a note tells what no writer would: how a common character is read, inside a word.

    With ``several`` one that has other readings counts as well.
    """
    char = _one(text[note.owner])
    first = note.owner - len(note.word) + 1
    if not all(is_main(_one(text[first + place]), one.lower()) for place, one in enumerate(note.word)):
        return False  # 六安(lù ān)
    if (char in _SEVERAL and not several) or not (is_main(char, note.reading.lower()) or note.reading[-1:].isdigit()):
        return False
    inside = is_han(at(text, note.owner - 1)) or is_han(at(text, note.end))
    return inside and model().single(char) < most


def _filtered(text: str, notes: list[_Note]) -> list[_Note]:
    """The notes that a filter put there: all but those on rare characters, only those on common ones, or none."""
    listed = len(notes) > 1 and not any(is_han(at(text, note.owner - 1)) for note in notes)
    if listed and sum(is_han(at(text, note.end)) for note in notes) <= 1:
        return []  # 會（huì）、進（jìn）二字: characters that are listed, of no word
    chars = Counter(text[note.owner] for note in notes)
    toned = sum(note.toned or note.reading[-1].isdigit() for note in notes)
    count = chars.total() if toned or len(notes) >= _MANY else 0
    han = len(_HAN.findall(text))
    old = sum(old != new for old, new in zip(text, simplified(text), strict=False))
    traditional = old >= _TRADITIONAL * han
    taught = len(notes) > _LESSON * han and any(note.toned for note in notes)  # a lesson gives the tones
    if not traditional and (taught or _spelled(text, notes) or all(note.word for note in notes)):
        return []  # no filter reads words only
    everywhere = Counter(text)
    consistent = count >= _CONSISTENT * sum(everywhere[char] for char in chars)
    ordinary = [note for note in notes if _ordinary(text, note, _COMMON)]
    given = {(text[note.owner], note.reading) for note in notes}
    again = len(given) < count or _USUAL.issuperset(chars)
    if count == 1 and consistent and old >= max(_LEAST_TRADITIONAL, 2 * _TRADITIONAL * han):
        return notes  # a single sentence of a page
    if (traditional and (len(ordinary) > 1 or (count > 1 and consistent))) or (count >= 3 and consistent and again):
        return [note for note in notes if _known(text, note) or chars[text[note.owner]] > 1]
    common = [note for note in notes if model().single(_one(text[note.owner])) < _COMMON]
    taught = sum(count > 1 for count in Counter(char for char, _ in given).values()) > 1  # 行(xíng)人 and 行(háng)业
    if _MANY <= len(common) >= _MOSTLY * len(notes) and toned and len(notes) <= _DENSE * han and not taught:
        return notes  # nobody explains only what stands on every page
    if len(notes) > _FEW * han:
        return []
    if len(ordinary) > 1 or any(note.toned and _ordinary(text, note, _EVERYWHERE) for note in notes):
        twice = Counter(char for char, _ in given)
        sure = [note for note in notes if _ordinary(text, note, _COMMON, several=twice[text[note.owner]] == 1)]
        every = len(ordinary) >= _LEAST and 2 * len(sure) > len(notes)  # it has 作为(wéi) too
        return [note for note in notes if note in sure or (every and _everywhere(text, note))]
    return []


def _everywhere(text: str, note: _Note) -> bool:
    """Whether a single character is annotated that stands on every page, whichever of its readings is given."""
    return not note.word and model().single(_one(text[note.owner])) < _EVERYWHERE


def _known(text: str, note: _Note) -> bool:
    """Whether the annotated character is none that even a filter's page may explain, such as a place's name."""
    return model().single(_one(text[note.owner])) < _RARE


def _spelled(text: str, notes: list[_Note]) -> bool:
    """Whether all notes stand in quotations that give each character's reading: “安(ān)全(quán)”."""
    quotations = [match.span() for match in _SPELLED.finditer(text)]
    return all(any(start < note.start < end for start, end in quotations) for note in notes)


def find(text: str) -> list[Change]:
    if not _CHAIN.search(text) and not _TONED.search(text):
        return vowelless.find(text)
    notes = sorted([*_notes(text), *_halves(text)], key=lambda note: note.start)
    filtered = _filtered(text, notes) if notes else []
    spaced = {note.end for note in filtered if at(text, note.end) == " " and is_han(at(text, note.end + 1))}
    close = sum(is_han(at(text, note.end)) for note in filtered)
    if len(spaced) == 1 or len(spaced) < close:  # a filter that sets spaces behind its notes does so nearly always;
        spaced = set()  # the one behind 第一條(tiáo) is the statute's
    changes = [Change(note.start, note.end + (note.end in spaced), "") for note in filtered]
    return disjoint([*changes, *_emptied(text, len(filtered)), *vowelless.find(text)])
