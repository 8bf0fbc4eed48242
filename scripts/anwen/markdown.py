"""Text written in Markdown, told from a page on which a converter left some of its signs."""

from __future__ import annotations

import re

SIGN = re.compile(r"^(?P<sign>#{1,6}|>) +(?=\S)", re.MULTILINE)
_ANY_SIGN = re.compile(r"^[ \t]*(?:#{1,6}(?!\d)|[>＞])", re.MULTILINE)  # 3#泵, #1炉 are names
_HEADED = re.compile(r"\s*# +[^\n]*\n\s*\S")


def is_markdown(text: str) -> bool:
    """Whether a text is Markdown: its first line is its title, or blank lines part each heading and quotation.

    >>> is_markdown("# 会议纪要\\n\\n## 一、议题"), is_markdown("会议纪要\\n\\n> 安全第一。")
    (True, True)
    >>> is_markdown("加强领导。\\n## 二、工作措施"), is_markdown("##一、总则"), is_markdown("> 严禁假检。")
    (False, False, False)
    """
    signs = list(SIGN.finditer(text)) if "#" in text or ">" in text else []
    if not signs or len(_ANY_SIGN.findall(text)) > len(signs):
        return False
    return bool(_HEADED.match(text)) or ("\n\n" in text and all(_apart(text, sign) for sign in signs))


def _apart(text: str, sign: re.Match[str]) -> bool:
    """Whether blank lines, or lines of the same quotation, part a line from the text around it."""
    end = text.find("\n", sign.end())
    before, behind = text[max(0, sign.start() - 2) : sign.start()], text[end + 1 : end + 2] if end >= 0 else ""
    quoted = sign["sign"] == ">"
    begun = text.startswith(">", text.rfind("\n", 0, max(0, sign.start() - 1)) + 1)
    return (before in ("", "\n", "\n\n") or (quoted and begun)) and (behind in ("", "\n") or (quoted and behind == ">"))
