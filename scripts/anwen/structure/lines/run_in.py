"""Headings that stand at the head of a paragraph: where do they end?

Decided only with evidence: the document's other headings of the family, a date or a topic said again, a subject
right behind a word that headings end with. Without evidence the heading stays part of its paragraph.
"""

from __future__ import annotations

import re

from anwen.structure.lines.breaks import Segment
from anwen.structure.lines.page import Page

CHINESE = ("一、", "(一)", "第部分", "第章", "第节")
# A lead sentence is a heading up to this length; the longest genuine one seen has 39 characters.
LEAD = 45
_LEAD = re.compile(rf"[^。!?;]{{2,{LEAD}}}?[。!?](?=\s*[^。!?\s”’)])")
_TEXT_BEHIND = 12  # what stands behind a heading is a sentence, not the heading's last word
_SPACED = re.compile(r"[^。!?;:\s]{3,32}[一-鿿”)](?=\s+[一-鿿“《\d][^\s]{7})")
_LAST_WORD = (
    "情况|工作|思路|任务|困难|问题|回顾|措施|要求|意见|建议|打算|安排|目标|形势|做法|成效|成绩|经验|计划|特点|原则|重点|内容|方案|意义|"
    "部署|精神|教训|不足|原因|分析|方向|设想|对策|责任|总结|展望|概况|认识|思想"
)
_SUBJECT = (
    r"(?:20|19)(?:\d\d|xx|XX|\*+|××)年|20\*年|\d{1,2}(?:[-~—至到]\d{1,2})?月|今年|去年|近年|近期|一年来|上半年|下半年|目前|当前|截至|截止|"
    r"全年|本年|我[区市县省局校院乡镇处委厂矿站队们]|我(?:公司|单位|街道|部门)|全[区市县省校镇乡局](?!面)|为(?:了|进一步|深入|切实|认真|全面|贯彻)|"
    r"各(?:级|地|单位|部门|乡镇|企业|科室|车间|校)|(?:第?[一二三四]|上|本)季度|会议(?:要求|指出|强调|认为|决定|听取|通报|传达)|同志们|虽然|由于|尽管|大家(?:要|一致)|与会|本(?:公司|单位|部门)|以(?:习近平|邓小平|马克思|党的|科学发展|“)|全年|根据|按照|通过|随着|自20|自从|一是|首先|第一,"
)
_GLUED = re.compile(rf"[^。!?;:]{{2,40}}?(?:{_LAST_WORD})(?=(?:{_SUBJECT}))")
_TOPIC = re.compile(r"(?P<topic>(?:20|19)(?:\d\d|xx|XX|\*+|××)年|20\*年|[一-鿿]{4,10}?)[^。!?;]{2,34}?(?=(?P=topic))")


# 事故发生经过2020年3月5日上午,…: what happened is told from its day on
_TOLD = re.compile(
    r"(?![将把对按在就现据从自])[一-鿿]{2,8}(?:经过|概况|简介|概述|梗概)(?=(?:(?:20|19)\d\d年)?\d{1,2}月\d{1,2}日)"
)
_SENTENCE = re.compile(r"[^。]{25,}。")


def told_end(page: Page, segment: Segment) -> int:
    """Where a heading without a number gives way to the day on which what it names began; 0 where there is none.

    >>> from anwen.structure.lines.breaks import segments
    >>> page = Page("事故发生经过2020年3月5日上午9时，孙某在清理铁屑时没有停机，右手被卷入，随即被送往医院。")
    >>> page.text[: told_end(page, segments(page, page.lines())[0])]
    '事故发生经过'
    """
    start, end = segment.span.start, segment.span.end
    match = _TOLD.match(page.folded, start, end)
    return match.end() if match and _SENTENCE.match(page.folded, match.end(), end) else 0


def lead_end(page: Page, segment: Segment) -> int:
    """Where the lead sentence of a numbered paragraph ends; 0 where it has none with text behind it.

    >>> from anwen.structure.lines.breaks import segments
    >>> page = Page("（一）强化安全宣传教育。区、街道会议后，学校统一开展教育。")
    >>> lead_end(page, segments(page, page.lines())[0])
    12
    """
    marker = segment.marker
    if marker is None:
        return 0
    for pattern in (_SPACED, _LEAD):
        if match := pattern.match(page.folded, marker.end, segment.span.end):
            end = match.end()
            while end < segment.span.end and page.folded[end] in "”’)":
                end += 1
            return end if segment.span.end - end >= 8 else 0
    return 0


def glued_end(page: Page, segment: Segment) -> int:
    """Where a heading without any mark at its end gives way to text; 0 where that is not certain.

    >>> from anwen.structure.lines.breaks import segments
    >>> page = Page("一、20xx年全区安全生产工作的回顾20xx年是我区新一轮开发建设的关键一年，成绩很大。")
    >>> page.text[:glued_end(page, segments(page, page.lines())[0])]
    '一、20xx年全区安全生产工作的回顾'
    """
    marker = segment.marker
    if marker is None or segment.span.end - marker.end < _TEXT_BEHIND:
        return 0
    ends = {
        match.end()
        for pattern in (_TOPIC, _GLUED)
        if (match := pattern.match(page.folded, marker.end, segment.span.end)) and match.end() - marker.end >= 4
    }
    good = [
        end
        for end in ends
        if segment.span.end - end >= _TEXT_BEHIND and re.search(rf"(?:{_LAST_WORD})$", page.folded[marker.end : end])
    ]
    return min(good, default=0)
