"""Text decoded with the wrong table: put back only where the way back is certain, marked where it is not.

UTF-8 read as cp1252 shows as å®‰å…¨ (安全), read as GBK as 瀹夊叏 (安全). Both ways back are exact when no byte
was lost. cp1252 has no character for five bytes; where one of them is missing (or a ``?`` stands for it), the language
model chooses among the characters that have it. 锟斤拷 is U+FFFD read as GBK, so nothing is left to put back; 烫烫烫
and 屯屯屯 are memory that nothing was written to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from anwen.repair.draft import Change
from anwen.repair.marks import CHINESE, HAN
from anwen.repair.slip.model import model, normal

NAME = "mojibake"

# cp1252's characters for the bytes 80-9F, where it has one (the five holes pass as C1 controls).
_HOLES = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_HIGH = {chr(0x80 + i): 0x80 + i for i in range(32)} | {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in _HOLES
}
_LATIN = "".join(map(re.escape, _HIGH)) + "\xa0-\xff"
_TAIL = "".join(map(re.escape, _HIGH)) + "\xa0-\xbf"
_LATIN_RUN = re.compile(f"[\xe2-\xef][{_LATIN}]{{2,}}")
_LOST_BYTE = "\ufffd?"
_HOLED = re.compile(f"([\xe2-\xef])([{_TAIL}{_LOST_BYTE}]{{2}}|[{_TAIL}]?)")
_NO_WORD = "(?<![A-Za-z\xc0-\xff])"
_HOLED_RUN = re.compile(
    f"{_NO_WORD}(?:[\xe2-\xef](?:[{_TAIL}{_LOST_BYTE}]{{2}}|[{_TAIL}]?)){{2,}}"
    f"|{_NO_WORD}[\xe3-\xe9][{_TAIL}][{_LOST_BYTE}]"
)
_BROKEN = re.compile(f"(?<![A-Za-z\xc0-\xff])[\xe3-\xe9][{_TAIL}]\\?")
_WIDE = re.compile(f"[{CHINESE}\u2010-\u203b\u3000-\u303f\uff00-\uffef]")

# GBK readings of the commonest UTF-8 beginnings: ，；： (EF BC), 。、《 (E3 80), 的 (E7 9A 84), “ ” (E2 80).
_GBK_SIGN = re.compile("[锛銆鈥鐨]")
_GBK_SURE = re.compile("[锛銆]")  # no word of today has them
# … and of the characters that begin the commonest words; these are rare enough to ask for three of them
_GBK_OFTEN = re.compile("[涓浜浠浼佷叏鍏鍔鍒鍙鍚鍥鍦鍩鏂鏃鏄鏈鏉鐢瀹夊閮闂闈宸鎴鎵鎶鑰鑱绔绛缁]")
_GBK_RUN = re.compile("[^\x00-\x7f]+")
_LOST = re.compile("锟斤拷|(?:锟斤)+|\ufffd+|烫{4,}|屯{4,}")
_HAN = re.compile(f"[{HAN}]")


def _from_latin(run: str) -> str | None:
    data = bytes(_HIGH.get(char, ord(char)) for char in run)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if all(_WIDE.match(char) for char in text) else None


def _from_gbk(run: str) -> tuple[str, bool] | None:
    """A run read back, and whether it is whole: the last character of an odd number of bytes is lost with its half."""
    try:
        data = run.encode("gb18030")
    except UnicodeEncodeError:
        return None
    try:
        text, whole = data.decode("utf-8"), True
    except UnicodeDecodeError as error:
        if len(data) - error.start > 3 or error.reason == "invalid start byte":
            return None
        text, whole = data[: error.start].decode("utf-8"), False
    return (text, whole) if _HAN.search(text) and all(_WIDE.match(char) for char in text) else None


def _options(token: re.Match[str]) -> list[str]:
    """The characters that a token can stand for: one, or those that have the bytes it still has."""
    lead, tail = ord(token[1]), [_bytes(char) for char in token[2]]
    if len(tail) == 1:
        tails = [pair for hole in _HOLES for pair in ((hole, *tail[0]), (*tail[0], hole))]
    else:
        first, second = tail or (_HOLES, _HOLES)
        tails = [(one, other) for one in first for other in second]
    chars = {bytes((lead, *pair)).decode("utf-8", "ignore") for pair in tails}
    return sorted(char for char in chars if _WIDE.fullmatch(char))


def _bytes(char: str) -> Sequence[int]:
    """The byte that ``char`` shows; a ``?`` stands for any that could not be shown."""
    return range(0x80, 0xC0) if char in "?\ufffd" else (_HIGH.get(char, ord(char)),)


def _from_holed(run: str, before: str, after: str) -> tuple[str, bool] | None:
    """A run in which bytes are missing, read with the likeliest; and whether one was. None: it is not such text."""
    tokens = [(_options(token), len(token[2].strip("?\ufffd")) < 2) for token in _HOLED.finditer(run)]
    missing = sum(lost for _, lost in tokens)
    if not all(options for options, _ in tokens) or 2 * missing > len(tokens) + 1:
        return None
    text = before
    for (options, _), (following, _) in zip(tokens, [*tokens[1:], ([after], False)], strict=True):
        behind = following[0] if len(following) == 1 else ""
        text += min(options, key=lambda char: (_cost(text, char, behind), char))
    return text[len(before) :], bool(missing)


def _cost(text: str, char: str, behind: str) -> float:
    window = "".join(map(normal, ("\n\n" + text)[-2:] + char + behind))
    return sum(model().cost(window[i : i + 3]) for i in range(len(window) - 2))


def _gbk(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _GBK_RUN.finditer(text):
        run = match[0]
        if not _GBK_SIGN.search(run) and len(_GBK_OFTEN.findall(run)) < 3:
            continue
        back = _from_gbk(run)
        if back is not None:
            found.append(Change(*match.span(), back[0], "" if back[1] else "lost-character"))
        elif _GBK_SURE.search(run):
            found.append(Change(*match.span(), run, NAME))
    return found


def _latin(text: str) -> list[Change]:
    found: list[Change] = []
    place = 0
    for match in _HOLED_RUN.finditer(text):
        found += _exact(text, place, match.start())
        place = match.end()
        exact = _from_latin(match[0])
        holed = (
            (exact, False)
            if exact is not None
            else _from_holed(
                match[0], text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 1]
            )
        )
        if holed is None:
            found += _exact(text, *match.span())
        else:
            found.append(Change(*match.span(), holed[0], NAME if holed[1] else ""))
    return [*found, *_exact(text, place, len(text))]


def _exact(text: str, start: int, end: int) -> list[Change]:
    runs = _LATIN_RUN.finditer(text, start, end)
    return [Change(*run.span(), back) for run in runs if (back := _from_latin(run[0])) is not None]


def find(text: str) -> list[Change]:
    changes = _latin(text)
    taken = {place for change in changes for place in range(change.start, change.end)}
    for match in _BROKEN.finditer(text):
        if match.start() not in taken:
            changes.append(Change(match.start(), match.end(), match[0], NAME))
    changes += (Change(*match.span(), match[0], "lost-character") for match in _LOST.finditer(text))
    if _GBK_SIGN.search(text) or _GBK_OFTEN.search(text):
        changes += _gbk(text)
    return sorted(changes)
