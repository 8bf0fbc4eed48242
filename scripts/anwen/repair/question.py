"""Tell a question mark from the ``?`` that a decoder left for a lost byte, by what stands around it."""

from __future__ import annotations

import re

from anwen.repair.marks import PINYIN, at, is_chinese

# A clause that asks. Single 何, 几, 否 are left out: they stand in statements (任何, 几个) as often.
_ASKS = re.compile(
    "[吗呢吧么否][”’》）)]?$|没有$|怎[么样]|如何|什么|为何|何[时地处人以]|哪|谁|多少|多[大久长远高重]$"
    "|是否|能否|可否|会否|难道|岂|啥|咋|有没有|要不要|对不对|好不好|(是|能|会|该|可)不\\1"
)
_SENTENCE = re.compile("[。！？；!?;\n]")
_WINDOW = 60
_LINE_END = re.compile("[”’》）)」』]* *(?:\n|$)")
# What only a slip leaves: a ? before a mark, two of them, a cut annotation, an annotation behind an ASCII character.
_SLIPPED = re.compile(rf"\?[,;:、。，；：]|\?\?|\?[{PINYIN}]{{1,7}}\)|[A-Z\\^_`]\([{PINYIN}]{{2,7}}\)")


def genuine(text: str, start: int, end: int) -> bool:
    """Whether the run of ``?`` at ``text[start:end]`` ends a question, judged by its own clause alone.

    >>> genuine("怎么办?快说", 3, 4), genuine("在?放挪", 1, 2)
    (True, False)
    """
    if end - start > 3 or not is_chinese(at(text, start - 1)) or at(text, end) in tuple(",;:、。，；："):
        return False
    clause = _SENTENCE.split(text[max(0, start - _WINDOW) : start])[-1]
    return bool(_ASKS.search(clause))


def slipped(text: str) -> bool:
    """Whether some ``?`` in the text can only come from a slip."""
    return bool(_SLIPPED.search(text))


def ends_line(text: str, end: int) -> bool:
    """Whether only closing marks stand between ``end`` and the end of the line."""
    return bool(_LINE_END.match(text, end))
