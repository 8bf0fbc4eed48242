"""Text decoded with the wrong table: put back only where the way back is certain, marked where it is not.

UTF-8 read as cp1252 shows as å®‰å…¨ (安全), read so twice as Ã¥Â®â€°; read as GBK it is `gbk`'s, as another system's
single bytes `foreign`'s. The way back is exact when no byte was lost. cp1252 has no character for five bytes; where one
of them is missing (or a ``?`` stands for it), the language model chooses among the characters that have it. 锟斤拷 is
U+FFFD read as GBK, so nothing is left to put back; 烫烫烫 and 屯屯屯 are memory that nothing was written to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from anwen.repair.characters.syllable import reads
from anwen.repair.decoding import foreign, gbk, misread
from anwen.repair.decoding.gbk import MOST, WIDE, likeliest, wide
from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import HAN, PINYIN, at, unusual
from anwen.repair.spoken import encoding_told

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
# A no-break space is one of the bytes, and may have become a plain one: åŠ å¼º for 加强.
_SPACED = re.compile(f"(?:[\xe2-\xef](?:[{_TAIL}][{_TAIL} ]| [{_TAIL}])){{2,}}")
_NO_WORD = "(?<![A-Za-z\xc0-\xff])"
_HOLED_RUN = re.compile(
    f"{_NO_WORD}(?:[\xe2-\xef](?:[{_TAIL}{_LOST_BYTE}]{{2}}|[{_TAIL}]?)){{2,}}"
    f"|{_NO_WORD}[\xe3-\xe9][{_TAIL}][{_LOST_BYTE}]"
)
# What such characters become when they are written in UTF-8 and read so once more: Ã¥ for å, â€¦ for …; a no-break
# space among them may have become a plain one.
_TWICE = re.compile(f"(?:[\xc2\xc3\xc5\xc6\xcb][{_TAIL} ]|\xe2(?:[{_TAIL}]{{2}}|€ )){{3,}}")
_BROKEN = re.compile(f"[\xe3-\xe9][{_TAIL}]\\?(?<![A-Za-z\xc0-\xff]...)")

# 會(huÃ¬)議: the reading in a note, whose toned letter was read so.
_READING = re.compile(f"[(（](?<=[{HAN}].)([a-z]{{0,5}}[\xc3-\xc7][{_TAIL}]?[a-z]{{0,5}})[)）]")
# A byte that cp1252 has no sign for, by the one before: ā, ō, ǐ.
_UNSEEN = {"\xc4": "\x81", "\xc5": "\x8d", "\xc7": "\x90"}
_UNSEEN_BEHIND = re.compile(f"[\xc4\xc5\xc7](?![{_TAIL}])")
# A byte order mark in front of a line, in GBK with the first half of the character behind it.
_BOM = re.compile("^(?:\xef\xbb\xbf|锘(?:\\?|[^\x00-\x7f]))", re.MULTILINE)
_SPELLED = re.compile(f"[{PINYIN}]+")
_LONGER = 4.0  # times
_LOST = re.compile("锟斤拷|锟斤(?:锟斤)*|\ufffd\ufffd*|烫烫烫烫+|屯屯屯屯+")


def _from_latin(run: str) -> str | None:
    try:
        text = bytes(_HIGH.get(char, ord(char)) for char in run).decode("utf-8")
    except ValueError:  # a byte that was lost, or bytes that are no UTF-8
        return None
    return text if all(map(WIDE.match, text)) else None


def _twice(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _TWICE.finditer(text):
        once = bytes(_HIGH.get(char, ord(char)) for char in match[0].replace(" ", "\xa0")).decode("utf-8", "replace")
        back = _from_latin(once)
        if back:
            found.append(Change(*match.span(), back))
        elif holed := _HOLED_RUN.fullmatch(once) and _from_holed(once, "", at(text, match.end()), MOST):
            found.append(Change(*match.span(), holed[0], NAME))
    return found


def _readings(text: str) -> list[Change]:
    """Readings whose toned letters were read as two signs each.

    >>> _readings("會(huÃ¬)議")[0].after
    'huì'
    """
    found: list[Change] = []
    for match in _READING.finditer(text):
        whole = _UNSEEN_BEHIND.sub(lambda lead: lead[0] + _UNSEEN[lead[0]], match[1])
        try:
            back = bytes(_HIGH.get(char, ord(char)) for char in whole).decode("utf-8")
        except ValueError:
            continue
        if _SPELLED.fullmatch(back) and reads(text[match.start() - 1], back):
            found.append(Change(*match.span(1), back))
    return found


def _spaced(text: str) -> list[Change]:
    """Runs in which plain spaces stand for no-break ones: the way back is exact with them."""
    found: list[Change] = []
    for match in _SPACED.finditer(text):
        back = _from_latin(match[0].replace(" ", "\xa0")) if " " in match[0] else None
        found += [Change(*match.span(), back)] if back else []
    return found


def _options(token: re.Match[str]) -> list[str]:
    """The characters that a token can stand for: one, or those that have the bytes it still has."""
    lead, tail = ord(token[1]), [_bytes(char) for char in token[2]]
    if len(tail) == 1:
        tails = [pair for hole in _HOLES for byte in tail[0] for pair in ((hole, byte), (byte, hole))]
    else:
        first, second = tail or (_HOLES, _HOLES)
        tails = [(one, other) for one in first for other in second]
    return wide(lead, tails)


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
    return (likeliest(tokens, before, after), missing) if all(tokens) else None


def _latin(text: str) -> list[Change]:
    found: list[Change] = []
    place = 0
    lossy = sum(
        len(token[2].strip(_LOST_BYTE)) < 2 for run in _HOLED_RUN.finditer(text) for token in _HOLED.finditer(run[0])
    )
    left = MOST if lossy <= MOST else 0
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


def _own(text: str, changes: list[Change]) -> list[Change]:
    """The changes that do not lie within a far longer stretch that is GBK's: é¡£ of 检查。 is 顣 in UTF-8.

    >>> _own("×öºÃ°²È«¼ì²é¡£", [Change(11, 14, "顣")]), len(_own("å®‰å…¨", [Change(0, 6, "安全")]))
    ([], 1)
    """
    runs = misread.find(text) if changes else []
    begins = [run.start for run in runs]
    found: list[Change] = []
    for change in changes:
        place = bisect_right(begins, change.start) - 1
        run = runs[place] if place >= 0 else None
        if not run or run.end < change.end or run.end - run.start < _LONGER * (change.end - change.start):
            found.append(change)
    return found


def find(text: str) -> list[Change]:
    changes = _order_marks(text) if "\xef\xbb\xbf" in text or "锘" in text else []
    changes += [*foreign.find(text), *(_twice(text) if "\xc3" in text else ())]
    changes += _readings(text) if any(lead in text for lead in "\xc3\xc4\xc5\xc7") else ()
    changes += [*_spaced(text), *_latin(text)] if _LEAD.search(unusual(text)) else ()
    changes = _own(text, disjoint(changes))
    changes += gbk.find(text, {change.start: change.after for change in changes})
    changes = disjoint(changes)
    changes = [change for change in changes if not encoding_told(text, change.start, change.end, change.after)]
    taken = {place for change in changes for place in range(change.start, change.end)}
    marks = [(match, NAME) for match in _BROKEN.finditer(text)] if _LEAD.search(unusual(text)) else []
    if any(sign in text for sign in "锟\ufffd烫屯"):
        marks += ((match, "lost-character") for match in _LOST.finditer(text))
    changes += (Change(*match.span(), match[0], doubt) for match, doubt in marks if match.start() not in taken)
    return sorted(changes)
