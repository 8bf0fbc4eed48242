"""What readers are told of a doubt: the note, where it stands, and the reference that leads from one to the other.

A reference is an empty link whose sign is in site.css, so that the element's text stays the passage's text. It can be
reached by touch and by keyboard, and leads to its note without a script.
"""

from __future__ import annotations

import re

from anwen.library import Passage
from anwen.publish.parts.markup import Html, element, join, text
from anwen.publish.parts.page import flat
from anwen.publish.parts.words import doubt_label
from anwen.records import Doubt

_AROUND = 16  # characters beside a doubt
# no year or amount begins so (a time, a telephone or a serial number may): its first digit is among what is in doubt
_CUT = re.compile(r"0[0-9]{2}年|0+[余多万亿]")


def in_order(passage: Passage) -> list[Doubt]:
    """A passage's doubts as a reader meets them."""
    return sorted(passage.doubts, key=lambda it: (it.start, it.end))


def beheaded(passage: Passage, doubt: Doubt) -> bool:
    """Whether the number behind the doubt has lost its beginning, as that of 传播，?023年."""
    return _CUT.match(passage.text, doubt.end) is not None


def readings(passage: Passage, doubt: Doubt) -> str:
    """What may have stood there, on one line; of a number's lost beginning, what leaves it without one is none.

    >>> seen = Passage("aw0001.p1", "", "paragraph", "转为传播?023年?", 0, 0)
    >>> readings(seen, Doubt("byte-slip", 9, 10, ("月\\n", "元", "周"))), readings(seen, Doubt("quotes", 0, 1))
    ('“月”“元”或“周”', '')
    >>> readings(seen, Doubt("byte-slip", 4, 5, ("：", "，2")))
    '“，2”'
    """
    fitting = [it for it in map(flat, doubt.readings) if it and (it[-1:].isdigit() or not beheaded(passage, doubt))]
    quoted = [f"“{words}”" for words in dict.fromkeys(fitting)]
    return "或".join(part for part in ("".join(quoted[:-1]), *quoted[-1:]) if part)


def note(passage: Passage, doubt: Doubt) -> str:
    """Why the place is in doubt and how it may read, in sentences.

    >>> seen = Passage("aw0001.p1", "", "paragraph", "传播，?023年", 0, 0)
    >>> note(seen, Doubt("quotes", 0, 1, ("责",)))
    '此处的引号缺了一半。可能的读法：“责”。'
    >>> note(seen, Doubt("byte-slip", 2, 4, ("，：",)))
    '此处原文错位成乱码，没有复原。后面的数字缺了开头，请查对原件。'
    """
    label, may = doubt_label(doubt.reason), readings(passage, doubt)
    cut = "后面的数字缺了开头，请查对原件" if beheaded(passage, doubt) else ""
    sentences = (label.label, label.note, cut, f"可能的读法：{may}" if may else "")
    return "".join(f"{sentence.rstrip('。')}。" for sentence in sentences if sentence)


def mark(doubt: Doubt, words: str) -> Html:
    """The doubted words; where something is missing the mark is empty."""
    kind = "aw-doubt aw-doubt--gap" if doubt.start == doubt.end else "aw-doubt"
    return element("mark", words, class_=kind)


def in_context(passage: Passage, doubt: Doubt) -> Html:
    """The doubted words between those around them."""
    first, last = max(0, doubt.start - _AROUND), min(len(passage.text), doubt.end + _AROUND)
    before = ("……" if first else "") + passage.text[first : doubt.start]
    after = passage.text[doubt.end : last] + ("……" if last < len(passage.text) else "")
    return join([text(before), mark(doubt, passage.text[doubt.start : doubt.end]), text(after)])


def reference(number: int, passage: Passage, doubt: Doubt) -> Html:
    """The sign behind the doubted words; it leads to the note with the same number."""
    return element(
        "a",
        id=f"doubt-{number}-in",
        class_="aw-noteref",
        href=f"#doubt-{number}",
        role="doc-noteref",
        aria_label=f"疑点 {number}",
        title=note(passage, doubt),
        data_n=str(number),
    )


def noted(number: int, passage: Passage, doubt: Doubt) -> Html:
    """The note as an item of a list, with the way back."""
    place = f"第 {passage.id.rpartition('.p')[2]} 段"
    back = element(
        "a", place, href=f"#doubt-{number}-in", role="doc-backlink", aria_label=f"{place}，回到正文里的疑点 {number}"
    )
    return element(
        "li", back, "：", in_context(passage, doubt), element("p", note(passage, doubt)), id=f"doubt-{number}"
    )
