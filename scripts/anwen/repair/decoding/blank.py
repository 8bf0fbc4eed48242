"""Fixed spaces that were decoded with the wrong table: 聽聽各单位 → 各单位, Â Â 为做好 → 为做好, 銆€銆€校车 → 　　校车.

The no-break space is C2 A0 in UTF-8, which GBK shows as 聽 and cp1252 as Â and a no-break space; two of one byte each
are 牋 in GBK; the ideographic space is E3 80 80, 銆€ in GBK. The text around them is sound, so no other rule for wrong
tables sees them. 聽 is a word of traditional text, and stays where no line begins with it
or the text has another traditional character.
"""

from __future__ import annotations

import re

from anwen.repair.characters.script import simplified
from anwen.repair.draft import Change
from anwen.repair.marks import CHINESE, at, count_han
from anwen.repair.spoken import spoken_of

NAME = "space"

_ANY = re.compile("聽|牋|銆€|Â|Ã|\ufffd|锟斤拷")
_HEARD = re.compile("聽+")
_INDENT = re.compile("^聽聽", re.MULTILINE)
_FIRST = re.compile("^聽", re.MULTILINE)
_PAIRS = re.compile("^牋+[?？]?(?=[^\n?？])|牋牋+[?？]?", re.MULTILINE)
_WIDE = re.compile("(?:銆€)+")
# Not amid text that was decoded twice: â€\xa0Â· shows three bytes, then two.
_LATIN = re.compile(
    "(?<![A-Za-z\xa1-\xff€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ])(?<![€Åˆ][\xa0 ])(?:Â[\xa0 ]|Â(?=["
    + CHINESE
    + "\n]|\\Z))+(?![A-Za-z\xc0-\xff])"
)
_LOST = re.compile("^(?:\ufffd{2,}|(?:锟斤拷){2,})", re.MULTILINE)  # an indent, of four bytes or more
_UNREAD = re.compile("\ufffd|锟斤拷")
# Signs beside figures, of two bytes each: 40Â°C, ±0.5 as Â±0.5, 3Ã—50.
_SIGN = re.compile("(?<![\xa1-\xff])(?:Â([°±²³·§µ«»©®])|Ã(?:([—\x97])|(·)))(?![\xa1-\xff])")
# … and as GBK shows them: 35掳C, 20掳C卤2掳C, 100mm脳50mm, 35渭g/m鲁, 420m虏, 60kW路h.
_GBK_SIGN = re.compile(
    "[掳卤脳渭虏鲁路](?:(?<=[0-9]掳)(?=[CcFf′0-9，。；、）)的以左至~-]|$)"
    "|(?<=[0-9A-Za-z℃°%掳(（差为度值]卤)(?=[0-9])|(?<=[0-9A-Za-z]脳)(?=[0-9])"
    "|(?<=[0-9 (（]渭)(?=(?:[gLlsVAFHWm]|mol|Sv|Gy|m?L)(?![A-Za-z0-9]))|(?<=[0-9 /kcdm]m虏)|(?<=/m鲁)"
    "|(?<=[0-9 kcdm]m鲁)(?=[/，。；、）)的以左至~0-9-]|天然气|$)|(?:(?<=[kM]W路)|(?<=[0-9]W路))(?=h)"
    "|(?:(?<=[0-9k ]N路)|(?<=[kMm]N路))(?=m(?![A-Za-z0-9]))|(?<=Pa路)(?=s(?![A-Za-z]))"
    "|(?<=[0-9kK]V路)(?=A(?![A-Za-z])))",
    re.MULTILINE,
)
# Behind letters and brackets 卤 and 脳 are words too, （卤30分钟）, but with a unit or where the page has another sign.
_LOOSE = re.compile("(?<=[A-Za-z(（差为度值])[卤脳]")
_MEASURED = re.compile("卤[0-9]+(?:[.．][0-9]+)? ?(?:[℃°掳鈩%％‰]|(?!min|h)[A-Za-z])")
_OTHERS = re.compile("[掳卤脳鈩](?<=[0-9].)")
_GBK_SHOWN = {"掳": "°", "卤": "±", "脳": "×", "渭": "μ", "虏": "²", "鲁": "³", "路": "·"}
_BEHIND = frozenset("\n。，；、：！？")
_ENOUGH = 12  # Chinese characters: as many in traditional text hold a traditional one
_LINES = 2


def _is_indent(text: str) -> bool:
    """Whether 聽 begins lines of a text that is simplified."""
    if not _INDENT.search(text) and len(_FIRST.findall(text)) < _LINES:
        return False
    rest = _HEARD.sub("", text)
    return count_han(rest) >= _ENOUGH and simplified(rest) == rest


def _signs(text: str) -> list[Change]:
    """Signs of two bytes as GBK shows them.

    >>> _signs("偏差（卤2%）"), _signs("（卤30分钟）"), len(_signs("30掳C（卤2）"))
    ([Change(start=3, end=4, after='±', doubt='', readings=(), rule='')], [], 2)
    """
    found = list(_GBK_SIGN.finditer(text))
    others = set(_OTHERS.findall(text)) if found else set()
    return [
        Change(*match.span(), _GBK_SHOWN[match[0]])
        for match in found
        if not _LOOSE.match(text, match.start()) or _MEASURED.match(text, match.start()) or others - {match[0]}
    ]


def find(text: str) -> list[Change]:
    signs = _signs(text)
    if not _ANY.search(text):
        return signs
    found = [match for pattern in (_PAIRS, _LATIN) for match in pattern.finditer(text)]
    found = [match for match in found if not spoken_of(text, *match.span())]  # “Â”是大写字母
    if "聽" in text and _is_indent(text):
        found += _HEARD.finditer(text)
    lost = list(_LOST.finditer(text))
    if len(lost) >= _LINES and sum(len(_UNREAD.findall(match[0])) for match in lost) == len(_UNREAD.findall(text)):
        found += lost
    changes = [Change(*match.span(), _shown(text, *match.span())) for match in found]
    changes += (Change(*match.span(), match[1] or ("×" if match[2] else "÷")) for match in _SIGN.finditer(text))
    return sorted(
        [*signs, *changes, *(Change(*match.span(), "\u3000" * (len(match[0]) // 2)) for match in _WIDE.finditer(text))]
    )


def _shown(text: str, start: int, end: int) -> str:
    """What to set for no-break spaces: nothing at a line's ends and behind a mark, where a page's layout has them."""
    layout = start == 0 or text[start - 1] in _BEHIND or at(text, end) in ("", "\n", "·")
    return "" if layout else "\xa0"
