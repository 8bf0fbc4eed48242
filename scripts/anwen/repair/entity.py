"""HTML entities left in the text, escaped once or more: &nbsp; &amp;ldquo; &#8220;."""

from __future__ import annotations

import html
import re
from html.entities import html5

from anwen.repair.draft import Change
from anwen.repair.marks import HAN

NAME = "entity"

_ENTITY = re.compile(r"&(?:amp;)*(#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_HAN = re.compile(f"[{HAN}]")


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    if "&" not in text or not _HAN.search(text):  # an English page may well write about entities
        return []
    for match in _ENTITY.finditer(text):
        if match[1][0] != "#" and match[1] + ";" not in html5:
            continue
        char = html.unescape(f"&{match[1]};")
        if char != "\ufffd" and (char.isprintable() or char.isspace()):  # &#0; and the like stay for a person to see
            changes.append(Change(match.start(), match.end(), char))
    return changes
