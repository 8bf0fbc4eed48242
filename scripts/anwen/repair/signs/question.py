"""Tell a question mark from the ``?`` that a decoder left for a lost byte, by what stands around it."""

from __future__ import annotations

import re

from anwen.repair.marks import PINYIN, TONED, at, beside_chinese

# A clause that asks. 何 and 否 alone are left out, and 几 far from the end: they stand in statements as often.
_ASKS = re.compile(
    "[吗嗎呢吧么麼否][”’》）)]?$|[没沒]有$|真的$|怎[么麼样樣]|如何|[什甚][么麼]|[为為]何|何[时地处人以]|哪|[谁誰]|多少|多[大久长長远遠高重]$"
    "|是否|能否|可否|会否|[难難]道|[岂豈]|啥|咋|有没有|[几幾].{1,4}$|要不要|[对對]不[对對]|好不好|何[谓謂]|(.)不\\1"
)
_SENTENCE = re.compile("[。！？；!?;\n]")
_WINDOW = 60
_NOTE = re.compile(f"[{PINYIN}]{{0,6}}[{TONED}][{PINYIN}]{{0,6}} ?[)）]")  # behind a ?: the rest of an annotation
_LINE_END = re.compile("[”’》）)」』]* *(?:\n|$)")
# What only a slip leaves: a ? before a mark, two of them, a cut annotation, an annotation behind an ASCII character.
_SLIPPED = re.compile(
    rf"[?A-Z\\^_`](?:(?<=\?)(?:[,;:、。，；：]|[{PINYIN}]{{1,7}}\))|(?<=[^\s?]\?)\?|(?<!\?)\([{PINYIN}]{{2,7}}\))"
)


def genuine(text: str, start: int, end: int) -> bool:
    """Whether the run of ``?`` at ``text[start:end]`` ends a question, judged by its own clause alone.

    >>> genuine("怎么办?快说", 3, 4), genuine("在?放挪", 1, 2), genuine("如何締?zé)任", 3, 4)
    (True, False, False)
    """
    if _NOTE.match(text, end):
        return False
    if at(text, start - 1) in (",", "，"):  # 教训,?: the filter's own comma
        start -= 1
    if end - start > 4 or not beside_chinese(text, start - 1, -1) or at(text, end) in tuple(",;:、。，；："):
        return False
    clause = _SENTENCE.split(text[max(0, start - _WINDOW) : start])[-1]
    return bool(_ASKS.search(clause))


def slipped(text: str) -> bool:
    """Whether some ``?`` in the text can only come from a slip."""
    return bool(_SLIPPED.search(text))


def ends_line(text: str, end: int) -> bool:
    """Whether only closing marks stand between ``end`` and the end of the line."""
    return bool(_LINE_END.match(text, end))
