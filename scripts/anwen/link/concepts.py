"""Read the concept files and check them together; every fault is told with its file and line."""

from __future__ import annotations

from pathlib import Path

from anwen import tables
from anwen.errors import AnwenError, FaultsError, TableError
from anwen.library import Concept
from anwen.link.files import OTHER_PAGES, concept_paths, line_of
from anwen.link.fold import fold
from anwen.link.linker import Linker, surfaces
from anwen.link.redirects import load_redirects
from anwen.link.relations import cycles
from anwen.notation import SLUG
from anwen.records import THEMES

SHORTEST = 2
# `anwen concepts new` begins with it what a person has to write; it must not reach a reader.
TO_WRITE = "待写："


class _Files:
    """The concepts with their files, to name the place of a fault."""

    def __init__(self) -> None:
        self.concepts: list[Concept] = []
        self.faults: list[AnwenError] = []
        self._texts: dict[str, tuple[Path, str]] = {}

    def read(self, path: Path) -> None:
        try:
            concept = tables.load(path, Concept)
        except TableError as error:
            self.faults.append(error)
            return
        text = path.read_text(encoding="utf-8")
        if concept.id in self._texts:
            self.fault(concept.id, f"the id {concept.id} is also that of {path}", "id", "Give each concept its own id.")
            return
        self.concepts.append(concept)
        self._texts[concept.id] = (path, text)
        if concept.id != path.stem:
            hint = f"Name the file {concept.id}.yaml or correct the id."
            self.fault(concept.id, f"the id {concept.id} is not the file's name", "id", hint)

    def fault(self, concept: str, what: str, where: str, hint: str) -> None:
        """Note a fault at the line whose value or key ``where`` is, else the first that holds it."""
        path, text = self._texts[concept]
        self.faults.append(TableError(what, where=f"{path}:{line_of(text, where)}", hint=hint))

    def file(self, concept: str) -> str:
        return self._texts[concept][0].name


def _check_fields(files: _Files) -> None:
    for concept in files.concepts:
        if not SLUG.fullmatch(concept.id) or concept.id in OTHER_PAGES:
            hint = "Write it in pinyin: lower-case letters, digits and single hyphens."
            files.fault(concept.id, f"the id {concept.id} cannot be an address", "id", hint)
        if not concept.name.strip():
            files.fault(concept.id, "the name is empty", "name", "Name the concept.")
        if not concept.definition.strip():
            files.fault(concept.id, "the definition is empty", "definition", "Say in a sentence what the concept is.")
        for what in (concept.definition, concept.importance, *concept.misreadings):
            if what.startswith(TO_WRITE):
                hint = f"Write the text in place of “{TO_WRITE}…”, or take the file out until it is written."
                files.fault(concept.id, "this is still to be written", what, hint)
        for theme in (concept.theme, *concept.themes):
            if theme not in THEMES:
                files.fault(concept.id, f"“{theme}” is not a theme", theme, f"Use one of {', '.join(THEMES)}.")


def _check_names(files: _Files) -> None:
    owner: dict[str, str] = {}
    for concept in files.concepts:
        for surface in surfaces(concept):
            folded = fold(surface)[0]
            if len(folded) < SHORTEST:
                hint = f"Use at least {SHORTEST} characters: it would be found everywhere."
                files.fault(concept.id, f"the name “{surface}” is too short", surface or "name", hint)
            elif owner.setdefault(folded, concept.id) != concept.id:
                what = f"“{surface}” also names the concept in {files.file(owner[folded])}"
                files.fault(concept.id, what, surface, "Leave it to one of the two.")


def _check_relations(files: _Files) -> None:
    known = {concept.id for concept in files.concepts}
    for concept in files.concepts:
        for kind, others in (("broader", concept.broader), ("related", concept.related)):
            for other in others:
                if other not in known:
                    files.fault(concept.id, f"{kind}: there is no concept {other}", other, "Correct or remove the id.")
                elif other == concept.id:
                    files.fault(concept.id, f"{kind}: the concept names itself", kind, "Remove the id.")
    for cycle in cycles(concept for concept in files.concepts if concept.id not in concept.broader):
        chain = " → ".join((*cycle, cycle[0]))
        files.fault(cycle[0], f"broader goes in a circle: {chain}", "broader", "Remove one of these relations.")


def _check_examples(files: _Files) -> None:
    linker = Linker(files.concepts)
    for concept in files.concepts:
        for wanted, sentences in ((True, concept.match), (False, concept.no_match)):
            for sentence in sentences:
                found = {mention.concept for mention in linker.mentions(sentence)}
                if (concept.id in found) != wanted:
                    others = "、".join(sorted(found)) or "nothing"
                    what = f"{'match' if wanted else 'no_match'} does not hold: “{sentence}” (found: {others})"
                    hint = "Add the wording to forms." if wanted else "Add the longer word to not_forms."
                    files.fault(concept.id, what, sentence, hint)


def load_concepts(directory: Path) -> tuple[Concept, ...]:
    """The concepts of the files in ``directory``, by id; none where there is no such folder.

    Raises:
        FaultsError: files that are not in order: schema, names claimed twice, relations to nowhere or in a circle,
            examples (match, no_match) that do not hold, text still to be written, redirects to nowhere. All faults are
            told, each with its file and line.
    """
    files = _Files()
    for path in concept_paths(directory):
        files.read(path)
    _check_fields(files)
    _check_names(files)
    _check_relations(files)
    _check_examples(files)
    try:
        load_redirects(directory)
    except FaultsError as error:
        files.faults += error.errors
    except TableError as error:
        files.faults.append(error)
    if files.faults:
        raise FaultsError(files.faults)
    return tuple(sorted(files.concepts, key=lambda concept: concept.id))
