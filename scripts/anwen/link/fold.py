"""The view of a text in which names are looked for: width and case folded, quotes and separators left out."""

from __future__ import annotations

# Quotes may stand anywhere around or in a name (安全生产“黑名单”, “一票否决”制).
QUOTES = frozenset("“”‘’\"'「」『』")
# Separators may only stand where the name itself has one (人民至上、生命至上).
SEPARATORS = frozenset("、，,；;·・ \u3000\u00a0")
# Book-title marks belong to neither: see `titles`.
MARKS = frozenset("《》〈〉")

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_OUT = QUOTES | SEPARATORS | MARKS
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def fold(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the place it has in ``text``.

    >>> fold("“三违”、ＧＤＰ")
    ('三违gdp', [1, 2, 5, 6, 7])
    """
    places = [place for place, char in enumerate(text) if char not in _OUT]
    narrow = "".join([text[place] for place in places]).translate(_WIDTH)
    lower = narrow.lower()
    # A few capitals (İ) lower to two characters; the places must still fit.
    return (lower if len(lower) == len(narrow) else narrow), places


def gaps(text: str) -> frozenset[int]:
    """Where a name has separators: the folded length before each.

    >>> sorted(gaps("安全第一、预防为主、综合治理"))
    [4, 8]
    """
    found, length = set(), 0
    for char in text:
        if char in SEPARATORS:
            found.add(length)
        elif char not in _OUT:
            length += 1
    return frozenset(found)


def titles(text: str) -> list[tuple[int, int]]:
    """The outermost 《…》 of a text, from after 《 to before 》; an unclosed one is no title.

    >>> titles("《关于贯彻《安全生产法》的通知》和《消防法》")
    [(1, 15), (18, 21)]
    """
    found: list[tuple[int, int]] = []
    depth, start = 0, 0
    for place, char in enumerate(text):
        if char == "《":
            depth += 1
            if depth == 1:
                start = place + 1
        elif char == "》" and depth:
            depth -= 1
            if not depth:
                found.append((start, place))
    return found


def with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, with the other half of a quote of which it holds one half.

    >>> with_quotes("对安全生产“红线”的理解", 1, 8), with_quotes("反“三违”活动", 2, 4)
    ((1, 9), (2, 4))
    """
    inside = text[start:end]
    for left, right in _PAIRS.items():
        if inside.count(left) > inside.count(right) and text.startswith(right, end):
            end += 1
        elif inside.count(left) < inside.count(right) and text.startswith(left, start - 1) and start:
            start -= 1
    return start, end
