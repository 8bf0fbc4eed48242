"""Text decoded with the wrong table: put back only where the way back is certain, marked where it is not.

UTF-8 read as cp1252 shows as å®‰å…¨ (安全), read as GBK as 瀹夊叏 (安全). Both ways back are exact when no byte
was lost. cp1252 has no character for five bytes; where one of them is missing (or a ``?`` stands for it), the language
model chooses among the characters that have it. 锟斤拷 is U+FFFD read as GBK, so nothing is left to put back; 烫烫烫
and 屯屯屯 are memory that nothing was written to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import CHINESE, HAN, NUMERALS, at
from anwen.repair.slip.model import START, model, normal

NAME = "mojibake"

# cp1252's characters for the bytes 80-9F, where it has one (the five holes pass as C1 controls).
_HOLES = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_HIGH = {chr(0x80 + i): 0x80 + i for i in range(32)} | {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in _HOLES
}
_LATIN = "".join(map(re.escape, _HIGH)) + "\xa0-\xff"
_TAIL = "".join(map(re.escape, _HIGH)) + "\xa0-\xbf"
_LEAD = re.compile("[\xe2-\xef]")
_LATIN_RUN = re.compile(f"[\xe2-\xef][{_LATIN}]{{2,}}")
_LOST_BYTE = "\ufffd?"
_HOLED = re.compile(f"([\xe2-\xef])([{_TAIL}{_LOST_BYTE}]{{2}}|[{_TAIL}]?)")
_NO_WORD = "(?<![A-Za-z\xc0-\xff])"
_HOLED_RUN = re.compile(
    f"{_NO_WORD}(?:[\xe2-\xef](?:[{_TAIL}{_LOST_BYTE}]{{2}}|[{_TAIL}]?)){{2,}}"
    f"|{_NO_WORD}[\xe3-\xe9][{_TAIL}][{_LOST_BYTE}]"
)
_BROKEN = re.compile(f"[\xe3-\xe9][{_TAIL}]\\?(?<![A-Za-z\xc0-\xff]...)")
_WIDE = re.compile(f"[{CHINESE}\u2010-\u203b\u2190-\u21ff\u2460-\u24ff\u25a0-\u27bf\u3000-\u303f\uff00-\uffef]")

# GBK readings of the commonest UTF-8 beginnings: ，；： (EF BC), 。、《 (E3 80), 的 (E7 9A 84), “ ” (E2 80).
_GBK_SIGN = re.compile("[锛銆鈥鐨]")
_GBK_SURE = re.compile("[锛銆]")  # no word of today has them
_GBK_RUN = re.compile("[^\x00-\x7f]+(?:\\?{1,2}[^\x00-\x7f]+)*\\?{0,2}")
_SHOWN_LOSS = re.compile("[^\x00-\x7f][?\ufffd]")
# A byte order mark in front of a line, in GBK with the first half of the character behind it.
_BOM = re.compile("^(?:\xef\xbb\xbf|锘(?:\\?|[^\x00-\x7f]))", re.MULTILINE)
_LOST_BYTES = ("?", "\ufffd")
# What a byte can be that was lost: the first of three, the second, the third.
_LOST_RANGES = (range(0xE3, 0xEA), range(0x80, 0xC0), range(0x80, 0xC0))
_FEW = 3  # characters: fewer that fit are there by chance
_MOST = 2000  # lost characters of a page that are read; a page with more is no page
_WAYS = 8  # readings followed side by side
_LOST = re.compile("锟斤拷|锟斤(?:锟斤)*|\ufffd\ufffd*|烫烫烫烫+|屯屯屯屯+")
_HAN = re.compile(f"[{HAN}]")


def _from_latin(run: str) -> str | None:
    try:
        text = bytes(_HIGH.get(char, ord(char)) for char in run).decode("utf-8")
    except ValueError:  # a byte that was lost, or bytes that are no UTF-8
        return None
    return text if all(_WIDE.match(char) for char in text) else None


class _Way(NamedTuple):
    """How many bytes the losses of a run took, altogether and the last; ``before`` has the earlier ones."""

    lost: int = 0
    size: int = 0
    before: _Way | None = None


def _gbk_bytes(run: str) -> list[int | None]:
    """The bytes that a run of UTF-8 was misread from, None for one that could not be shown; [] where it was none.

    What stands for a loss is one byte or two: what follows tells, for each byte has its place in a character.
    """
    parts: list[bytes | None] = []
    for part in re.split("([€?\ufffd])", run):
        try:
            parts.append(None if part in _LOST_BYTES else b"\x80" if part == "€" else part.encode("gb18030"))
        except UnicodeEncodeError:
            return []
    ways = {0: _Way()}  # for each place in a character the one that lost least
    for data in parts:
        if data is None:
            longer = [
                ((place + size) % 3, _Way(way.lost + size, size, way)) for place, way in ways.items() for size in (1, 2)
            ]
            ways = dict(sorted(longer, key=lambda end: -end[1].lost))
        else:
            ways = {(place + len(data)) % 3: way for place, way in ways.items() if _is_utf8(data, place)}
    if not ways:
        return []
    way: _Way | None = min(ways.values(), key=lambda way: way.lost)
    sizes: list[int] = []
    while way and way.size:
        sizes.append(way.size)
        way = way.before
    return [byte for data in parts for byte in (data if data is not None else [None] * sizes.pop())]


def _is_utf8(data: bytes, place: int) -> bool:
    """Whether bytes are of characters of three, the first of them in this ``place``."""
    return all(0x80 <= byte < 0xC0 if (place + at) % 3 else 0xE2 <= byte <= 0xEF for at, byte in enumerate(data))


def _from_gbk(run: str, after: str, most: int, due: str = "", before: str = "") -> tuple[str, int] | None:
    """A run read back, and in how many characters bytes were lost; None where it is no UTF-8 read as GBK."""
    data = _gbk_bytes(run)
    tokens: list[list[str]] = []
    missing = 0
    for place in range(0, len(data), 3):
        lead, *tail = data[place : place + 3]
        if len(tail) < 2:  # a text of an odd number of bytes loses its last character
            missing += 1
            break
        missing += lead is None or None in tail
        if missing > min(most, _FEW + place // 3):
            return None
        first, one, other = (
            lost if byte is None else (byte,) for byte, lost in zip((lead, *tail), _LOST_RANGES, strict=True)
        )
        tokens.append([char for start in first for char in _wide(start, product(one, other))])
    if (
        not tokens
        or not all(tokens)
        or (missing and len(tokens) < _FEW and not before)
        or 2 * missing > len(tokens) + 1
    ):
        return None
    if due in tokens[0] and tokens[1:2] == [["、"]]:
        tokens[0] = [due]
    text = _likeliest(tokens, before, after)
    return (text, missing) if _HAN.search(text) else None


def _due(text: str, start: int, read: Mapping[int, str]) -> str:
    """The numeral that a run at a line's start counts on to; ``read`` has what other runs are, by their places.

    >>> _due("五、严肃查处。\\n鍏", 8, {})
    '六'
    """
    if at(text, start - 1) != "\n":
        return ""
    line = text.rfind("\n", 0, start - 1) + 1
    said = read.get(line, text[line : line + 2])
    number = NUMERALS.find(said[0]) if said[1:2] == "、" else -1
    return NUMERALS[number + 1] if 0 <= number < NUMERALS.index("十") else ""


def _wide(lead: int, tails: Iterable[tuple[int, int]]) -> list[str]:
    """The Chinese characters among those of three bytes."""
    chars = {bytes((lead, *tail)).decode("utf-8", "ignore") for tail in tails if min(tail) >= 0x80}
    return sorted(char for char in chars if _WIDE.fullmatch(char))


def _likeliest(tokens: list[list[str]], before: str, after: str) -> str:
    """One character of each token, so that the whole costs least between ``before`` and ``after``."""
    ways = [(0.0, (START + START + before)[-2:])]
    for options in [*tokens, [after or START]]:
        sure = len(ways) == len(options) == 1  # nothing to choose
        ways = sorted(
            (cost if sure else cost + _cost(text, char), text + char) for cost, text in ways for char in options
        )[:_WAYS]
    return ways[0][1][2 : 2 + len(tokens)]


def _cost(text: str, char: str) -> float:
    return model().cost("".join(map(normal, text[-2:] + char)))


def _options(token: re.Match[str]) -> list[str]:
    """The characters that a token can stand for: one, or those that have the bytes it still has."""
    lead, tail = ord(token[1]), [_bytes(char) for char in token[2]]
    if len(tail) == 1:
        tails = [pair for hole in _HOLES for byte in tail[0] for pair in ((hole, byte), (byte, hole))]
    else:
        first, second = tail or (_HOLES, _HOLES)
        tails = [(one, other) for one in first for other in second]
    return _wide(lead, tails)


def _bytes(char: str) -> Sequence[int]:
    """The byte that ``char`` shows; a ``?`` stands for any that could not be shown."""
    return range(0x80, 0xC0) if char in "?\ufffd" else (_HIGH.get(char, ord(char)),)


def _from_holed(run: str, before: str, after: str, most: int) -> tuple[str, int] | None:
    """A run in which bytes are missing, read with the likeliest; and how many were. None: it is not such text."""
    found = list(_HOLED.finditer(run))
    missing = sum(len(token[2].strip("?\ufffd")) < 2 for token in found)
    if 2 * missing > len(found) + 1 or missing > most:
        return None
    tokens = [_options(token) for token in found]
    return (_likeliest(tokens, before, after), missing) if all(tokens) else None


def _begins(run: str) -> bool:
    """Whether a run can begin with the first two bytes of a Chinese character in UTF-8."""
    first, second = (*run[0].encode("gb18030", "replace"), 0)[:2]
    return len(run) >= _FEW and 0xE2 <= first <= 0xEF and 0x80 <= second < 0xC0


@cache
def _beginnings() -> re.Pattern[str]:
    """Where a run can begin with what the first two bytes of Chinese in UTF-8 show as."""
    pairs = (bytes((lead, tail)) for lead in range(0xE2, 0xF0) for tail in range(0x80, 0xC0))
    return re.compile(rf"[{''.join(pair.decode('gb18030') for pair in pairs)}](?<![^\x00-\x7f].)")


def _gbk(text: str, read: Mapping[int, str]) -> list[Change]:
    found: list[Change] = []
    if not _GBK_SIGN.search(text) and not _beginnings().search(text):
        return found
    left = _MOST if len(_SHOWN_LOSS.findall(text)) <= _MOST else 0
    short: list[re.Match[str]] = []
    for match in _GBK_RUN.finditer(text):
        run = match[0]
        if not _GBK_SIGN.search(run) and not _begins(run):
            short.append(match)
            continue
        back = _from_gbk(run, at(text, match.end()), left, _due(text, match.start(), read))
        if back is not None:
            found.append(Change(*match.span(), back[0], "lost-character" if back[1] else ""))
        elif _GBK_SURE.search(run):
            found.append(Change(*match.span(), run, NAME))
    for match in short if any(change.after != text[change.start : change.end] for change in found) else ():
        if back := _from_gbk(match[0], at(text, match.end()), left, before=at(text, match.start() - 1)):
            found.append(Change(*match.span(), back[0], "lost-character" if back[1] else ""))
    return found


def _latin(text: str) -> list[Change]:
    found: list[Change] = []
    place = 0
    lossy = sum(
        len(token[2].strip(_LOST_BYTE)) < 2 for run in _HOLED_RUN.finditer(text) for token in _HOLED.finditer(run[0])
    )
    left = _MOST if lossy <= _MOST else 0
    for match in _HOLED_RUN.finditer(text):
        found += _exact(text, place, match.start())
        place = match.end()
        exact = _from_latin(match[0])
        before, after = text[max(0, match.start() - 2) : match.start()], at(text, match.end())
        holed = (exact, 0) if exact is not None else _from_holed(match[0], before, after, left)
        if holed is None:
            found += _exact(text, *match.span())
        else:
            found.append(Change(*match.span(), holed[0], NAME if holed[1] else ""))
    return [*found, *_exact(text, place, len(text))]


def _exact(text: str, start: int, end: int) -> list[Change]:
    runs = _LATIN_RUN.finditer(text, start, end)
    return [Change(*run.span(), back) for run in runs if (back := _from_latin(run[0])) is not None]


def _order_marks(text: str) -> list[Change]:
    """Byte order marks that are shown, and what is left of an ASCII character behind one."""
    found: list[Change] = []
    for match in _BOM.finditer(text):
        data = match[0].encode("gb18030", "replace")
        if data.startswith(b"\xef\xbb\xbf") and data[3:].isascii():
            found.append(Change(*match.span(), data[3:].decode("ascii")))
        elif match[0][-1] in "?\xbf":
            found.append(Change(*match.span(), ""))
    return found


def find(text: str) -> list[Change]:
    changes = [*_order_marks(text), *(_latin(text) if _LEAD.search(text) else ())]
    changes += _gbk(text, {change.start: change.after for change in changes})
    changes = disjoint(changes)
    taken = {place for change in changes for place in range(change.start, change.end)}
    marks = [
        *((match, NAME) for match in _BROKEN.finditer(text)),
        *((it, "lost-character") for it in _LOST.finditer(text)),
    ]
    changes += (Change(*match.span(), match[0], doubt) for match, doubt in marks if match.start() not in taken)
    return sorted(changes)
