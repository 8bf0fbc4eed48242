"""Look-alike code points that PDF and old encodings leave: ⽬录 → 目录, ︵ → （, ﹐ → ，."""

from __future__ import annotations

import re
import unicodedata

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


def _normal(char: str) -> str:
    return _RADICALS.get(char) or _FORMS.get(char) or unicodedata.normalize("NFKC", char)


def find(text: str) -> list[Change]:
    if not _ODD.search(unusual(text)):
        return []
    found = [(match, _normal(match[0])) for match in _ODD.finditer(text)]
    if any("\ufb00" <= match[0] <= "\ufb06" for match, _ in found) and not HAN_CHAR.search(text):
        found = [pair for pair in found if not "\ufb00" <= pair[0][0] <= "\ufb06"]  # an English page's own
    return [Change(*match.span(), normal) for match, normal in found if normal != match[0] and not _quoted(text, match)]


def _quoted(text: str, match: re.Match[str]) -> bool:
    """Whether the sign is spoken of: “⺮”读作竹字头."""
    return text[match.start() - 1 : match.start()] == "“" and text[match.end() : match.end() + 1] == "”"
