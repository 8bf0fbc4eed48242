"""Text of an original as Markdown that shows it as written."""

from __future__ import annotations

import re

# Everything Python-Markdown and its common extensions give a meaning inside a line. A backslash before an ASCII
# punctuation mark is always literal there (CommonMark 2.4; Python-Markdown's ESCAPED_CHARS is a subset, so the marks
# outside that subset are written as character references, which both read the same way).
_BACKSLASH = re.compile(r"[\\`*_{}\[\]>#|]")
_REFERENCE = {"&": "&amp;", "<": "&lt;", "~": "&#126;", "^": "&#94;", "=": "&#61;", "$": "&#36;"}
_REFERENCE_RE = re.compile("[" + re.escape("".join(_REFERENCE)) + "]")
# What only means something at the start of a line: list marks, numbers, definition, abbreviation and admonition marks.
_LINE_START = re.compile(r"^(\s*)([-+:!?%]|\d+(?=[.)]))", re.MULTILINE)


def escape(text: str) -> str:
    """Escape ``text`` (no blank lines in it) so that a Markdown reader shows it unchanged.

    >>> escape("1. *重点* <b>不</b> {#id}")
    '&#49;. \\\\*重点\\\\* &lt;b\\\\>不&lt;/b\\\\> \\\\{\\\\#id\\\\}'
    >>> escape("一是强化责任，二是排查隐患。")
    '一是强化责任，二是排查隐患。'
    """

    def reference(match: re.Match[str]) -> str:
        head = match.group(2)
        return f"{match.group(1)}&#{ord(head[0])};{head[1:]}"

    text = _REFERENCE_RE.sub(lambda match: _REFERENCE[match.group()], text)
    text = _BACKSLASH.sub(r"\\\g<0>", text)
    return _LINE_START.sub(reference, text)
