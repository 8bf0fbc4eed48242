"""Traditional and simplified characters, each made of the other, as functions of text alone (OpenCC)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

# Converters of mainland pages write 著 for every 着, OpenCC's t2s leaves 著 alone. It stays where it means "to write"
# or "outstanding".
_ZHU = re.compile(
    "著(?:名(?![单字额次义])|作(?!业)|称|述|者|书立说|有(?=《))"
    "|(?:[显昭卓名原专编巨遗合撰土拙所]|(?<!翻)译|(?<![讨议谈辩评争])论|见微知|彰明较)著(?![手火急重力眼装陆落实想])"
    "|(著)"
)


@cache
def _converter(way: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert = OpenCC(way).convert
    return lambda text: convert(text.encode("utf-8", "replace").decode("utf-8"))  # a lone surrogate becomes one ?


def simplified(text: str) -> str:
    """``text`` in simplified characters, phrases and 着/著 minded.

    >>> simplified("著名專家看著乾燥的乾坤")
    '著名专家看着干燥的乾坤'
    """
    done = _converter("t2s")(text)
    return _ZHU.sub(lambda match: "着" if match[1] else match[0], done) if "著" in done else done


def traditional(text: str) -> str:
    """``text`` in traditional characters.

    >>> traditional("干净的头发")
    '乾淨的頭髮'
    """
    return _converter("s2t")(text)


def is_simplified(char: str) -> bool:
    """Whether traditional text writes ``char`` otherwise.

    >>> is_simplified("门"), is_simplified("門"), is_simplified("人")
    (True, False, False)
    """
    return not "\ud800" <= char <= "\udfff" and traditional(char) != char
