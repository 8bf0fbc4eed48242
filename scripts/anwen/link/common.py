"""Names that stand nearly everywhere: a concept that every other passage names leads nobody anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from anwen.errors import TableError
from anwen.library import Concept, Passage
from anwen.link.files import line_of
from anwen.link.fold import fold

# More than a third is the boundary the glossary sets itself; below 30 passages a share says nothing.
SHARE = 1 / 3
FEWEST = 30


def too_common(concepts: Iterable[Concept], passages: Iterable[Passage], directory: Path) -> list[TableError]:
    """Faults for written forms that are found in more than a third of all passages, at their line in ``directory``.

    >>> passage = Passage("aw0001.p1", "", "paragraph", "抓好安全", 0, 4)
    >>> too_common([], [passage] * 40, Path("corpus/concepts"))
    []
    """
    counted: Counter[tuple[str, str]] = Counter()
    total = 0
    for passage in passages:
        total += 1
        counted.update({(it.concept, fold(passage.text[it.start : it.end])[0]) for it in passage.mentions})
    if total < FEWEST:
        return []
    known = {concept.id: concept for concept in concepts}
    faults = []
    for (concept, form), count in sorted(counted.items()):
        if count <= total * SHARE or concept not in known:
            continue
        path = directory / f"{concept}.yaml"
        written = (known[concept].name, *known[concept].aliases, *known[concept].forms)
        surface = next((it for it in written if fold(it)[0] == form), form)
        line = line_of(path.read_text(encoding="utf-8"), surface) if path.is_file() else 1
        what = f"the name “{surface}” is found in {count} of {total} passages"
        hint = "Take it out or write a longer form: what is named everywhere leads nowhere."
        faults.append(TableError(what, where=f"{path}:{line}", hint=hint))
    return faults
