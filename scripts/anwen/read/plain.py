"""Plain text."""

from __future__ import annotations

from anwen.read.decode import decode
from anwen.records import Original


def read_plain(file: str, data: bytes) -> Original:
    """Read a .txt file; see `anwen.read.read`."""
    text, encoding = decode(file, data)
    return Original(
        file=file, text=text.replace("\r\n", "\n").replace("\r", "\n"), media="text/plain", encoding=encoding
    )
