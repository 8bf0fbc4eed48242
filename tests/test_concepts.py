"""The glossary: every concept file is sound, canonical, complete, and fits the others.

`load_concepts` refuses names claimed twice, relations to nowhere or in a circle, and examples that do not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from anwen import tables
from anwen.library import Concept
from anwen.link import concept_paths, load_concepts

FOLDER = Path(__file__).parent.parent / "corpus" / "concepts"
PATHS = concept_paths(FOLDER)
FEWEST = 86  # the glossary as it was first complete: a concept is renamed or joined by another, not lost
ASCII_MARKS = ",;:?!()\"'"


def words(concept: Concept) -> tuple[str, ...]:
    return (concept.name, *concept.aliases, *concept.forms)


def bare(text: str) -> str:
    """The text without quotes, as the linker reads it."""
    return text.replace("“", "").replace("”", "")


def texts(concept: Concept) -> Iterator[str]:
    """Every sentence that a reader of the site sees."""
    yield from (concept.definition, concept.importance, *concept.misreadings, *(row.note for row in concept.basis))


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def concept(request: pytest.FixtureRequest) -> Concept:
    return tables.load(request.param, Concept)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_file_is_canonical(path: Path) -> None:
    concept = tables.load(path, Concept)
    assert concept.id == path.stem
    assert tables.dump(concept) == path.read_text(encoding="utf-8")


def test_the_concepts_fit_together() -> None:
    concepts = {concept.id: concept for concept in load_concepts(FOLDER)}
    assert len(concepts) == len(PATHS)
    assert len(concepts) >= FEWEST
    for concept in concepts.values():
        for other in concept.related:
            related_only = other not in concept.broader and concept.id not in concepts[other].broader
            assert related_only, f"{concept.id}: {other} is related or broader, not both"


def test_a_concept_says_what_a_reader_needs(concept: Concept) -> None:
    assert concept.theme not in concept.themes
    assert concept.importance and concept.misreadings
    assert all(text.endswith("。") for text in (concept.definition, concept.importance, *concept.misreadings))
    assert not [text for text in texts(concept) if any(mark in text for mark in ASCII_MARKS)]


def test_what_is_verified_has_a_basis_that_says_where(concept: Concept) -> None:
    assert concept.basis or concept.status != "verified"
    for row in concept.basis:
        assert row.number or row.date or row.article, row.title
        assert row.note or row.status == "verified", f"{row.title}: say what is not known"


def test_a_concept_has_examples_and_its_look_alikes_hold_a_name_of_it(concept: Concept) -> None:
    assert 2 <= len(concept.match) <= 4 and 1 <= len(concept.no_match) <= 3
    for look_alike in concept.not_forms:
        assert any(bare(word) in bare(look_alike) for word in words(concept)), look_alike
