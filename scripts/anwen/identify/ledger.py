"""corpus/ledger/: every identifier ever issued, one file an article, one line an identifier.

A line is ``id<TAB>state<TAB>fingerprint<TAB>detail``, in natural order, the article first. An article's fingerprint
field is three words: its title's fingerprint, the reading order of its sections and passages (``s1,p1-3``; ``0`` for
none) and its place ``file#piece``; so one line changes when passages move, and unrelated articles never meet in a
merge.

Two branches may give one number to different articles; joining.py says which lines count then, and `Ledger.notes`
that it happened. The other article gets the next free number when the ledger is assigned again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from anwen.errors import AnwenError, FaultsError, TableError
from anwen.identify import together
from anwen.identify.assign import Ids, Uncertain, give
from anwen.identify.fingerprint import is_fingerprint
from anwen.identify.joining import ATTRIBUTES, MARKS, joined
from anwen.identify.names import natural
from anwen.identify.outline import Outline
from anwen.identify.page import State, parse_head
from anwen.library import LedgerEntry
from anwen.notation import article_of, split

_RESTORE = "Restore the line from git; the ledger only grows."
_STATES: tuple[State, ...] = ("active", "moved-to", "retired")


class Ledger:
    """The identifiers ever issued, by article. Never changed in place: `assign` makes a new one."""

    def __init__(self, pages: Mapping[str, tuple[LedgerEntry, ...]] | None = None, notes: Sequence[str] = ()) -> None:
        self.pages: Mapping[str, tuple[LedgerEntry, ...]] = dict(pages or {})
        self.notes = tuple(notes)  # what happened while it was read, one sentence each

    @classmethod
    def load(cls, directory: Path) -> Ledger:
        """Read the ledger; a directory that does not exist is an empty ledger.

        Raises:
            FaultsError: of `TableError`, one for each line that is not valid, with ``file:line``.
        """
        pages: dict[str, tuple[LedgerEntry, ...]] = {}
        faults: list[AnwenError] = []
        lines: dict[str, str] = {}
        notes: list[str] = []
        for path in together.current(directory, "*.tsv"):
            read, found = _read(path, lines, notes)
            faults += found
            pages[path.stem] = tuple(sorted(read, key=lambda entry: natural(entry.id)))
        ledger = cls({name: pages[name] for name in sorted(pages, key=lambda name: (len(name), name))}, notes)
        faults = faults or ledger._dangling(lines)  # a line that cannot be read is no missing target
        if faults:
            raise FaultsError(faults)
        return ledger

    def _dangling(self, lines: Mapping[str, str]) -> list[AnwenError]:
        """Moves that lead nowhere or in a circle."""
        faults: list[AnwenError] = []
        moves = {entry.id: entry.detail for entry in self.entries() if entry.state == "moved-to"}
        for name, target in moves.items():
            if target not in lines:
                fault = f"{name} moved to {target}, which the ledger does not know"
                faults.append(TableError(fault, where=lines[name], hint=_RESTORE))
                continue
            seen = {name}
            while target in moves and target not in seen:
                seen.add(target)
                target = moves[target]
            if target == name:
                fault = f"{name} moves in a circle"
                faults.append(TableError(fault, where=lines[name], hint="Let one of them be active."))
        return faults

    def save(self, directory: Path) -> list[Path]:
        """Write the ledger, all of it or nothing; only files whose content changed are touched. Returns those.

        Raises:
            TableError: the place cannot be written.
        """
        files = {**self.files(), PurePosixPath(".gitattributes"): ATTRIBUTES} if self.pages else {}
        changed = {str(name): text for name, text in files.items() if _differs(directory / name, text)}
        together.put(directory, changed)
        return [directory / name for name in changed if name.endswith(".tsv")]

    def files(self) -> dict[PurePosixPath, str]:
        """The ledger's files, by name: what `save` writes."""
        return {
            PurePosixPath(f"{name}.tsv"): "".join(
                f"{entry.id}\t{entry.state}\t{entry.fingerprint}\t{entry.detail}\n" for entry in page
            )
            for name, page in self.pages.items()
        }

    def entries(self) -> Iterable[LedgerEntry]:
        """Every entry, in natural order."""
        return (entry for page in self.pages.values() for entry in page)

    def inactive(self) -> tuple[LedgerEntry, ...]:
        """The identifiers that answer with a tombstone: retired or moved."""
        return tuple(entry for entry in self.entries() if entry.state != "active")

    def get(self, name: str) -> LedgerEntry | None:
        """The entry of an identifier, or None if it was never issued."""
        return next((entry for entry in self.pages.get(article_of(name), ()) if entry.id == name), None)

    def resolve(self, name: str) -> LedgerEntry | None:
        """The entry at the end of an identifier's moves: active or retired. None if it was never issued."""
        entry = self.get(name)
        while entry is not None and entry.state == "moved-to":
            entry = self.get(entry.detail)
        return entry

    def assign(
        self,
        outlines: Sequence[Outline],
        supersedes: Mapping[str, str] | None = None,
        *,
        merged: Mapping[str, str] | None = None,
        reasons: Mapping[str, str] | None = None,
    ) -> Assignment:
        """Give every outline its identifiers.

        Args:
            outlines: the pieces that are articles now, in any order.
            supersedes: file → the older file whose place it takes.
            merged: key (``file#piece``) of a piece that is now judged a duplicate → key of the one that stands for it.
            reasons: key of a piece that is no longer an article → why, a code of `REASONS`.

        Raises:
            ValueError: two outlines have the same key.
        """
        given = give(self.pages, outlines, supersedes or {}, merged or {}, reasons or {})
        return Assignment(Ledger(given.pages), given.ids, given.doubts)


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode()


class Assignment(Struct, frozen=True):
    """The ledger grown by an assignment, the identifiers parallel to the outlines, and what is doubtful."""

    ledger: Ledger
    ids: tuple[Ids, ...]
    doubts: tuple[Uncertain, ...] = ()


def _read(path: Path, lines: dict[str, str], notes: list[str]) -> tuple[list[LedgerEntry], list[AnwenError]]:
    """The entries of one file; ``lines`` gathers where each identifier stands, ``notes`` what an editor should know."""
    where = str(path)
    parts = split(path.stem)
    if parts is None or parts[1]:
        hint = "Name it as its article, aw0001.tsv, or remove it."
        return [], [TableError("the file's name is no article's identifier", where=where, hint=hint)]
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return [], [TableError(f"cannot be read ({error})", where=where, hint="Restore the file from git.")]
    entries: list[LedgerEntry] = []
    faults: list[AnwenError] = []
    branches = False
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        place = f"{where}:{number}"
        if line.startswith(MARKS):
            branches = True
            continue
        fields = line.removesuffix("\r").split("\t")
        fault = _fault(fields, path.stem)
        if fault:
            faults.append(TableError(fault, where=place, hint=_RESTORE))
        else:
            branches = branches or fields[0] in lines
            lines.setdefault(fields[0], place)
            state = next(known for known in _STATES if known == fields[1])
            entries.append(LedgerEntry(fields[0], state, fields[2], fields[3]))
    if branches and not faults:
        entries = joined(path.stem, entries)
        notes.append(
            f"{where}: two branches wrote these lines; the first keeps {path.stem}, the other is numbered anew"
        )
    if not faults:
        faults += _order_fault(entries, path.stem, where)
    return entries, faults


def _fault(fields: Sequence[str], article: str) -> str:
    """What is wrong with one line, or nothing."""
    if len(fields) != 4:
        return f"{len(fields)} fields where four are needed (id, state, fingerprint, detail)"
    name, state, print_, detail = fields
    parts = split(name)
    if parts is None:
        return f"{name!r} is not an identifier"
    if article_of(name) != article:
        return f"{name} stands in the file of {article}"
    if state not in _STATES:
        return f"{name} has the unknown state {state!r}"
    if state == "moved-to" and split(detail) is None:
        return f"{name} moved to {detail!r}, which is not an identifier"
    if state == "retired" and not detail:
        return f"{name} is retired without a reason"
    if parts[1]:
        return "" if is_fingerprint(print_) else f"{name} has a malformed fingerprint"
    return "" if parse_head(article, print_) else f"{name} has a malformed fingerprint"


def _order_fault(entries: Sequence[LedgerEntry], article: str, where: str) -> list[AnwenError]:
    """The article's line must be there; its reading order must name entries, and each active one once."""
    states = {entry.id: entry.state for entry in entries}
    head = next((parse_head(article, entry.fingerprint) for entry in entries if entry.id == article), None)
    if head is None:
        return [TableError(f"the line of {article} is missing", where=where, hint=_RESTORE)]
    active = sorted(name for name, state in states.items() if state == "active" and name != article)
    if states[article] == "active":
        if sorted(head.order) == active:
            return []
        fault = f"the reading order of {article} and its active lines differ"
    elif not active and len(set(head.order)) == len(head.order) and set(head.order) <= states.keys():
        return []
    else:
        fault = f"{article} is not active but has active lines, or its reading order names unknown ones"
    return [TableError(fault, where=where, hint=_RESTORE)]
