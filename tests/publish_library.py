"""A small library for the tests of the publish room, built from lines of text."""

from __future__ import annotations

from typing import Any

from anwen.library import Article, Concept, Library, ManifestEntry, Mention, Passage, Section, Source, ThemeScore
from anwen.records import Block, Cleaned, Doubt, Edit, Exclusion, Original, Piece, Repair, Structured

CONCEPT = Concept(
    id="yi-gang-shuang-ze",
    name="一岗双责",
    theme="responsibility",
    status="partial",
    definition="管业务的同时管好业务里的安全。",
)


class Heading(str):
    """A line of an article that is a heading."""


def article(identifier: str, lines: list[str], *, file: str = "a.txt", piece: int = 1, **fields: Any) -> Article:
    """An article; a `Heading` is one, a line with a tab a table, any other a paragraph."""
    body: list[Section | Passage] = []
    section = ""
    passages = sections = at = 0
    for line in lines:
        end = at + len(line)
        if isinstance(line, Heading):
            sections += 1
            section = f"{identifier}.s{sections}"
            body.append(Section(section, 1, str(line), at, end))
        else:
            passages += 1
            start = line.find(CONCEPT.name)
            mentions = (Mention(start, start + len(CONCEPT.name), CONCEPT.id),) if start >= 0 else ()
            kind = "table" if "\t" in line else "paragraph"
            body.append(Passage(f"{identifier}.p{passages}", section, kind, line, at, end, mentions=mentions))
        at = end + 1
    defaults: dict[str, Any] = {
        "title": f"{identifier}的标题",
        "theme": "responsibility",
        "themes": (ThemeScore("responsibility", 1.0, ("一岗双责×1",)),),
        "source": Source(file, piece),
    }
    return Article(id=identifier, body=tuple(body), **(defaults | fields))


def cleaned(file: str, pieces: list[list[str]], **fields: Any) -> Cleaned:
    """A cleaned original whose pieces are separated by a line ``---`` that is left out; no edits unless given."""
    text, found, exclusions = "", [], []
    for number, lines in enumerate(pieces, 1):
        if text:
            exclusions.append(Exclusion("separator", len(text), len(text) + 3))
            text += "---\n"
        blocks = []
        for line in lines:
            blocks.append(Block("paragraph", len(text), len(text) + len(line), line))
            text += f"{line}\n"
        found.append(Piece(file, number, lines[0], tuple(blocks)))
    repair = Repair(text, fields.pop("edits", ()))
    original = Original(file, fields.pop("source", text), "text/plain", "utf-8")
    return Cleaned(original, repair, Structured(tuple(found), tuple(exclusions)))


def library(*articles: Article, **fields: Any) -> Library:
    """A library of these articles and their originals."""
    files = sorted({item.source.file for item in articles})
    originals = tuple(ManifestEntry(file, sha256=file.encode().hex().ljust(64, "0")) for file in files)
    defaults: dict[str, Any] = {"articles": articles, "concepts": (CONCEPT,), "originals": originals}
    return Library(**(defaults | fields))


__all__ = ["CONCEPT", "Doubt", "Edit", "Heading", "article", "cleaned", "library"]
