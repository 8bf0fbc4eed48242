"""Courses: files of corpus/courses/ or anywhere else → what their citations say → slides, handout, web page."""

from __future__ import annotations

import hashlib
import html
from functools import partial
from pathlib import Path

import markdown
import msgspec

from anwen import course as room
from anwen.cite import Edition, reference, stands_in, work
from anwen.errors import AnwenError, FaultsError
from anwen.library import Article, Library
from anwen.notation import SLUG
from anwen.publish import CourseFiles, write_courses
from anwen.publish.parts import markup
from anwen.tables import write, write_bytes
from anwen.visibility import public
from anwen.workspace import Workspace


def course_files(workspace: Workspace) -> list[Path]:
    """The courses that the library keeps, in order."""
    return sorted((workspace.corpus / "courses").glob("*.md"))


def course_texts(workspace: Workspace) -> dict[str, str]:
    """The library's own courses by the name that messages give them; what is no UTF-8 in them is left out."""
    return {
        f"corpus/courses/{path.name}": path.read_bytes().decode("utf-8", "ignore") for path in course_files(workspace)
    }


def read_course(path: Path, where: str) -> room.Course:
    """The course in a file.

    Raises:
        AnwenError: the file cannot be read.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise AnwenError(f"byte {error.start} is not UTF-8", where=where, hint="Save the file as UTF-8.") from None
    except OSError as error:
        hint = "Name a course file, such as corpus/courses/NAME.md."
        raise AnwenError(f"cannot be read ({error.strerror})", where=where, hint=hint) from None
    return room.parse(text, path.stem, where)


def prepare_course(
    course: room.Course,
    library: Library,
    shown: Library | None = None,
    *,
    site_url: str = "",
    accessed: str = "",
    edition: Edition = "2025",
) -> room.Prepared:
    """The course with its citations looked up; ``accessed`` is the course's own day unless given.

    Raises:
        FaultsError: what is wrong with the file and its citations.
    """
    day = accessed or course.head.date

    def cite(article: Article) -> str:
        return reference(work(article, site=site_url, accessed=day), edition)

    shown = shown or public(library)
    return room.prepare(course, library, shown, reference=cite, stands_in=stands_in, site_url=site_url)


def library_courses(
    workspace: Workspace, library: Library, shown: Library
) -> tuple[list[room.Prepared], list[AnwenError]]:
    """The library's own courses with their citations looked up, and what is wrong with any of them."""
    prepared: list[room.Prepared] = []
    faults: list[AnwenError] = []
    for path in course_files(workspace):
        where = f"corpus/courses/{path.name}"
        if SLUG.fullmatch(path.stem) is None or path.stem == "index":  # /courses/ is the list of them
            hint = "Name it with small letters, digits and hyphens: the name is part of its address."
            faults.append(AnwenError("the file's name cannot be an address", where=where, hint=hint))
            continue
        try:
            made = prepare_course(read_course(path, where), library, shown, site_url=library.site_url)
        except FaultsError as error:
            faults += error.errors
        except AnwenError as error:
            faults.append(error)
        else:
            prepared.append(made)
    return prepared, faults


def public_courses(workspace: Workspace, library: Library, shown: Library) -> list[room.Prepared]:
    """The library's own courses, internal ones left out.

    Raises:
        FaultsError: a course cites what does not hold.
    """
    prepared, faults = library_courses(workspace, library, shown)
    if faults:
        raise FaultsError(faults)
    return [it for it in prepared if it.course.head.visibility == "public"]


def _office_files(workspace: Workspace, course: room.Prepared) -> dict[str, bytes]:
    """The slides and the handout, made anew only where the course, what it cites or the code has changed."""
    state = hashlib.sha256(workspace.code_digest.encode() + msgspec.json.encode(course)).hexdigest()
    files: dict[str, bytes] = {}
    for ending, make in (("pptx", room.slides), ("docx", room.handout)):
        kept = workspace.cache / "courses" / f"{course.course.name}.{ending}"
        stamp = kept.with_suffix(f".{ending}.stamp")
        data = kept.read_bytes() if kept.is_file() else b""
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != _stamp(state, data):
            data = make(course)
            write_bytes(kept, data)
            write(stamp, _stamp(state, data))
        files[ending] = data
    return files


def _stamp(state: str, data: bytes) -> str:
    return f"{state} {hashlib.sha256(data).hexdigest()}\n"


def publish_courses(workspace: Workspace, courses: list[room.Prepared]) -> None:
    """The courses' pages and files below docs/courses/."""
    files = [
        CourseFiles(
            it.course.name,
            it.course.head.title,
            it.course.head.subtitle,
            it.course.head.audience,
            it.course.head.minutes,
            it.pins,
            partial(room.blocks, it, markup, title=True),
            _office_files(workspace, it),
        )
        for it in courses
    ]
    write_courses(workspace.docs, files)


def course_page(prepared: room.Prepared, style: str) -> str:
    """A course as one HTML file that needs nothing else; ``style`` is its style sheet."""
    blocks = room.blocks(prepared, markup, prepared.address)
    body = markdown.markdown("\n\n".join(blocks), extensions=["attr_list"], output_format="html")
    head = prepared.course.head
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{html.escape(head.author)}">\n'
        f"<title>{html.escape(head.title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f'<body class="aw-course-alone">\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    )
