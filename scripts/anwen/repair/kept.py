"""What looks like damage to every rule and is meant: a song's notes and its words, moves of chess, faces of signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anwen.repair.marks import HAN, PINYIN, TONED

# 5 5 6 5 | 1 7 - -: notes by number, of which a line has bars and four at least, above the words of the song.
_BARRED = re.compile(r"^[^\n|]{0,60}[|｜‖][^\n]*$", re.MULTILINE)
_BAR = re.compile("[|｜‖]")
_SIGN = re.compile(r"[(（]?[0-7#b.·_]{1,5}[)）]?|[-—–:：]")
_NOTE = re.compile("[0-7]")
_KEY = re.compile(r"^[ \t]*1 ?= ?[#b♯♭]?[A-G](?![A-Za-z0-9])", re.MULTILINE)
_HELD = re.compile(r"(?<![^ \t|])[-—–](?![^ \t|\n])")
_LEAST = 4  # notes of a line
_LINES = 2  # without a key
_WORDS = re.compile(f"[^\n。；：|｜‖]*[{HAN}][^\n。；：|｜‖]*")
_SUNG = re.compile(f"[{HAN} \t\u3000、，！？!?~～…—·“”（）()0-9.-]+")
_GAP = re.compile(f"(?<=[{HAN}，！？~～])[ \t\u3000]+(?=[{HAN}])")
# 马８进７, in the width that books on chess print the black side's moves in.
_MOVE = re.compile(
    "[车車俥马馬傌炮砲卒兵象相士仕将帥帅](?:[０-９][进進退平][０-９一二三四五六七八九]?|[进進退平][０-９])"
)
# :-) and ;-( have a nose; :) closes no bracket; :D and :P stand behind a sentence's end, or where there are others.
_FACE = re.compile("[:;](?:-[()DPp|/]|[()DPp])(?![A-Za-z0-9])")
_ENDED = re.compile("(?:[。！？!?~…～]| )\\Z")
_OPENS, _CLOSES = "(（", ")）"
_LINE = 200  # characters beside a face
# （╯°□°）╯︵ ┻━┻
_ARM = re.compile(r"[︵︶](?= ?[┻┳┬┴]|(?<=[╯╰ノヽ].) )")

# wǒ men qù xué xiào, and below it 我 们 去 学 校: what a reader for children sets apart.
_SPELLED = re.compile(
    f"^[ \\t]*(?P<read>(?:[{PINYIN}]{{1,6}}[ \\t]{{1,8}}){{1,40}}[{PINYIN}]{{1,6}})[ \\t]*\n"
    f"[ \\t]*(?P<said>(?:[{HAN}][ \\t\u3000]{{1,8}}){{1,40}}[{HAN}])[，。！？]?[ \\t]*$",
    re.MULTILINE,
)
_TONED = re.compile(f"[{TONED}]")


def spans(text: str) -> list[tuple[int, int]]:
    """Where such things stand, sorted.

    >>> text = "黑方走马８进７。她笑了:-)"
    >>> [text[start:end] for start, end in spans(text)]
    ['马８进７', ':-)']
    """
    found = [match.span() for match in _MOVE.finditer(text)]
    if "|" in text or "｜" in text or "‖" in text:
        found += _songs(text)
    if ":" in text or ";" in text:
        found += _faces(text)
    if _TONED.search(text):
        found += (
            match.span("said")
            for match in _SPELLED.finditer(text)
            if _TONED.search(match["read"]) and len(match["read"].split()) == len(match["said"].split())
        )
    if "︵" in text or "︶" in text:
        found += (match.span() for match in _ARM.finditer(text))
    return sorted(found)


def _songs(text: str) -> Iterator[tuple[int, int]]:
    """Lines of notes with the words below; of words with entities or tags among them only the spaces."""
    lines = [line for line in _BARRED.finditer(text) if _of_notes(line[0])]
    if not _KEY.search(text):
        lines = [line for line in lines if _HELD.search(line[0])]
        if len(lines) < _LINES:
            return
    for line in lines:
        words = _WORDS.match(text, line.end() + 1)
        if not words or _SUNG.fullmatch(words[0]):
            yield line.start(), words.end() if words else line.end()
        else:
            yield line.span()
            yield line.end(), line.end() + 1
            yield from (gap.span() for gap in _GAP.finditer(text, *words.span()))


def _of_notes(line: str) -> bool:
    """Whether a line is a song's notes: several between most bars, where a table's row has one figure in a cell.

    >>> _of_notes("5 5 6 5 | 1 7 - |"), _of_notes("| 3 | 0 | - | 2 | 5 | 1 |")
    (True, False)
    """
    bars = [bar.split() for bar in _BAR.split(line)]
    if not all(_SIGN.fullmatch(sign) for bar in bars for sign in bar) or len(_NOTE.findall(line)) < _LEAST:
        return False
    return 2 * sum(len(bar) > 1 for bar in bars) >= sum(map(bool, bars))


def _faces(text: str) -> list[tuple[int, int]]:
    """Faces, where one is surely none of a sentence's marks."""
    faces = [(match, _surely(text, match)) for match in _FACE.finditer(text)]
    if not any(sure for _, sure in faces):
        return []
    return [match.span() for match, sure in faces if sure or not _bracket(text, match)]


def _surely(text: str, face: re.Match[str]) -> bool:
    return face[0][1] == "-" or (
        not _bracket(text, face) and bool(_ENDED.search(text, max(0, face.start() - 2), face.start()))
    )


def _bracket(text: str, face: re.Match[str]) -> bool:
    """Whether the bracket of a face is a pair's: 说明:(一)…, （盖章:)."""
    if face[0][-1] == "(":
        behind = text[face.end() : face.end() + _LINE].partition("\n")[0]
        return any(sign in behind for sign in _CLOSES)
    before = text[max(text.rfind("\n", 0, face.start()) + 1, face.start() - _LINE) : face.start()]
    before = _FACE.sub("", before)
    return face[0][-1] == ")" and sum(map(before.count, _OPENS)) > sum(map(before.count, _CLOSES))
