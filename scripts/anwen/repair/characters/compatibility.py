"""Look-alike code points that PDF and old encodings leave: ⽬录 → 目录, ︵ → （, ﹐ → ，."""

from __future__ import annotations

import re
import unicodedata

from anwen.repair.draft import Change

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
# Only the radicals, the compatibility ideographs and the vertical and small forms: ① ㎡ ℃ ２ are the author's.
_ODD = re.compile(
    "[\u2e80-\u2fd5\uf900-\ufad9\ufe10-\ufe19\ufe30-\ufe4f\ufe50-\ufe6b\uff61-\uff64\U0002f800-\U0002fa1d]"
)


def _normal(char: str) -> str:
    return _RADICALS.get(char) or _FORMS.get(char) or unicodedata.normalize("NFKC", char)


def find(text: str) -> list[Change]:
    found = ((match, _normal(match[0])) for match in _ODD.finditer(text))
    return [Change(*match.span(), normal) for match, normal in found if normal != match[0] and not _quoted(text, match)]


def _quoted(text: str, match: re.Match[str]) -> bool:
    """Whether the sign is spoken of: “⺮”读作竹字头."""
    return text[match.start() - 1 : match.start()] == "“" and text[match.end() : match.end() + 1] == "”"
