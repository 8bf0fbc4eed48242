"""One piece with its ids becomes an article: metadata from its facts, themes, mentions."""

from __future__ import annotations

from anwen.correct import Corrections
from anwen.identify import Ids
from anwen.link import Linker
from anwen.questions import Questions
from anwen.records import (
    Article,
    Block,
    Doubt,
    ManifestEntry,
    Passage,
    Piece,
    Place,
    Section,
    Source,
    ThemeScore,
)
from anwen.theme import Lexicon


def _fact(piece: Piece, name: str) -> str:
    return next((fact.value for fact in piece.facts if fact.name == name), "")


def _doubts(piece: Piece, block: Block) -> tuple[Doubt, ...]:
    """The doubts inside a block, counted from the block's start."""
    return tuple(
        Doubt(doubt.reason, max(doubt.start, block.start) - block.start, end - block.start, doubt.readings)
        for doubt in piece.doubts
        if doubt.start < block.end and (end := min(doubt.end, block.end)) > block.start
    )


def _body(
    piece: Piece, ids: Ids, lexicon: Lexicon, linker: Linker, questions: Questions
) -> tuple[Section | Passage, ...]:
    texts: dict[str, list[str]] = {}
    section = ""
    for block, identifier in zip(piece.blocks, ids.blocks, strict=True):
        if block.kind == "heading":
            section = identifier
        else:
            texts.setdefault(section, []).append(block.text)
    body: list[Section | Passage] = []
    section = ""
    for block, identifier in zip(piece.blocks, ids.blocks, strict=True):
        if block.kind == "heading":
            section = identifier
            own = "\n".join(texts.get(section, []))
            themes = tuple(score for score in lexicon.themes(own, heading=block.text) if score.evidence)
            body.append(Section(identifier, block.level, block.text, block.start, block.end, themes))
        else:
            body.append(
                Passage(
                    id=identifier,
                    section=section,
                    kind=block.kind,
                    text=block.text,
                    start=block.start,
                    end=block.end,
                    name=block.name,
                    doubts=_doubts(piece, block),
                    mentions=linker.mentions(block.text),
                    questions=questions.of(identifier),
                )
            )
    return tuple(body)


def _themes(piece: Piece, title: str, lexicon: Lexicon) -> tuple[ThemeScore, ...]:
    text = "\n".join(block.text for block in piece.blocks if block.kind != "heading")
    headings = "\n".join(block.text for block in piece.blocks if block.kind == "heading")
    return lexicon.themes(text, heading=f"{title}\n{headings}")


def assemble(
    piece: Piece,
    ids: Ids,
    entry: ManifestEntry,
    also_in: tuple[Place, ...],
    lexicon: Lexicon,
    linker: Linker,
    questions: Questions,
    corrections: Corrections,
) -> Article:
    """The article of a kept piece. An editor's title and theme stand above what was found."""
    decided_title = corrections.decision(piece.file, piece.number, "title")
    decided_theme = corrections.decision(piece.file, piece.number, "theme")
    title = decided_title.value if decided_title else piece.title
    themes = _themes(piece, title, lexicon)
    theme = decided_theme.value if decided_theme else themes[0].theme
    return Article(
        id=ids.article,
        title=title,
        theme=theme,
        themes=themes,
        source=Source(entry.file, piece.number, entry.url, entry.publisher, entry.retrieved),
        body=_body(piece, ids, lexicon, linker, questions),
        date=_fact(piece, "date"),
        kind=_fact(piece, "kind") or "其他",
        level=_fact(piece, "level"),
        sector=_fact(piece, "sector"),
        issuer=_fact(piece, "issuer"),
        number=_fact(piece, "number"),
        also_in=also_in,
        rights=entry.rights,
        visibility=entry.visibility,
        cut_off=piece.cut_off,
        facts=piece.facts,
    )
