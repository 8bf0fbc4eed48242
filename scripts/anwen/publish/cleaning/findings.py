"""What cleaning found over the whole public corpus: one pass over the originals, small counts kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from anwen.publish.cleaning.trace import Trace
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.opening import shorten
from anwen.publish.parts.page import flat
from anwen.records import Cleaned, Edit, Piece

_EXAMPLES = 3
_AROUND = 6  # characters beside an edit
_EXAMPLE = 60  # characters of an example


class Tally(Struct):
    """How often a rule was applied, to how many characters, with the first few examples."""

    count: int = 0
    characters: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, characters: int, example: str) -> None:
        self.count += 1
        self.characters += characters
        example = shorten(flat(example), _EXAMPLE)
        if example and len(self.examples) < _EXAMPLES and example not in self.examples:
            self.examples.append(example)


class OriginalFacts(Struct, frozen=True):
    """An original in numbers: its characters, its pieces, and what cleaning did to what is public of it."""

    characters: int
    pieces: int
    edits: int
    left_out: int  # characters


class Findings(Struct):
    """Everything the report tells about cleaning."""

    edits: dict[str, Tally] = field(default_factory=dict)
    exclusions: dict[str, Tally] = field(default_factory=dict)
    originals: dict[str, OriginalFacts] = field(default_factory=dict)


def ranked(tallies: dict[str, Tally]) -> list[tuple[str, Tally]]:
    """The rules that were used most first."""
    return sorted(tallies.items(), key=lambda item: (-item[1].count, item[0]))


def _hidden(pieces: tuple[Piece, ...], known: set[int]) -> list[tuple[int, int]]:
    """Spans of pieces that nothing public speaks of; no word and no count of them may show."""
    return [
        (min(block.start for block in piece.blocks), max(block.end for block in piece.blocks))
        for piece in pieces
        if piece.number not in known and piece.blocks
    ]


def _known(catalogue: Catalogue) -> dict[str, set[int]]:
    """The pieces of each original that something public speaks of, by their numbers."""
    library = catalogue.library
    known: dict[str, set[int]] = {entry.file: set() for entry in library.originals}
    keys = [article.source.key for article in library.articles]
    keys += [place.key for article in library.articles for place in article.also_in]
    keys += [item.key for item in library.set_aside]
    for file, number in keys:
        if file in known:
            known[file].add(number)
    return known


def gather(catalogue: Catalogue, cleaned: Callable[[str], Cleaned]) -> Iterator[tuple[str, Trace, Findings]]:
    """Each public original with its trace, and the findings up to and including it."""
    findings = Findings()
    superseded = {entry.supersedes for entry in catalogue.library.originals}
    for file, known in _known(catalogue).items():
        if file in superseded and not known:
            continue
        found = cleaned(file)
        trace = Trace(found)
        hidden = _hidden(found.structured.pieces, known)
        _count(findings, file, trace, hidden)
        yield file, trace, findings


def _in_context(source: str, edit: Edit) -> str:
    """The edit between the words around it on its own line: ``精神［, → ，］这次``."""
    before = source[max(0, edit.start - _AROUND) : edit.start].rpartition("\n")[2]
    after = source[edit.end : edit.end + _AROUND].partition("\n")[0]
    change = " → ".join(part.replace("\n", "↵") for part in (edit.before, edit.after or "删去"))
    return f"{before}［{change}］{after}"


def _count(findings: Findings, file: str, trace: Trace, hidden: list[tuple[int, int]]) -> None:
    gone = [(trace.original(start), trace.original(end)) for start, end in hidden]
    edits: Counter[str] = Counter()
    for edit in trace.edits:
        if not any(start < edit.end and edit.start < end for start, end in gone):
            edits[edit.rule] += 1
            findings.edits.setdefault(edit.rule, Tally()).add(len(edit.before), _in_context(trace.source, edit))
    left_out = 0
    for item in trace.exclusions:
        if not any(start < item.end and item.start < end for start, end in hidden):
            words = trace.repaired[item.start : item.end]
            left_out += len(words)
            findings.exclusions.setdefault(item.rule, Tally()).add(len(words), words)
    characters = len(trace.source) - sum(end - start for start, end in gone)
    pieces = len(trace.pieces) - len(hidden)
    findings.originals[file] = OriginalFacts(characters, pieces, edits.total(), left_out)
