"""Look-alike code points that PDF and old encodings leave: ⽬录 → 目录, ︵ → （, ﹐ → ，."""

from __future__ import annotations

import re
import unicodedata

from anwen.repair.characters.script import simplified
from anwen.repair.characters.simplify import is_traditional
from anwen.repair.draft import Change
from anwen.repair.marks import HAN_CHAR, unusual

NAME = "compatibility"

# CJK radicals of the supplement block that stand for whole characters; Unicode gives them no mapping.
_RADICALS = dict(
    zip(
        "⺁⺄⺇⺈⺊⺌⺗⺙⺝⺟⺠⺥⺧⺩⺪⺬⺭⺮⺯⺱⺲⺶⺷⺺⺼⺾⻁⻃⻄⻅⻆⻇⻈⻉⻋⻎⻏⻐⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乙几刀卜小心攵月母民爪牛王疋示礻竹糸网罒羊羊聿肉艹虎覀西见角角讠贝车辶邑钅长长门雨青韦页风飞食饣首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
# NFKC would make ASCII of these; in Chinese text they stand for the full-width marks.
_FORMS = dict(
    zip(
        "︰︱︳︵︶︷︸﹐﹑﹒﹔﹕﹖﹗﹙﹚︐︑︒︓︔︕︖︙",
        "：｜｜（）｛｝，、．；：？！（），、。：；！？…",
        strict=True,
    )
)
_FORMS |= {"｡": "。", "｢": "「", "｣": "」", "､": "、"}
# Only the radicals, the compatibility ideographs and the vertical and small forms: ① ㎡ ℃ ２ ﹏ are the author's.
_ODD = re.compile(
    "[\u2e80-\u2fd5\ufb00-\ufb06\uf900-\ufad9\ufe10-\ufe19\ufe30-\ufe48\ufe50-\ufe6b\uff61-\uff64\U0002f800-\U0002fa1d]"
)
# In vertical lines of the mainland these are its quotation marks (GB/T 15834), in other places 「」 and 『』.
_SEVERAL, _SAMPLE = 3, 2000  # characters that simplified text has otherwise, and those that are looked at
_QUOTES = re.compile("[﹁﹂﹃﹄]")


def _normal(char: str) -> str:
    return _RADICALS.get(char) or _FORMS.get(char) or unicodedata.normalize("NFKC", char)


def find(text: str) -> list[Change]:
    if not _ODD.search(unusual(text)):
        return []
    found = [(match, _normal(match[0])) for match in _ODD.finditer(text)]
    if any("\ufb00" <= match[0] <= "\ufb06" for match, _ in found) and not HAN_CHAR.search(text):
        found = [pair for pair in found if not "\ufb00" <= pair[0][0] <= "\ufb06"]  # an English page's own
    quotes = _quotes(text) if any(match[0] in "﹁﹃" for match, _ in found) else {}
    found = [(match, quotes.get(match[0], normal)) for match, normal in found]
    return [Change(*match.span(), normal) for match, normal in found if normal != match[0] and not _quoted(text, match)]


def _quotes(text: str) -> dict[str, str]:
    """What quotation marks of vertical lines are in simplified text: “” where they come first, ‘’ within those."""
    if is_traditional(text) or _differs(text) >= _SEVERAL:
        return {}
    first = _QUOTES.findall(text)[0]
    outer = "﹃﹄" if first in "﹃﹄" else "﹁﹂"
    inner = "﹁﹂" if outer == "﹃﹄" else "﹃﹄"
    return dict(zip(outer + inner, "“”‘’", strict=True))


def _differs(text: str) -> int:
    sample = text[:_SAMPLE]
    return sum(old != new for old, new in zip(sample, simplified(sample), strict=False))


def _quoted(text: str, match: re.Match[str]) -> bool:
    """Whether the sign is spoken of: “⺮”读作竹字头."""
    return text[match.start() - 1 : match.start()] == "“" and text[match.end() : match.end() + 1] == "”"
