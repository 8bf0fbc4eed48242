"""Where in mid-text, without any label, a second document begins: a title with the head of a document of its own.

A notice may have what it hands on below it, and a plan or a list of names is attached: these have a title as well and
stay with it. A document of its own greets or addresses somebody right below its title, or has the fields of minutes.
"""

from __future__ import annotations

import re

from anwen.structure.lines.fields import begins_field
from anwen.structure.lines.page import Page, Span, ends_sentence
from anwen.structure.lines.titles import (
    can_be_title,
    is_date,
    is_general,
    is_organisation,
    is_own_number,
    names_document,
    names_speaker,
)

# 各乡镇人民政府,县直各有关单位: 同志们: 公司各部门: who is spoken to
_ADDRESSED = re.compile(
    r"(?:各|全体|同志|尊敬|[^。;:!?]{0,40}?(?:人民政府|委员会|办公室|领导小组|单位|部门|公司|[局厅处]|科室|车间|学校|乡镇|街道|企业|[党支]部|党[委组]))[^。;!?:]{0,40}:"
)
# What a document hands on or has attached follows below it.
_HANDS_ON, _ATTACHED = re.compile("印发|转发|批转|下发|附后|附[件录表]"), re.compile("附[件录表]")
_FIRST_LINES = 4  # of the text before; its title is among them
_UNDER_TITLE = 3  # lines with a number, a date, a speaker


def begins_another(page: Page, before: list[Span], title: Span, below: list[Span]) -> bool:
    """Whether a line between two stretches of text is the title of a document that does not belong to the first.

    >>> page = Page("会议要求，边查边改。\\n关于做好复工培训的通知\\n各乡镇人民政府：")
    >>> first, title, *below = page.lines()
    >>> begins_another(page, [first], title, below), begins_another(page, [first], title, [first])
    (True, False)
    """
    words = page.of(title)
    if not (title.head and title.tail and can_be_title(words) and names_document(words)) or is_general(words):
        return False
    if not before or not _finished(page.of(before[-1])) or not _headed(page, below):
        return False
    head = " ".join(page.of(line) for line in before[:_FIRST_LINES])
    named = page.folded.find(words.removeprefix("关于"), before[0].start, before[-1].end) >= 0
    return not (named or _HANDS_ON.search(head))


def is_attachment(words: str) -> bool:
    """Whether a line opens what is attached, or lists it: 附件:1.整改清单."""
    return bool(_ATTACHED.match(words))


def _finished(words: str) -> bool:
    return ends_sentence(words) or is_date(words) or is_organisation(words)


def _headed(page: Page, below: list[Span]) -> bool:
    """Whether the lines under a title are the head of a document: who is spoken to, or two fields of minutes."""
    texts = [page.of(line) for line in below[: _UNDER_TITLE + 2]]
    at = 0
    while at < min(len(texts), _UNDER_TITLE) and _between(texts[at]):
        at += 1
    return bool(texts[at:] and _ADDRESSED.fullmatch(texts[at])) or sum(map(begins_field, texts[at : at + 2])) == 2


def _between(words: str) -> bool:
    bare = words.strip("()")
    return is_own_number(words) or is_date(bare) or names_speaker(words) or is_organisation(bare)
