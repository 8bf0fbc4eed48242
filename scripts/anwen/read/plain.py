"""Plain text, which may be Markdown."""

from __future__ import annotations

import re

from anwen.markdown import SIGN, is_markdown
from anwen.read.decode import decode
from anwen.records import Mark, Original

_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1")


def read_plain(file: str, data: bytes) -> Original:
    """Read a .txt file; see `anwen.read.read`."""
    text, encoding = decode(file, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, marks = _unmarked(text) if is_markdown(text) else (text, ())
    return Original(file=file, text=text, media="text/plain", encoding=encoding, marks=marks)


def _unmarked(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without the signs of Markdown, and where its headings are.

    >>> _unmarked("## 一、议题\\n\\n> **安全**第一")
    ('一、议题\\n\\n安全第一', (Mark(kind='heading', start=0, end=4, level=2),))
    """
    lines: list[str] = []
    marks: list[Mark] = []
    place = 0
    for line in _STRONG.sub(r"\2", text).split("\n"):
        sign = SIGN.match(line)
        words = line[sign.end() :] if sign else line
        if sign and sign["sign"] != ">":
            marks.append(Mark("heading", place, place + len(words), len(sign["sign"])))
        lines.append(words)
        place += len(words) + 1
    return "\n".join(lines), tuple(marks)
