"""A library of four small articles, and courses on it, for the tests of the course room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from anwen.cite import reference, stands_in, work
from anwen.course import Course, Prepared, parse, prepare
from anwen.library import Article, LedgerEntry, Library, Passage, Section, Source
from anwen.tables import load
from anwen.visibility import public

SITE = "https://example.org/"
CASES = Path(__file__).parent / "cases" / "course"
HEAD = """\
---
title: 班组长安全责任
subtitle: 副标题
minutes: 10
audience: 班组长
goals: [讲清责任, 会查隐患]
author: 培训部
date: 2026-07-20
---
"""
_SECTION = "一、责任"


def _passage(name: str, text: str, section: str = "", kind: Any = "paragraph") -> Passage:
    return Passage(name, section, kind, text, 0, len(text))


def _article(name: str, *body: Any, title: str = "会议纪要", **fields: Any) -> Article:
    return Article(name, title, "responsibility", (), Source(f"{name}.txt", 1), body, **fields)


def library(*more: str) -> Library:
    """The articles that tests/cases/course/ speaks of; ``more`` become passages p11, p12 … of the first."""
    first = _article(
        "aw0001",
        Section("aw0001.s1", 1, _SECTION, 0, len(_SECTION)),
        _passage("aw0001.p1", "责任要落实到每个岗位。隐患要查得全、改得了。", "aw0001.s1"),
        _passage("aw0001.p2", "第二段已经改过。", "aw0001.s1"),
        _passage("aw0001.p4", "单位\t隐患\n一车间\t2", "aw0001.s1", "table"),
        *(_passage(f"aw0001.p{at}", text) for at, text in enumerate(more, 11)),
        title="安全生产会议纪要",
        date="2023-05-06",
        issuer="某县安委会",
    )
    inside = _article("aw0002", _passage("aw0002.p1", "内部情况。"), visibility="internal")
    other = _article("aw0005", _passage("aw0005.p1", "消防通道要畅通。"), title="消防工作会议")
    retired = (
        LedgerEntry("aw0001.p3", "retired", "", "原文删去"),
        LedgerEntry("aw0001.p5", "moved-to", "", "aw0001.p2"),
        LedgerEntry("aw0004", "moved-to", "", "aw0001"),
    )
    return Library((first, inside, other), (), (), retired=retired, site_url=SITE)


def course(text: str, *, quiz: bool = False) -> Course:
    """The course in ``text``, which is put under a part of ten minutes unless it has a front matter of its own."""
    if not text.startswith("---"):
        text = f"{HEAD}## {'测验' if quiz else '责任'}（10 分钟）\n{text}"
    return parse(text, "ke", "ke.md")


def prepared(made: Course, shelf: Library | None = None, site: str = SITE) -> Prepared:
    """The course with its citations looked up."""
    known = shelf or library()

    def cite(article: Article) -> str:
        return reference(work(article, site=site, accessed=made.head.date))

    return prepare(made, known, public(known), reference=cite, stands_in=stands_in, site_url=site)


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of tests/cases/course/<name>.yaml."""
    found: list[dict[str, Any]] = load(CASES / f"{name}.yaml", list[dict[str, Any]])
    return found
