"""Names of originals that are safe on every system and in every table."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
_WINDOWS_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)

MOST_BYTES = 200  # of UTF-8; file systems stop at 255, and copies and temporary files need room for their additions


def safe_name(name: str) -> str:
    """The name under which an original is kept: the last part of ``name`` without what could do harm in a path.

    >>> safe_name("../../安全生产 会议纪要.txt")
    '安全生产 会议纪要.txt'
    >>> safe_name("a\\\\..:b\\x00.html"), safe_name("-rf.txt"), safe_name("con.txt"), safe_name("...")
    ('a_.._b.html', 'rf.txt', '_con.txt', 'original')
    """
    name = unicodedata.normalize("NFC", name.rsplit("/", 1)[-1])
    name = "".join(
        "_" if unicodedata.category(character) in ("Cs", "Co", "Cn", "Zl", "Zp") else character
        for character in name
        if unicodedata.category(character) not in ("Cc", "Cf")
    )
    name = _NOT_IN_NAMES.sub("_", name).strip().lstrip(".-").rstrip(". ")
    path = PurePosixPath(name or "original")
    stem, suffix = path.stem.strip(), path.suffix
    if _WINDOWS_DEVICES.fullmatch(stem.split(".")[0]):
        stem = "_" + stem
    while len((stem + suffix).encode()) > MOST_BYTES and stem:
        stem = stem[:-1]
    return (stem or "original") + suffix
