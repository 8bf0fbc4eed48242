"""Characters by their code points, in a frame that a program set around each: <U+5B89><U+5168>, (cid:12298).

R prints so what its console cannot show. A PDF's reader prints a glyph's number, which is the character's own only in
some fonts: there all numbers of a page are those of Chinese characters and marks.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.lines import words_around
from anwen.repair.marks import CHINESE, HAN_CHAR, READABLE
from anwen.repair.spoken import encoding_told, spoken_of

_R = re.compile(r"<U\+[0-9A-F]{4,5}>(?:<U\+[0-9A-F]{4,5}>)*")
_POINT = re.compile(r"\+([0-9A-F]{4,5})")
_GLYPH = re.compile(r"\(cid:([0-9]{1,6})\)")
_READABLE = re.compile(f"[{READABLE}]+")
_CHINESE = re.compile(f"[{CHINESE}]")
# Who tells how such signs come about, or what to do.
_TOLD = re.compile(
    r"\bR ?(?:语言|里|中)|RStudio|控制台|区域设置|locale|码[点位]|Unicode|字形|字体|嵌入|编码"
    "|(?i:pdf)(?:miner|plumber|[^，。]{0,6}提取)"
)
_LINE = 200
_AGREE = 3


def found(text: str) -> list[Change]:
    """Changes for such characters where three agree and the line beside does not tell of them.

    >>> [change[:3] for change in found("<U+5B89><U+5168><U+3002>")], found("R语言打印成<U+5B89><U+5168><U+3002>")
    ([(0, 24, '安全。')], [])
    >>> [change[2] for change in found("(cid:12298)安全(cid:12299)(cid:65292)")], found("(cid:12298)(cid:88)(cid:901)")
    (['《', '》', '，'], [])
    """
    changes: list[Change] = []
    if "<U+" in text:
        changes += _printed(text)
    if "(cid:" in text:
        changes += _glyphs(text)
    return changes


def _printed(text: str) -> list[Change]:
    runs = [(match, "".join(chr(int(point, 16)) for point in _POINT.findall(match[0]))) for match in _R.finditer(text)]
    signs = "".join(back for _, back in runs)
    if len(signs) < _AGREE or not HAN_CHAR.search(signs):
        return []
    sound = ((match, back) for match, back in runs if _READABLE.fullmatch(back))
    return [Change(*match.span(), back) for match, back in sound if not _shown(text, match, back)]


def _glyphs(text: str) -> list[Change]:
    glyphs = [(match, chr(int(match[1]))) for match in _GLYPH.finditer(text)]
    if len(glyphs) < _AGREE or not all(_CHINESE.match(char) for _, char in glyphs):
        return []
    return [Change(*match.span(), char) for match, char in glyphs if not _shown(text, match, char)]


def _shown(text: str, match: re.Match[str], back: str) -> bool:
    return bool(
        _TOLD.search(words_around(text, *match.span(), _LINE))
        or spoken_of(text, *match.span())
        or encoding_told(text, *match.span(), back)
    )
