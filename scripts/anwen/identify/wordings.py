"""corpus/ledger/wordings/: the words that passages had before, for those who cited them. One file an article.

A line is ``id<TAB>pin<TAB>words``, in natural order; tab, line feed and per cent are written ``%09 %0A %25``. A section
or an article has its former pins without words: its passages have theirs. The words of an internal article are not
kept. Lines are only ever added by the build, but an editor may delete one whose words should not be known any more;
the page of the passage then says that it no longer has them.

Two branches may both add lines: git joins them (``merge=union``), and the next build puts them in order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from anwen import tables
from anwen.errors import AnwenError, FaultsError, TableError
from anwen.identify.joining import ATTRIBUTES
from anwen.identify.names import natural
from anwen.notation import Ref, article_of, parse, pin

_ESCAPED = re.compile(r"[%\t\n\r]")
_HINT = "Correct the line, or delete it: the words are then no longer shown."


class Wording(Struct, frozen=True, order=True):
    """The words that an identifier stood for under a pin; ``""`` for a section, an article, and what is internal."""

    id: str
    pin: str
    words: str = ""

    def line(self) -> str:
        words = _ESCAPED.sub(lambda char: f"%{ord(char[0]):02X}", self.words)
        return f"{self.id}\t{self.pin}\t{words}\n"


class Wordings:
    """The former wordings, by article. Never changed in place: `with_` makes new ones."""

    def __init__(self, pages: Mapping[str, tuple[Wording, ...]] | None = None) -> None:
        self.pages: Mapping[str, tuple[Wording, ...]] = dict(pages or {})

    @classmethod
    def load(cls, directory: Path) -> Wordings:
        """Read the wordings; a directory that does not exist holds none.

        Raises:
            FaultsError: of `TableError`, one for each line that is not valid, with ``file:line``.
        """
        pages: dict[str, tuple[Wording, ...]] = {}
        faults: list[AnwenError] = []
        for path in sorted(directory.glob("*.tsv")):
            rows = []
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                try:
                    rows.append(_read(line, path.stem))
                except ValueError as error:
                    faults.append(TableError(str(error), where=f"{path}:{number}", hint=_HINT))
            pages[path.stem] = _sorted(rows)
        if faults:
            raise FaultsError(faults)
        return cls(pages)

    def save(self, directory: Path) -> None:
        """Write the wordings; only files whose content changed are touched.

        Raises:
            TableError: the place cannot be written.
        """
        if self.pages:
            tables.write(directory / ".gitattributes", ATTRIBUTES)
        for article, rows in self.pages.items():
            tables.write(directory / f"{article}.tsv", "".join(row.line() for row in rows))

    def with_(self, rows: Iterable[Wording]) -> Wordings:
        """These wordings and ``rows``, each once."""
        added: defaultdict[str, list[Wording]] = defaultdict(list)
        for row in rows:
            added[article_of(row.id)].append(row)
        return Wordings({**self.pages, **{name: _sorted([*self.of(name), *more]) for name, more in added.items()}})

    def of(self, article: str) -> tuple[Wording, ...]:
        """The former wordings of an article and its parts."""
        return self.pages.get(article, ())

    def by_part(self, article: str) -> dict[str, dict[str, str]]:
        """The former wordings of an article by identifier and pin."""
        found: dict[str, dict[str, str]] = {}
        for row in self.of(article):
            found.setdefault(row.id, {})[row.pin] = row.words
        return found

    def words(self, name: str, pin: str) -> str | None:
        """The words an identifier had under a pin; None where they are not remembered."""
        return next((row.words for row in self.of(article_of(name)) if (row.id, row.pin) == (name, pin)), None)


def _sorted(rows: Iterable[Wording]) -> tuple[Wording, ...]:
    """In natural order, one line an identifier and pin: words stand before none."""
    kept: dict[Ref, Wording] = {}
    for row in sorted(rows, key=lambda row: (natural(row.id), row.pin, not row.words, row.words)):
        kept.setdefault(Ref(row.id, row.pin), row)
    return tuple(kept.values())


def _read(line: str, article: str) -> Wording:
    fields = line.split("\t")
    ref = parse("@".join(fields[:2])) if len(fields) == 3 else None
    if ref is None or not ref.pin:
        raise ValueError("is not an identifier, a pin and words, separated by tabs")
    if article_of(ref.id) != article:
        raise ValueError(f"{ref.id} stands in the file of {article}")
    words = re.sub(r"%([0-9A-F]{2})", lambda code: chr(int(code[1], 16)), fields[2])
    if words and pin(words) != ref.pin:
        raise ValueError(f"the words of {ref.id} are not those of {ref.pin}")
    return Wording(ref.id, ref.pin, words)


def outdated(before: Mapping[str, tuple[str, str]], after: Mapping[str, str], *, internal: bool) -> list[Wording]:
    """The wordings that an article's new text puts out of use.

    Args:
        before: identifier → its pin and its words (``""`` for a section or the article).
        after: identifier → its pin now; an identifier that is gone is not in it, and its words are not kept.
        internal: the article is not public: the pins are kept and the words are not.
    """
    return [
        Wording(name, old, "" if internal else words)
        for name, (old, words) in before.items()
        if name in after and after[name] != old
    ]
