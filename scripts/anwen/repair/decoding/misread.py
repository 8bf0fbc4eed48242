"""GBK read with a table of single bytes: ÖÐ¹ú → 中国 (Latin-1, cp1252), ｰｲﾈｫ → 安全 (half-width katakana).

The way back is exact. Latin words have a few such letters among plain ones, masks and figures (××××, ±°, ½) are not
two bytes of common characters that the language model would read. Where only the marks were read so, ¡¶消防法¡·£¬, the
characters beside them are sound.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import mean_cost
from anwen.repair.marks import HAN, MARKS, READABLE, at, unusual
from anwen.repair.spoken import encoding_told

NAME = "mojibake"

# Pairs of the upper half, and between them those that GBK has beside: 〇 is A9 96, 瞭 B2 74.
# Not {2} nor {4,}: a search that begins with a single character takes half the time.
_LATIN = re.compile(
    "[\xa1-\xff][\xa1-\xff](?:[\xa1-\xff]{2}|[\x81-\xa0][@-~\x80-\xfe]|[\xa1-\xfe][@-~\x80-\xa0]"
    "|(?:[ -~\n]|[0-9.%-]{2,8})(?=[\xa1-\xff]{2}))*[\xa1-\xff]{2}"
)
_MARK = re.compile("(?:[¡£][¡-¿])+")
_SIGNS = re.compile(f"[{MARKS}]+")
_BESIDE = re.compile(f"[{HAN}0-9]")
_AGREE = 2
_KANA = re.compile("[\uff61-\uff9f][\uff61-\uff9f]{3,}")
_ANY = re.compile("[\xa1-\xff\uff61-\uff9f]")
_LATIN_WORD = re.compile("[A-Za-z]")
_READABLE = re.compile(f"[{READABLE} -~\\n]+")
_DEAREST = 9.5  # nats a character; Chinese text costs four to seven, a chance reading twelve and more


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("gbk")  # Python's gb2312 has U+2015 and U+30FB for — and ·
    except UnicodeDecodeError:
        return ""
    return text if _READABLE.fullmatch(text) else ""


def find(text: str) -> list[Change]:
    found: list[Change] = []
    if not _ANY.search(unusual(text)):
        return found
    for match in _LATIN.finditer(text):
        if _LATIN_WORD.match(at(text, match.start() - 1)) or len(set(match[0])) < 3:
            continue
        back = _decoded(match[0].encode("latin-1"))
        if back and mean_cost(back) <= _DEAREST and not encoding_told(text, *match.span(), back):
            found.append(Change(*match.span(), back))
    for match in _KANA.finditer(text):
        back = _decoded(bytes(ord(char) - 0xFF61 + 0xA1 for char in match[0]))
        if back and mean_cost(back) <= _DEAREST:
            found.append(Change(*match.span(), back))
    return disjoint([*found, *_marks(text)]) if "¡" in text or "£" in text else sorted(found)


def _marks(text: str) -> list[Change]:
    """Marks that alone were read so, in a text that has several.

    >>> [change.after for change in _marks("按照¡¶消防法¡·£¬全面排查¡£")], _marks("票价£¡，££5")
    (['《', '》，', '。'], [])
    """
    runs = ((match, _decoded(match[0].encode("latin-1"))) for match in _MARK.finditer(text))
    found = [
        Change(*match.span(), back)
        for match, back in runs
        if _SIGNS.fullmatch(back)
        and (_BESIDE.match(at(text, match.start() - 1)) or _BESIDE.match(at(text, match.end())))
        and not encoding_told(text, *match.span(), back)
    ]
    return found if len(found) >= _AGREE else []
