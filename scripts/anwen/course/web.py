"""A course as the blocks of a Markdown page: headings in Markdown, all else raw HTML of one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from anwen.course.prepared import Prepared, Run
from anwen.course.qr import qr_path
from anwen.course.records import Block, Question, Topic, Words
from anwen.course.titles import (
    ANSWERS,
    CODES,
    GOALS,
    HINTS,
    LOCATORS,
    PLAN,
    REFERENCES,
    chinese_day,
    facts,
    schedule,
)


class Markup(Protocol):
    """How the site writes HTML: a plain `str` is escaped wherever it enters, what these give back is not."""

    def element(self, name: str, /, *children: str, **attributes: str | bool | None) -> str: ...

    def heading(self, level: int, words: str, anchor: str, /, **attributes: str) -> str: ...


def blocks(
    course: Prepared, markup: Markup, link: Callable[[str], str], extra: Sequence[str] = (), *, title: bool = True
) -> list[str]:
    """The blocks of a course's page.

    Args:
        course: the course with its citations looked up.
        markup: how the site writes HTML.
        link: gives the address of a cited identifier as it stands on the page.
        extra: blocks under the title, such as the files to take away.
        title: whether the page begins with the course's name.
    """
    return list(_Page(course, markup, link).blocks(extra, title=title))


class _Page:
    def __init__(self, course: Prepared, markup: Markup, link: Callable[[str], str]) -> None:
        self.course, self.element, self.heading, self.link = course, markup.element, markup.heading, link

    def blocks(self, extra: Sequence[str], *, title: bool) -> Iterator[str]:
        course = self.course.course
        head = course.head
        if title:
            yield self.heading(1, head.title, "top")
        if head.subtitle:
            yield self.element("p", head.subtitle, class_="aw-lead")
        yield self.element("p", f"{facts(head)}　{head.author}　{chinese_day(head.date)}", class_="aw-facts")
        yield from extra
        yield self.heading(2, GOALS, "goals")
        yield self.element("ol", *(self.element("li", goal) for goal in head.goals))
        yield self.heading(2, PLAN, "plan")
        yield self._schedule()
        talks: list[Topic] = []
        topics = 0
        for at, part in enumerate(course.parts, 1):
            yield self.heading(2, f"{part.title.text}（{part.minutes} 分钟）", f"part-{at}")
            for topic in part.topics:
                topics += 1
                yield from self._topic(topic, f"topic-{topics}")
                talks += [topic] if topic.hints else []
            if part.questions:
                yield self._questions(part.questions)
        yield from self._apart(talks, course.questions)
        yield from self._references()

    # --- the text ---

    def _inline(self, words: Words | Sequence[Run]) -> list[str]:
        runs = self.course.runs(words) if isinstance(words, Words) else words
        return [self._run(run) for run in runs]

    def _run(self, run: Run) -> str:
        if run.cites:
            mark = self.element("a", run.text, href=self.link(run.cites), title=self._title(run.cites))
            return self.element("sup", mark, class_="aw-cited")
        return self.element("strong", run.text) if run.bold else run.text

    def _title(self, name: str) -> str:
        return self.course.references[self.course.number(name) - 1].text

    def _topic(self, topic: Topic, anchor: str) -> Iterator[str]:
        title = self.course.plain(topic.title)
        yield self.heading(3, f"讨论：{title}" if topic.discussion else title, anchor)
        for block in topic.blocks:
            yield self._block(block)
        if topic.notes:
            said = [self.element("p", *self._inline(words)) for words in topic.notes]
            yield self.element("details", self.element("summary", "讲稿"), *said, class_="aw-fold")

    def _block(self, block: Block) -> str:
        if block.kind == "quote":
            return self._quote(block)
        if block.kind == "paragraph":
            return self.element("p", *self._inline(block.words[0]), class_="aw-course__text")
        items = [self.element("li", *self._inline(words)) for words in block.words]
        return self.element("ul" if block.kind == "bullets" else "ol", *items)

    def _quote(self, block: Block) -> str:
        quoted = self.course.quoted(block)
        words = self.element("blockquote", *(self.element("p", text) for text in quoted.paragraphs))
        mark = self._run(Run(quoted.label, cites=quoted.id))
        source = self.element("figcaption", f"——《{quoted.title}》", mark)
        return self.element("figure", words, source, class_="aw-quoted")

    def _schedule(self) -> str:
        head, *rows = schedule(self.course.course)
        body = [self.element("tr", *(self.element("td", text) for text in row)) for row in rows]
        return self.element(
            "table",
            self.element("thead", self.element("tr", *(self.element("th", text, scope="col") for text in head))),
            self.element("tbody", *body),
        )

    # --- the quiz and what is set apart ---

    def _questions(self, questions: Sequence[Question]) -> str:
        items = []
        for it in questions:
            several = ["（多选）"] if it.several else []
            options = [self.element("li", *self._inline(option)) for option in it.options]
            stem = self.element("p", *self._inline(it.stem), *several)
            items.append(self.element("li", stem, self.element("ol", *options, class_="aw-options")))
        return self.element("ol", *items, class_="aw-quiz")

    def _apart(self, talks: Sequence[Topic], questions: Sequence[Question]) -> Iterator[str]:
        if talks:
            yield self.heading(2, HINTS, "hints")
            for topic in talks:
                hints = [self.element("li", *self._inline(words)) for words in topic.hints]
                summary = self.element("summary", self.course.plain(topic.title))
                yield self.element("details", summary, self.element("ul", *hints), class_="aw-fold")
        if questions:
            yield self.heading(2, ANSWERS, "answers")
            items = [
                self.element("li", self.element("strong", it.answer), "　", *self._inline(it.reason))
                for it in questions
            ]
            answers = self.element("ol", *items)
            yield self.element("details", self.element("summary", "先做题，再展开"), answers, class_="aw-fold")

    def _references(self) -> Iterator[str]:
        if not self.course.references:
            return
        yield self.heading(2, REFERENCES, "references")
        items = []
        for it in self.course.references:
            parts = [self.element("a", self.course.pinned(name), href=self.link(name)) for name in it.parts]
            places = self.element("div", *(text for part in parts for text in (part, " ")), class_="aw-facts")
            number = self.element("span", f"[{it.number}]", class_="aw-number")
            items.append(self.element("li", number, it.text, " ", places, id=f"ref-{it.number}"))
        yield self.element("ol", *items, class_="aw-references")
        yield self.element("p", LOCATORS, class_="aw-note")
        yield self.heading(2, CODES, "codes")
        codes = [self._code(name) for it in self.course.references for name in it.parts]
        yield self.element("div", *codes, class_="aw-codes")

    def _code(self, name: str) -> str:
        size, path = qr_path(self.course.address(name))
        label = self.course.label(name)
        drawing = self.element(
            "svg",
            self.element("path", d=path),
            viewBox=f"0 0 {size} {size}",
            role="img",
            aria_label=f"二维码，扫码打开原文：{label}",
            class_="aw-code",
        )
        words = self.element("a", self.course.pinned(name), href=self.link(name))
        caption = self.element("figcaption", label, self.element("br"), words)
        return self.element("figure", drawing, caption)
