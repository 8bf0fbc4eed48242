"""The courses: a list of them, and for each its page and its files to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from anwen.notation import address
from anwen.publish.parts.markup import Html, element, heading
from anwen.publish.parts.page import Page, remove_stale
from anwen.publish.parts.parts import crumbs
from anwen.tables import write, write_bytes

FOLDER = "courses"
_ABOUT = "依据本库文章编写的培训课程，每处引文都可以点开核对；提供网页、幻灯片和讲义。"


class CourseFiles(Struct, frozen=True):
    """What is published of a course."""

    name: str
    title: str
    subtitle: str
    audience: str
    minutes: int
    pins: dict[str, str]  # id of what is cited → the pin in its links
    blocks: Callable[[Callable[[str], str], Sequence[str]], list[str]]  # links, what stands under the title → the page
    files: dict[str, bytes]  # slides and handout, by their ending


def write_courses(docs: Path, courses: Sequence[CourseFiles]) -> None:
    """Write /courses/ and, for every course, its page and files; remove what belongs to none.

    Raises:
        TableError: a file cannot be written.
    """
    written = {write_page(docs, _index(courses))}
    for course in courses:
        written.add(write_page(docs, _page(course)))
        for ending, data in course.files.items():
            path = docs / FOLDER / course.name / f"{course.name}.{ending}"
            write_bytes(path, data)
            written.add(path)
    remove_stale(docs / FOLDER, written)


def write_page(docs: Path, page: Page) -> Path:
    """Write a page; gives its path."""
    path = docs / page.file
    write(path, page.render())
    return path


def _index(courses: Sequence[CourseFiles]) -> Page:
    page = Page(f"{FOLDER}/index.md", "课程", description=_ABOUT, hide_toc=True)
    items = [
        element(
            "li",
            page.link(f"{FOLDER}/{it.name}/", it.title, class_="aw-card__title"),
            element("p", f"{it.minutes} 分钟　对象：{it.audience}", class_="aw-facts"),
            element("p", it.subtitle, class_="aw-excerpt") if it.subtitle else "",
            _files(page, it),
            class_="aw-card",
        )
        for it in courses
    ]
    page.add(
        heading(1, "课程", "top"),
        element("p", _ABOUT, class_="aw-lead"),
        element("ul", *items, class_="aw-cards") if items else element("p", "还没有课程。", class_="aw-note"),
        element("p", "想用本库的材料自己备课，请看", page.link("course-format/", "怎样写课程"), "。", class_="aw-note"),
    )
    return page


def _files(page: Page, course: CourseFiles) -> Html:
    base = f"{FOLDER}/{course.name}/{course.name}"
    slides = page.link(f"{base}.pptx", "下载幻灯片（.pptx）", download=True)
    handout = page.link(f"{base}.docx", "下载讲义（.docx）", download=True)
    return element("p", slides, " ", handout, class_="aw-downloads")


def _page(course: CourseFiles) -> Page:
    page = Page(f"{FOLDER}/{course.name}.md", course.title, description=course.subtitle or _ABOUT)
    blocks = course.blocks(lambda name: page.to(address(name, "", course.pins[name])[1:]), [_files(page, course)])
    page.add(crumbs(page, ("课程", f"{FOLDER}/")), *(Html(block) for block in blocks))
    return page
