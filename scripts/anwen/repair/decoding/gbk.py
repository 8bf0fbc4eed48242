"""UTF-8 read as GBK: 瀹夊叏 → 安全. The way back is exact where no byte was lost; else the language model chooses.

What could not be shown stands as ``?`` or U+FFFD, for one byte or for two. Such text may begin and end in the midst of
a line that is sound.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from anwen.repair.draft import Change, marked
from anwen.repair.language.model import START, model, normal
from anwen.repair.language.words import word_cost
from anwen.repair.marks import CHINESE, HAN_CHAR, NUMERALS, READABLE, at

WIDE = re.compile(f"[{READABLE}]")
# … and those that may be chosen for bytes that were lost: nobody knows whether they were of ≥ or of ≠.
_LIKELY = re.compile(f"[{CHINESE}\u2010-\u203b\u2190-\u21ff\u2460-\u24ff\u25a0-\u27bf\u3000-\u303f\uff00-\uffef]")

# GBK readings of the commonest UTF-8 beginnings: ，；： (EF BC), 。、《 (E3 80), 的 (E7 9A 84), “ ” (E2 80).
_GBK_SIGN = re.compile("[锛銆鈥鐨]")
_GBK_SURE = re.compile("[锛銆]")  # no word of today has them
_GBK_RUN = re.compile("[^\x00-\x7f]+(?:\\?{1,2}[^\x00-\x7f]+)*\\?{0,2}")
_SHOWN_LOSS = re.compile("[^\x00-\x7f][?\ufffd]")
_LOST_BYTES = ("?", "\ufffd")
# What a byte can be that was lost: the first of three, the second, the third.
_LOST_RANGES = (range(0xE3, 0xEA), range(0x80, 0xC0), range(0x80, 0xC0))
_FEW = 3  # characters: fewer that fit are there by chance
MOST = 2000  # lost characters of a page that are read; a page with more is no page
_STRETCH = 6  # characters that read as UTF-8, amid sound text
_WAYS = 16  # readings followed side by side
_WORDS = 1.0  # the weight of the words that they make: by three characters 会，要清 is as likely as 会，讲清


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
        tokens.append([char for start in first for char in wide(start, product(one, other))])
    if (
        not tokens
        or not all(tokens)
        or (missing and len(tokens) < _FEW and not before)
        or 2 * missing > len(tokens) + 1
    ):
        return None
    if due in tokens[0] and tokens[1:2] == [["、"]]:
        tokens[0] = [due]
    text = likeliest(tokens, before, after)
    return (text, missing) if HAN_CHAR.search(text) else None


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


def wide(lead: int, tails: Iterable[tuple[int, int]]) -> list[str]:
    """The Chinese characters among those of three bytes."""
    chars = {bytes((lead, *tail)).decode("utf-8", "ignore") for tail in tails if min(tail) >= 0x80}
    return sorted(filter((WIDE if len(chars) == 1 else _LIKELY).fullmatch, chars))


def likeliest(tokens: list[list[str]], before: str, after: str) -> str:
    """One character of each token, so that the whole costs least between ``before`` and ``after``."""
    ways = [(0.0, (START + START + before)[-2:])]
    for options in [*tokens, [after or START]]:
        sure = len(ways) == len(options) == 1  # nothing to choose
        ways = sorted(
            (cost if sure else cost + _cost(text, char), text + char) for cost, text in ways for char in options
        )[:_WAYS]
    found = [(cost, text[2 : 2 + len(tokens)]) for cost, text in ways]
    if len(found) > 1:
        found = sorted((cost + _WORDS * word_cost(text), text) for cost, text in found)
    return found[0][1]


def _cost(text: str, char: str) -> float:
    return model().cost("".join(map(normal, text[-2:] + char)))


def _begins(run: str) -> bool:
    """Whether a run can begin with the first two bytes of a Chinese character in UTF-8."""
    return len(run) >= _FEW and run[0] in _leading()


@cache
def _beginnings() -> re.Pattern[str]:
    """Where a run can begin with what the first two bytes of Chinese in UTF-8 show as."""
    return re.compile(rf"[{_leading()}](?<![^\x00-\x7f].)")


@cache
def _amid() -> re.Pattern[str]:
    """… and where it can behind a mark of a sound sentence: 值班制度，閬囨湁闄╂儏."""
    return re.compile(f"[{_leading()}](?<=[，。；：、“（].)")


def _fits(text: str, start: int) -> bool:
    """Whether the characters from ``start`` on read as UTF-8, as many as a stretch has."""
    data = text[start : start + _STRETCH].encode("gb18030", "replace")
    return len(data) == 2 * _STRETCH and _is_utf8(data, 0)


def _run_end(text: str, start: int) -> int:
    run = _GBK_RUN.match(text, start)
    return run.end() if run else start


@cache
def _leading() -> str:
    """The characters that the first two bytes of Chinese in UTF-8 show as."""
    pairs = (bytes((lead, tail)) for lead in range(0xE2, 0xF0) for tail in range(0x80, 0xC0))
    return "".join(pair.decode("gb18030") for pair in pairs)


def find(text: str, read: Mapping[int, str]) -> list[Change]:
    found: list[Change] = []
    amid = [match.start() for match in _amid().finditer(text) if _fits(text, match.start())]
    signed = bool(_GBK_SIGN.search(text))
    if not signed and not _beginnings().search(text):
        done = 0
        for start in amid:
            if start >= done:
                done = _run_end(text, start)
                found += _stretches(text, start, done)
        return found
    few = sum(map(text.count, _LOST_BYTES)) <= MOST or len(_SHOWN_LOSS.findall(text)) <= MOST
    left = MOST if few else 0
    short: list[re.Match[str]] = []
    for match in _GBK_RUN.finditer(text):
        run = match[0]
        if not (signed and _GBK_SIGN.search(run)) and not _begins(run):
            short.append(match)
            first = bisect_left(amid, match.start())
            if first < len(amid) and amid[first] < match.end():
                found += _stretches(text, amid[first], match.end())
            continue
        back = _from_gbk(run, at(text, match.end()), left, _due(text, match.start(), read))
        if back is not None:
            found.append(_put_back(match, *back))
        elif inner := list(_stretches(text, *match.span())):
            found += inner
        elif _GBK_SURE.search(run):
            found.append(marked(text, *match.span(), "mojibake"))
    for match in short if any(change.after != text[change.start : change.end] for change in found) else ():
        if back := _from_gbk(match[0], at(text, match.end()), left, before=at(text, match.start() - 1)):
            found.append(_put_back(match, *back))
    return found


def _put_back(match: re.Match[str], text: str, lost: int) -> Change:
    return Change(*match.span(), text, "lost-character" if lost else "")


def _stretches(text: str, start: int, end: int) -> Iterator[Change]:
    """The parts of ``text[start:end]`` that are misread without a loss amid characters that are not."""
    while start < end:
        last, place, data = start, 0, b""
        while last < end and _is_utf8(more := text[last].encode("gb18030", "replace"), place):
            data, place, last = data + more, (place + len(more)) % 3, last + 1
        back = data.decode("utf-8", "replace")
        if last - start >= _STRETCH and all(map(WIDE.match, back)):
            yield Change(start, last, back)
        start = max(last, start + 1)
