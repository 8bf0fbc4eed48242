"""One piece with its ids becomes an article: metadata from its facts, themes, mentions."""

from __future__ import annotations

from collections.abc import Iterator

from anwen.correct import Corrections
from anwen.identify import Ids
from anwen.library import Article, ManifestEntry, Passage, Place, Section, Source, ThemeScore
from anwen.link import Linker
from anwen.questions import Questions
from anwen.records import Block, Doubt, Piece
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


def _texts(piece: Piece, ids: Ids) -> dict[str, list[str]]:
    """The words right under each heading, by the heading's identifier; "" has those before the first."""
    texts: dict[str, list[str]] = {"": []}
    section = ""
    for block, identifier in zip(piece.blocks, ids.blocks, strict=True):
        if block.kind == "heading":
            section = identifier
            texts[section] = []
        else:
            texts[section].append(block.text)
    return texts


class Assembler:
    """Makes an article of a piece, with the library's tables and the editors' decisions."""

    def __init__(self, lexicon: Lexicon, linker: Linker, questions: Questions, corrections: Corrections) -> None:
        self._lexicon = lexicon
        self._linker = linker
        self._questions = questions
        self._corrections = corrections

    def article(self, piece: Piece, ids: Ids, entry: ManifestEntry, also_in: tuple[Place, ...]) -> Article:
        """The article of a kept piece. An editor's title and theme stand above what was found."""
        decided_title = self._corrections.decision(*piece.key, "title")
        decided_theme = self._corrections.decision(*piece.key, "theme")
        title = decided_title.value if decided_title else piece.title
        themes = self._themes(piece, title)
        return Article(
            id=ids.article,
            title=title,
            theme=decided_theme.value if decided_theme else themes[0].theme,
            themes=themes,
            source=Source(entry.file, piece.number, entry.url, entry.publisher, entry.retrieved),
            body=tuple(self._body(piece, ids)),
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

    def _themes(self, piece: Piece, title: str) -> tuple[ThemeScore, ...]:
        text = "\n".join(block.text for block in piece.blocks if block.kind != "heading")
        headings = "\n".join(block.text for block in piece.blocks if block.kind == "heading")
        return self._lexicon.themes(text, heading=f"{title}\n{headings}")

    def _body(self, piece: Piece, ids: Ids) -> Iterator[Section | Passage]:
        texts = _texts(piece, ids)
        section = ""
        for block, identifier in zip(piece.blocks, ids.blocks, strict=True):
            if block.kind == "heading":
                section = identifier
                found = self._lexicon.themes("\n".join(texts[section]), heading=block.text)
                themes = tuple(score for score in found if score.evidence)
                yield Section(identifier, block.level, block.text, block.start, block.end, themes)
            else:
                yield Passage(
                    id=identifier,
                    section=section,
                    kind=block.kind,
                    text=block.text,
                    start=block.start,
                    end=block.end,
                    name=block.name,
                    doubts=_doubts(piece, block),
                    mentions=self._linker.mentions(block.text),
                    questions=self._questions.of(identifier),
                )
