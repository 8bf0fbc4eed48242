r"""Characters that a program wrote down by number: \u5b89\u5168, %E5%AE%89, \xe5\xae\x89 → 安全.

A mail's are `quoted`'s, those in a frame `points`'s. Only what gives Chinese text is put back; an address keeps its
escapes. So with a line's end and a quote as a program writes them, behind Chinese: 强化培训。\\r\\n二要,
\\"红线\\"; with a spreadsheet's line end, _x000D_; and with the quotes of a value that Python printed, b'\xe5\xae\x89'.
"""

from __future__ import annotations

import re

from anwen.repair.decoding import points
from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import CHINESE, HAN, READABLE, at, is_han
from anwen.repair.spoken import encoding_told, spoken_of

NAME = "entity"  # for a reader the same as &#23433;

# In x = b'…' and f(b'…') it is a program's.
_LITERAL = re.compile(
    r"""b(?<![A-Za-z0-9_"'`].)(?<![=(>] .)(?<![=(].)(['"])((?:\\(?:x[0-9A-Fa-f]{2}|[rnt])|[ !#-&(-\[\]-~]){3,600})\1"""
)
_PRINTED = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|([rnt]))|([ -~])")
_ENDS = {"n": b"\n", "r": b"", "t": b"\t"}
_CELL_END = re.compile(r"(?:_x000[DdAa]_)+\n?")
_STOPPED = frozenset("。！？；：，、）”")
_NAMED = re.compile("(?:[是为成现下有含叫去删换搜找的个]|替换|显示|`|“)\\Z")  # 出现_x000D_, 去掉_x000D_
_PERCENT = re.compile("%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})+")
_BACKSLASH = re.compile(r"\\x[0-9A-Fa-f]{2}(?:\\x[0-9A-Fa-f]{2})+")
# Not [\u4e00-\u9fa5], a pattern's range of characters.
_UNITS = re.compile(r"(?<!-)(?:\\{1,2}u|%u)(?![0-9A-Fa-f]{4}-\\)[0-9A-Fa-f]{4}(?:(?:\\{1,2}u|%u)[0-9A-Fa-f]{4})*")
_POINTS = re.compile(r"U\+[0-9A-F]{4}(?: ?U\+[0-9A-F]{4})+")
_HEX = re.compile("[0-9A-Fa-f]{2}")
_UNIT = re.compile("[uU+]([0-9A-Fa-f]{4})")
_READABLE = re.compile(f"[{READABLE}!-~ ]+")
_SIGNS = re.compile(f"[{READABLE}]+")
_HAN = re.compile(f"[{CHINESE}{HAN}]")
_ADDRESS = re.compile(r"(?:://|www\.|[/?&=])[!-~]*\Z")
_BEFORE = 80
_LINE_END = re.compile(
    rf"(?:^(?=[\\rnt]+(?:u3000|\u3000))|(?<=[{CHINESE}0-9)>\"]) ?)(?:\\{{1,2}}[rnt] ?)+"
    rf"(?=[{CHINESE}\u3000 0-9(<]|\\u3000|$)(?! ?\"_)",
    re.MULTILINE,
)
# 通知如下：rn一、…。rn二、…: line ends that lost their backslashes, two and more.
_BARE = re.compile(rf"(?<=[。：；！？”）…])(?:rn)+(?=[{CHINESE}\u3000 0-9]|$)", re.MULTILINE)
_PROGRAM = re.compile(r"\\[rnt\"'\\]")
_SLASHED = re.compile(f"\\\\{{1,3}}([\"'])([^\"'\\\\\n]{{0,60}}[{HAN}][^\"'\\\\\n]{{0,60}})\\\\{{1,3}}\\1")
_PAUSES = frozenset("，；、：")
_MEANS = re.compile("[”’]? ?(?:是|表示|匹配|代表|即)[^，。；]{0,4}(?:制表|换行|回车|[Tt]ab|行尾|行首)")  # \\t是制表符
_PATH = re.compile(r"[A-Za-z]:\\|\\\\[A-Za-z]")
# \\u003cbr/\\u003e, \\x3cp\\x3e: a tag or an entity as JSON writes it; some lose the backslash.
_TAGS = re.compile(
    r"\\{0,2}u003[cC]((?:\\{0,2}/)?[a-zA-Z][!-~ ]{0,80}?)\\{0,2}u003[eE]"
    r"|\\{1,2}x3[cC]((?:\\{0,2}/)?[a-zA-Z][!-~ ]{0,80}?)\\{1,2}x3[eE]"
)
_AMPERSAND = re.compile(r"\\{1,2}(?:u00|x)26(?=#?[0-9A-Za-z]{2,8};)")
_IN_TAG = re.compile(r"\\{1,2}(?:(/)|((?:u00|x)22)|(?:u00|x)27)")


def _from_bytes(run: str) -> str:
    return _utf8_or_gbk(bytes(int(pair, 16) for pair in _HEX.findall(run.replace("\\x", ""))))


def _utf8_or_gbk(data: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _from_units(run: str) -> str:
    units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in _UNIT.findall(run))
    return units.decode("utf-16-be", "replace")


# A sign without which a pattern is not tried.
_WAYS = (
    ("%", _PERCENT, _from_bytes),
    ("\\x", _BACKSLASH, _from_bytes),
    ("\\u", _UNITS, _from_units),
    ("%u", _UNITS, _from_units),
    ("U+", _POINTS, _from_units),
)


def find(text: str) -> list[Change]:
    found: list[Change] = []
    signs: list[Change] = []  # ×, ℃: on a page that has other such characters
    for sign, pattern, decode in _WAYS:
        for match in pattern.finditer(text) if sign in text else ():
            back = decode(match[0])
            address = _ADDRESS.search(text[max(0, match.start() - _BEFORE) : match.start()])
            indent = not back.strip("\u3000") and is_han(at(text, match.end())) and not spoken_of(text, *match.span())
            told = encoding_told(text, *match.span(), back)
            if address or told or not _READABLE.fullmatch(back):
                continue
            if _HAN.search(back) or indent:
                found.append(Change(*match.span(), back))
            elif _SIGNS.fullmatch(back):
                signs.append(Change(*match.span(), back))
    found += signs if found else ()
    if "\\x" in text and ("b'" in text or 'b"' in text):
        literals = ((match, _printed(match[2])) for match in _LITERAL.finditer(text))
        found += (Change(*match.span(), back) for match, back in literals if not _shown(text, match, back))
    if len(bare := list(_BARE.finditer(text)) if "rn" in text else []) > 1:
        found += (Change(*match.span(), "\n" if at(text, match.end()) not in ("", "\n") else "") for match in bare)
    if "_x000" in text:
        found += _cell_ends(text)
    if "u00" in text or "\\x" in text:
        tags = (match for match in _TAGS.finditer(text) if not spoken_of(text, *match.span()))
        found += (Change(*match.span(), f"<{_plain(match[1] or match[2])}>") for match in tags)
        found += (Change(*match.span(), "&") for match in _AMPERSAND.finditer(text))
    if _PROGRAM.search(text):
        found += _of_program(text)
    found += points.found(text)
    return disjoint(found)


def _plain(tag: str) -> str:
    r"""What is inside a tag without its escapes.

    >>> _plain(r"\/p"), _plain(r"p class=\x22a\x22")
    ('/p', 'p class="a"')
    """
    return _IN_TAG.sub(lambda match: match[1] or ('"' if match[2] else "'"), tag)


def _printed(run: str) -> str:
    """What the bytes of a printed value say, ``""`` where that is no Chinese text."""
    data = b"".join(
        bytes([int(byte, 16)]) if byte else _ENDS[end] if end else plain.encode()
        for byte, end, plain in _PRINTED.findall(run)
    )
    back = _utf8_or_gbk(data)
    return back if _HAN.search(back) and all(map(_READABLE.fullmatch, back.split())) else ""


def _shown(text: str, match: re.Match[str], back: str) -> bool:
    """Whether a printed value is none, or a lesson's."""
    return not back or spoken_of(text, *match.span()) or encoding_told(text, *match.span(), back)


def _cell_ends(text: str) -> list[Change]:
    """Line ends of a cell, behind a sentence or at a line's end.

    >>> _cell_ends("未上锁。_x000D_\\n立即上锁")[0][:3], _cell_ends("单元格里出现_x000D_\\n怎么办")
    ((4, 12, '\\n'), [])
    """
    found: list[Change] = []
    for match in _CELL_END.finditer(text):
        start, end = match.start(), match.start() + len(match[0].rstrip())
        told = _NAMED.search(text, max(0, start - 4), start) or _MEANS.match(text, end) or spoken_of(text, start, end)
        if not told and (match.end() == len(text) or match[0][-1] == "\n" or at(text, start - 1) in _STOPPED):
            found.append(Change(*match.span(), "\n" if match.end() < len(text) or match[0][-1] == "\n" else ""))
    return found


def _of_program(text: str) -> list[Change]:
    """Line ends and quotes as they stand in a program's strings."""
    found: list[Change] = []
    for match in _SLASHED.finditer(text):
        found += (Change(match.start(), match.start(1), ""), Change(match.end(2), match.end() - 1, ""))
    for match in _LINE_END.finditer(text):
        start = text.rfind("\n", max(0, match.start() - _BEFORE), match.start()) + 1
        path = _PATH.search(text, max(start, match.start() - _BEFORE), match.end())
        start, end = match.end() - len(match[0].lstrip()), match.start() + len(match[0].rstrip())
        if not (path or _MEANS.match(text, end) or spoken_of(text, start, end)):
            ends = "n" in match[0] or "r" in match[0]
            found.append(Change(*match.span(), "\n" if ends else "" if text[match.start() - 1] in _PAUSES else "\t"))
    return found
