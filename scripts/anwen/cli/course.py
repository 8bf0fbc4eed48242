"""anwen course: a course file → slides, a handout and a web page."""

from __future__ import annotations

from pathlib import Path

import click

from anwen.cite import Edition
from anwen.cli.cite import citing
from anwen.cli.common import command, emit, say
from anwen.course import Prepared, handout, pinned, slides
from anwen.errors import AnwenError
from anwen.pipeline import derive
from anwen.pipeline.courses import course_page, prepare_course, read_course
from anwen.tables import write, write_bytes
from anwen.workspace import Workspace

_FORMATS = ("pptx", "docx", "html")


def _templates(paths: tuple[Path, ...]) -> dict[str, tuple[bytes, str]]:
    """An organisation's templates by their ending: bytes, and the name they go by in messages."""
    found: dict[str, tuple[bytes, str]] = {}
    for path in paths:
        kind = path.suffix.lower().removeprefix(".")
        if kind not in ("pptx", "docx"):
            hint = "Give a .pptx for the slides, a .docx for the handout."
            raise AnwenError("this is no template", where=str(path), hint=hint)
        if kind in found:
            raise AnwenError(f"a second template .{kind}", where=str(path), hint="Give one of each kind.")
        found[kind] = (path.read_bytes(), str(path))
    return found


def _made(
    prepared: Prepared, formats: tuple[str, ...], templates: dict[str, tuple[bytes, str]], style: Path
) -> dict[str, bytes]:
    """The files, all of them made before any is written."""
    made: dict[str, bytes] = {}
    if "pptx" in formats:
        made["pptx"] = slides(prepared, *templates.get("pptx", ()))
    if "docx" in formats:
        made["docx"] = handout(prepared, *templates.get("docx", ()))
    if "html" in formats:
        made["html"] = course_page(prepared, style.read_text(encoding="utf-8") if style.is_file() else "").encode()
    return made


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where to write (default: here).")
@click.option(
    "--template",
    "templates",
    multiple=True,
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="Your organisation's .pptx or .docx; give the option twice for both.",
)
@click.option("--format", "form", type=click.Choice([*_FORMATS, "all"]), default="all", show_default=True)
@click.option("--pin", is_flag=True, help="Write the present pins into FILE where a citation has none.")
@citing(accessed="the course's date")
@command
def course(
    file: Path,
    out: Path | None,
    templates: tuple[Path, ...],
    form: str,
    pin: bool,
    edition: Edition,
    accessed: str,
    root: Path,
    as_json: bool,
) -> None:
    """Make slides, a handout and a web page from the course FILE.

    FILE is Markdown with citations [@aw0012.p7] and quotes {{aw0012.p7}}; docs/course-format.md tells the rest.
    Citations that do not hold stop the command with the whole list, and nothing is written.
    """
    given = _templates(templates)
    workspace = Workspace(root)
    library = derive(workspace).library
    prepared = prepare_course(
        read_course(file, str(file)), library, site_url=library.site_url, accessed=accessed, edition=edition
    )
    formats = _FORMATS if form == "all" else (form,)
    made = _made(prepared, formats, given, workspace.docs / "assets" / "anwen" / "course.css")
    if not library.site_url:
        say("note: ANWEN_SITE_URL is not set, so QR codes hold addresses from the site's root and links are left out.")
    folder = out or Path()
    written = []
    for ending, data in made.items():
        path = folder / f"{file.stem}.{ending}"
        write_bytes(path, data)
        written.append(str(path))
        say(f"course: {path}")
    repinned = False
    if pin:
        repinned = write(file, pinned(file.read_bytes().decode("utf-8"), prepared.pins))
        say(f"course: pins {'written into' if repinned else 'stood already in'} {file}")
    cited = sum(len(item.parts) for item in prepared.references)
    say(f"course: {len(prepared.references)} references, {cited} places cited, all as cited")
    if as_json:
        emit(
            {
                "course": prepared.course.name,
                "files": written,
                "pins": prepared.pins,
                "repinned": repinned,
                "references": _references(prepared),
            }
        )


def _references(prepared: Prepared) -> list[dict[str, object]]:
    return [
        {"number": it.number, "id": it.article.id, "reference": it.text, "cited": list(it.parts)}
        for it in prepared.references
    ]
