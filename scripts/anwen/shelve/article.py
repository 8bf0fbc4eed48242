"""One article as a Markdown file with its front matter."""

from __future__ import annotations

from pathlib import PurePosixPath

from msgspec import Struct

from anwen.errors import TableError
from anwen.library import Article, Passage, Place, Section, Source, ThemeScore
from anwen.notation import place_of
from anwen.shelve.escape import escape
from anwen.tables import dump, parse


class SectionThemes(Struct, frozen=True, forbid_unknown_fields=True):
    """A section's own themes and the words they rest on."""

    id: str
    themes: tuple[str, ...]
    evidence: tuple[str, ...] = ()


class FrontMatter(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The front matter of an article, in the order it is written. Unknown is absent."""

    id: str
    title: str
    theme: str
    themes: tuple[str, ...]
    kind: str
    visibility: str
    source: Source
    date: str = ""
    level: str = ""
    sector: str = ""
    issuer: str = ""
    number: str = ""
    also_in: tuple[Place, ...] = ()
    rights: str = ""
    cut_off: bool = False
    doubts: int = 0
    evidence: tuple[str, ...] = ()
    sections: tuple[SectionThemes, ...] = ()


def article_path(article: Article) -> PurePosixPath:
    """Where the article's file stands below corpus/articles/."""
    return PurePosixPath(article.theme, f"{article.id}.md")


def _evidence(scores: tuple[ThemeScore, ...]) -> tuple[str, ...]:
    return tuple(f"{score.theme}: {'、'.join(score.evidence)}" for score in scores if score.evidence)


def front_matter(article: Article) -> FrontMatter:
    """What the front matter says of ``article``."""
    return FrontMatter(
        id=article.id,
        title=article.title,
        date=article.date,
        theme=article.theme,
        themes=tuple(score.theme for score in article.themes) or (article.theme,),
        kind=article.kind,
        level=article.level,
        sector=article.sector,
        issuer=article.issuer,
        number=article.number,
        source=article.source,
        also_in=article.also_in,
        rights=article.rights,
        visibility=article.visibility,
        cut_off=article.cut_off,
        doubts=sum(len(passage.doubts) for passage in article.passages),
        evidence=_evidence(article.themes),
        sections=tuple(
            SectionThemes(section.id, tuple(score.theme for score in section.themes), _evidence(section.themes))
            for section in article.sections
            if section.themes
        ),
    )


def _table(passage: Passage) -> str:
    rows = [[escape(cell) or " " for cell in line.split("\t")] for line in passage.text.splitlines()]
    width = max(len(row) for row in rows)
    lines = ["| " + " | ".join(row + [" "] * (width - len(row))) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _block(part: Section | Passage) -> str:
    if isinstance(part, Section):
        return f"{'#' * min(part.level + 1, 6)} {escape(part.heading)} {{#{place_of(part.id)}}}"
    if part.kind == "table":
        return f"{_table(part)}\n{{: #{place_of(part.id)} }}"
    lines = "<br>\n".join(escape(line) for line in part.text.splitlines())
    return f"{lines}\n{{: #{place_of(part.id)} .{part.kind} }}"


def render_article(article: Article) -> str:
    """The article's file: front matter, title, then headings and passages with their local ids."""
    blocks = [f"# {escape(article.title)}", *(_block(part) for part in article.body)]
    return f"---\n{dump(front_matter(article))}---\n\n" + "\n\n".join(blocks) + "\n"


def parse_front_matter(text: str, where: str) -> FrontMatter:
    """The front matter of an article's file.

    Raises:
        TableError: there is none, or it does not fit the schema; ``where`` names the file.
    """
    head, fence, rest = text.partition("---\n")
    matter, end, _ = rest.partition("\n---\n")
    if head or not fence or not end:
        raise TableError("the front matter is missing", where=where, hint="Run anwen clean, which writes it anew.")
    return parse("\n" + matter, FrontMatter, where)
