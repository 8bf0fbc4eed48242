"""How well two stretches of text go together that something stands between, by the field's language model.

A page number, a line's end or a stray dot can fall inside a word. What stands on either side then goes together far
better than with a paragraph's end and beginning.
"""

from __future__ import annotations

from anwen.repair.slip.model import START, model, normal

# In nats, read off 47 breaks written for the purpose: heading and paragraph, list items, names and fields gain 4.6 at
# most, a foreign name 5.4; a sentence that goes on gains 5 and more, a phrase 7, the inside of a word 11.8 and more.
RUNS_ON = 5.0
ONE_PHRASE = 6.0
ONE_WORD = 11.0


def gain(left: str, right: str) -> float:
    """What it gains to read ``right`` behind ``left`` without a break (nats; below 0: the break is likelier).

    Only the last two characters of ``left`` and the first two of ``right`` count; with fewer nothing can be said.

    >>> gain("坚持人民至", "上、生命至上") > ONE_WORD, gain("增强责任感", "会议指出") < RUNS_ON
    (True, True)
    """
    before, after = "".join(map(normal, left[-2:])), "".join(map(normal, right[:2]))
    if len(before) < 2 or len(after) < 2:
        return 0.0
    cost = model().cost
    joined = cost(before + after[0]) + cost(before[1] + after)
    broken = cost(before + START) + cost(START + START + after[0]) + cost(START + after)
    return broken - joined


def across(text: str, start: int, end: int) -> float:
    """What it gains to leave ``text[start:end]`` out.

    >>> across("坚持人民至- 3 -上、生命至上", 5, 10) > ONE_WORD
    True
    """
    return gain(text[max(0, start - 2) : start], text[end : end + 2])
