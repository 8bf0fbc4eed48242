"""Style rules, whole or in part: .a{text-indent:2em;}, font-size:16px;line-height:2em;.

What the text tells to be set (样式设为：font-size:16px;) is its author's.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.marks import CHINESE

NAME = "residue"  # for a reader the same as other markup

# A style rule: a selector in ASCII, then declarations in braces. Two hundred characters hold any selector.
_BLOCK = re.compile(r"\{(?=[^{}]{0,40}[:}])[^{}]{0,3000}\}")
_DECLARATIONS = re.compile(
    r"\{\s*(?:/\*[^*]*\*/\s*)?(?:[*_]?(?:-[a-z]{1,6}-)?"
    r"(?:margin|padding|font|color|size|line|text|mso|width|height|background|border|page|layout|widows|orphans|so|tab|behavior|direction"
    r"|display|float|clear|overflow|opacity|zoom|content|panose|src|transition|transform|box|min|max|top|left|right|bottom|letter|word|white"
    r"|vertical|list|position|cursor|punctuation|z|outline|visibility|animation|filter|flex|justify|align|resize|user|unicode|table)"
    r"(?:-[\w-]{1,40})?\s*:\s*[^;{}]{1,300}(?:;\s*|(?=\})))*\}"
)
_SPACES = re.compile(r"[ \t]*")
_SELECTOR = re.compile(
    r"(?:/\*[^*\n]{0,100}\*/\s*)?(?:@[a-z-]+(?:\s[\w:.,() -]*)?"
    r"|[.#*]?(?<![<\w])[A-Za-z][\w.#:>*, \-\\]*(?<![:>,\s])|\*)\s*\Z"
)
# font-size:16px;line-height:2em; of a tag that lost all else. 尺寸width: 2px; height: 3px; may be the author's.
_BARE = re.compile(
    f'(?<=[{CHINESE}])[ "]*(?:(?:font|line|text|margin|padding|color|background|border|width|height|mso|letter|word)'
    f'(?:-[a-z-]{{2,30}})? ?: ?[!-:<-~ ]{{1,40}}?; ?){{2,20}}[">]*(?=[{CHINESE}])'
)
# text-indent: 2em; text-align: justify;">小满过后: the end of a tag that a line begins with.
_TAG_END = re.compile(
    r"^[ \t]*(?:(?:font|line|text|margin|padding|color|background|border|width|height|mso|letter|word|white)"
    r"(?:-[a-z-]{2,30})? ?: ?[^;:\"<>\n]{1,40}(?:; ?|(?=\">))){1,20}\"/?>",
    re.MULTILINE,
)
_STYLES = re.compile("(?:font|text|mso|letter)-|margin|padding")
_SET = re.compile("(?:设[为置成]?|写[为成作]|[改用]为|属性|样式)[^，。；\n]{0,6}\\Z")  # 样式设为：font-size:16px;
_TELLS = 10


def find(text: str) -> list[Change]:
    """Changes for style rules, and for declarations that lost all else.

    >>> [change[:2] for change in find(".a{text-indent:2em;}会议要求")], find("设为：font-size:16px;line-height:2em;的")
    ([(0, 20)], [])
    """
    changes: list[Change] = []
    if "px;" in text or "pt;" in text or "em;" in text or "%;" in text:
        changes += left_out(match for match in _BARE.finditer(text) if not _author_set(text, match))
    if '">' in text:
        changes += left_out(_TAG_END.finditer(text))
    if "{" in text:
        changes += _styles(text)
    return disjoint(changes)


def _styles(text: str) -> list[Change]:
    found: list[Change] = []
    place = 0
    for block in _BLOCK.finditer(text):
        head = text[max(place, block.start() - 200) : block.start()]
        selector = _SELECTOR.search(head)
        if selector and _DECLARATIONS.fullmatch(block[0]) and (":" in block[0] or selector[0].startswith("@")):
            first = block.start() - len(selector[0])
            found.append(Change(first, _SPACES.match(text, block.end()).end(), ""))  # type: ignore[union-attr]
        place = block.end()
    return found


def _author_set(text: str, match: re.Match[str]) -> bool:
    """Whether declarations are the author's: told to be set, or nothing of a text's style."""
    told = _SET.search(text, max(0, match.start() - _TELLS), match.start())
    return bool(told) or not _STYLES.search(match[0])
