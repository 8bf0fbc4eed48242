"""HTML entities left in the text, escaped once or more, whole or maimed: &nbsp; &amp;ldquo; &#8220; &nbsp ldquo;."""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import CHINESE, HAN_CHAR, is_han

NAME = "entity"

_ENTITY = re.compile(
    r"[&＆] ?(?:(?:amp|AMP)[;；])*([#＃] ?[xX][0-9a-fA-F]{1,6}|[#＃] ?[0-9]{1,7}|8[0-9]{3}(?=;)"
    r"|[A-Za-z][A-Za-z0-9]{1,31})[;；]"
)
# Those that no Latin text writes with &: R&D, AT&T, ?a=1&copy=2 are none of them. Beside Chinese they need no end …
_COMMON = (
    "nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|hellip|middot|mdash|ndash|bull|quot|lt|gt|amp|times|divide|deg|permil|plusmn"
    "|laquo|raquo|copy|reg|le|ge|zwnj|zwj|shy|sect|para"
)
_ENDLESS = re.compile(
    rf"(?:(?<=[{CHINESE}\s;；0-9>)）])|^)&(?:amp)?({_COMMON})(?![A-Za-z0-9=;；])|&(?:amp)?(nbsp|ensp|emsp|ldquo|rdquo|middot|mdash"
    rf"|hellip|lsquo|rsquo|quot)(?=[{CHINESE}0-9&])|&(#[0-9]{{4,5}}|#[xX][0-9a-fA-F]{{4}})(?![0-9A-Za-z;；])",
    re.MULTILINE,
)
# … and no beginning.
_HEADLESS = re.compile(
    rf"(?<![A-Za-z&])(?:(?:amp)[;；])?(nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|hellip|middot|mdash|quot)[;；]|(?<=[{CHINESE}])(#[0-9]{{4,5}})[;；]"
)
# ＆ｎｂｓｐ；
_WIDE = re.compile("＆([Ａ-Ｚａ-ｚ]{2,8}|＃[０-９]{2,7})；?")
_LINE_FEED = re.compile(r"\n|&#(?:10|[xX]0?[aA]);")
# Signs that show nothing.
_NOTHING = frozenset("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_NUMBERED = re.compile(r"[&＆] ?(?:amp[;；])*([#＃] ?(?:[0-9]{5}|[xX][3-9a-fA-F][0-9a-fA-F]{3}))[;；]")
# &ldquo ;
_PARTED = re.compile(rf"&({_COMMON}) [;；]")


def _char(name: str) -> str:
    """What an entity stands for; ``""`` where it is none, or nothing that can be shown."""
    name = unicodedata.normalize("NFKC", name).replace(" ", "")
    name = "#" + name if name.isdigit() else name  # &8220;
    if name[0] != "#" and name + ";" not in html5:
        return ""
    char = html.unescape(f"&{name};")
    return char if char != "\ufffd" and (char.isprintable() or char.isspace() or char in _NOTHING) else ""


def _numbered(text: str) -> bool:
    """Whether most of a page is characters as numbers: an English page may well write about entities.

    >>> _numbered("&#23433;&#20840;&#31532;&#19968;"), _numbered("The entity &#20013; stands for a character.")
    (True, False)
    """
    numbers = [match[0] for match in _NUMBERED.finditer(text) if is_han(_char(match[1]))]
    return bool(numbers) and 2 * sum(map(len, numbers)) >= len(text) - sum(map(str.isspace, text))


def find(text: str) -> list[Change]:
    if not ("&" in text or "＆" in text or "quo;" in text or "sp;" in text):
        return []
    if not HAN_CHAR.search(text) and not _numbered(text):
        return []
    found: dict[int, Change] = {}
    for pattern in (_ENTITY, _WIDE, _PARTED, _ENDLESS, _HEADLESS):
        for match in pattern.finditer(text):
            name = next(group for group in match.groups() if group)
            char = _char(name)
            if char == "\r":
                char = "" if _LINE_FEED.match(text, match.end()) else "\n"
                found.setdefault(match.start(), Change(*match.span(), char))
            elif char:
                found.setdefault(match.start(), Change(*match.span(), char))
    return disjoint(found.values())
