"""The words that a course's outputs have in common, in the readers' language."""

from __future__ import annotations

from collections.abc import Iterator

from anwen.course.records import Course, Head

GOALS = "学习目标"
PLAN = "时间安排"
HINTS = "讨论提示"
ANSWERS = "测验答案与依据"
REFERENCES = "参考文献"
CODES = "扫码看原文"
LOCATORS = "正文里方括号内是参考文献的序号，方括号外的 p7、s3 等是本库文章页上的段落、章节编号，不是页码。"


def chinese_day(date: str) -> str:
    """An ISO day in Chinese.

    >>> chinese_day("2026-07-01")
    '2026年7月1日'
    """
    year, month, day = (int(part) for part in date.split("-"))
    return f"{year}年{month}月{day}日"


def facts(head: Head) -> str:
    """Who a course is for and how long it takes, on one line."""
    return f"对象：{head.audience}　时长：{head.minutes} 分钟"


def schedule(course: Course) -> Iterator[tuple[str, str, str]]:
    """The rows of the time plan, the head first: the part, its minutes, from when to when."""
    yield ("环节", "时长", "起止")
    start = 0
    for part in course.parts:
        yield (part.title.text, f"{part.minutes} 分钟", f"第 {start}—{start + part.minutes} 分钟")
        start += part.minutes
