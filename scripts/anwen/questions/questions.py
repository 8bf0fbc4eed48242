"""Read, check and write corpus/questions/: for a passage, what readers ask that it answers, in their own words.

A question and the passage that answers it often share no word (老板硬要我们冒险干, 有权拒绝违章指挥), and no table of
other names foresees them all. An editor's note does. It is an annotation like a mention: no text of the passage, not
cited, and gone from search when the passage is.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from anwen import tables
from anwen.errors import AnwenError, FaultsError, TableError
from anwen.notation import article_of, split

Table = dict[str, tuple[str, ...]]

_LONGEST = 40  # characters: a question, not a paragraph of its own


class Questions:
    """The questions by the passage that answers them.

    >>> Questions({"aw0001.p2": ("老板逼着违章怎么办",)}).of("aw0001.p2")
    ('老板逼着违章怎么办',)
    """

    def __init__(self, by_passage: Mapping[str, tuple[str, ...]]) -> None:
        self._by_passage = dict(by_passage)

    @classmethod
    def load(cls, directory: Path) -> Questions:
        """The questions of every file in ``directory``; none where there is no such folder.

        Raises:
            FaultsError: what is wrong with any of the files.
        """
        found: Table = {}
        faults: list[AnwenError] = []
        for path in sorted(directory.glob("*.yaml")):
            try:
                table = tables.load(path, Table)
            except TableError as error:
                faults.append(error)
                continue
            faults += _faults(path, table)
            found |= table
        if faults:
            raise FaultsError(faults)
        return cls(found)

    def of(self, passage: str) -> tuple[str, ...]:
        """What readers ask that ``passage`` answers."""
        return self._by_passage.get(passage, ())

    def strays(self, passages: Container[str], directory: Path) -> list[AnwenError]:
        """A fault for every passage with questions that is not among ``passages``."""
        hint = "Move its questions to the passage that says it now, or take them out."
        return [
            AnwenError(f"{name} is no passage of the library any more", where=str(_file(directory, name)), hint=hint)
            for name in self._by_passage
            if name not in passages
        ]


def _file(directory: Path, passage: str) -> Path:
    return directory / f"{article_of(passage)}.yaml"


def _faults(path: Path, table: Table) -> list[AnwenError]:
    """What is wrong with the entries of one file."""
    faults: list[AnwenError] = []
    for name, asked in table.items():
        parts = split(name)
        if parts is None or parts[1] != "p":
            hint = "Write questions below the id of a passage, such as aw0012.p7."
            faults.append(TableError(f"{name} is not the id of a passage", where=str(path), hint=hint))
        elif path.stem != article_of(name):
            hint = f"Move it to {article_of(name)}.yaml."
            faults.append(TableError(f"{name} stands in the file of another article", where=str(path), hint=hint))
        for question in asked:
            fault = _fault(question, asked)
            if fault:
                hint = "Write it as a reader would type it, once."
                faults.append(TableError(f"{name}: {question!r} {fault}", where=str(path), hint=hint))
    return faults


def _fault(question: str, asked: tuple[str, ...]) -> str:
    if not any(map(str.isalnum, question)) or question != question.strip() or not question.isprintable():
        return "has no word, spaces around it, or a sign that cannot be printed"
    if len(question) > _LONGEST:
        return f"has more than {_LONGEST} characters"
    return "stands there twice" if asked.count(question) > 1 else ""


def add(directory: Path, passage: str, asked: Iterable[str]) -> tuple[str, ...]:
    """Add questions to the file of the passage's article and return those that are new.

    Raises:
        AnwenError: the file is not in order, cannot be written, or a question is no question.
    """
    path = _file(directory, passage)
    table = tables.load(path, Table) if path.exists() else {}
    before = table.get(passage, ())
    new = tuple(question for question in dict.fromkeys(asked) if question not in before)
    table[passage] = before + new
    faults = _faults(path, table)
    if faults:
        raise FaultsError(faults)
    tables.write(path, tables.dump(dict(sorted(table.items(), key=lambda row: split(row[0]) or ()))))
    return new
