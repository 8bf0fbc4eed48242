r"""Mail as it travels: quoted-printable text, and the words of its header lines.

=E4=BC=9A=E8=AE=AE, a ``=`` at a line's end that is none, =?UTF-8?B?5a6J5YWo?=, ~{02H+~} (HZ, RFC 1843) → 会议, 安全.
Other characters that were written down by number are `escape`'s.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import mean_cost
from anwen.repair.lines import line_around
from anwen.repair.marks import HAN_CHAR, READABLE

NAME = "entity"  # for a reader the same as &#23433;

_BYTE = "=[0-9A-F]{2}"
# From the first byte to the last; a line's end behind = is none, and what ASCII stands between is as it was.
_RUN = re.compile(f"{_BYTE}(?:[!-<>-~ ]{{0,74}}=(?:[0-9A-F]{{2}}|\r?\n))*")
_SURE = re.compile(f"{_BYTE}(?:(?:=\n)?{_BYTE}){{2,}}")
_TOKEN = re.compile("=(?:([0-9A-F]{2})|\r?\n)|([!-<>-~ ])")
_ADDRESS = re.compile(r"(?:://|www\.|[/?&])[!-~]*\Z")
_BEFORE = 80
_WORD = r"=\?[A-Za-z0-9-]{2,20}\?[BbQq]\?[!->@-~]{2,400}\?="
_WORDS = re.compile(rf"{_WORD}(?:\s{{1,3}}{_WORD}){{0,40}}")
# GB 2312 in seven bits, for mails and news that lost the eighth.
_HZ = re.compile("~\\{((?:[!-}][!-~]){2,400})~\\}")
_DEAREST = 9.5  # nats a character; Chinese text costs four to seven, a chance reading twelve and more
_READABLE = re.compile(f"[{READABLE}\t\n -~]+")
# A page that tells how mails are encoded shows a character or two.
_TOLD = re.compile("[编解]码|乱码|转义|(?i:hz-gb|quoted-printable|mime|base64|utf-8)")
_ASKED = re.compile("(?:如何|怎[么样]|请)[^，。；\n]{0,6}(?:解码|译码|还原)|(?:解码|译码)(?:后|[得为成]|结果)")
_FEW, _LINE = 4, 200


def find(text: str) -> list[Change]:
    r"""Changes for what gives Chinese text.

    >>> find("=E4=BC=9A=E8=AE=AE=\n=E5=AE=9A=E4=BA=8E3=E6=97=A5=E5=8F=AC=E5=BC=80")
    [Change(start=0, end=66, after='会议定于3日召开', doubt='', readings=(), rule='')]
    >>> find("主题：=?UTF-8?B?5a6J5YWo?=")[0].after
    '安全'
    """
    found: list[Change] = []
    if "~{" in text:
        found += (Change(*match.span(), _seven_bits(match[1])) for match in _HZ.finditer(text))
    for match in _RUN.finditer(text) if "=" in text and _SURE.search(text) else ():
        address = _ADDRESS.search(text, max(0, match.start() - _BEFORE), match.start())
        if not address and _SURE.search(match[0]):
            found.append(Change(*match.span(), _decoded(match[0])))
    if "=?" in text:
        found += (Change(*match.span(), _header(match[0])) for match in _WORDS.finditer(text))
    return disjoint(change for change in found if change.after and not _told(text, change))


def _told(text: str, change: Change) -> bool:
    """Whether the text tells how characters are encoded, or asks what they say."""
    start, end, after = change[:3]
    first, last = line_around(text, start, end, _LINE)
    around = text[first:start] + text[end:last]
    return bool(_ASKED.search(around) or (len(after) <= _FEW and _TOLD.search(around)))


def _decoded(run: str) -> str:
    data = b"".join(
        bytes([int(token[1], 16)]) if token[1] else (token[2] or "").encode() for token in _TOKEN.finditer(run)
    )
    for encoding in ("utf-8", "gb18030"):
        try:
            back = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return back if _READABLE.fullmatch(back) and HAN_CHAR.search(back) else ""
    return ""


def _seven_bits(run: str) -> str:
    """What a stretch of HZ says, ``""`` where it says nothing."""
    try:
        back = bytes(0x80 | ord(sign) for sign in run).decode("gb2312")
    except UnicodeDecodeError:
        return ""
    return back if _READABLE.fullmatch(back) and HAN_CHAR.search(back) and mean_cost(back) <= _DEAREST else ""


def _header(words: str) -> str:
    """What the encoded words of a mail's header say, ``""`` where they cannot be read."""
    try:
        parts = decode_header(words)
        back = "".join(data if isinstance(data, str) else data.decode(charset or "ascii") for data, charset in parts)
    except (HeaderParseError, UnicodeDecodeError, LookupError, ValueError):
        return ""
    return back if _READABLE.fullmatch(back) and HAN_CHAR.search(back) else ""
