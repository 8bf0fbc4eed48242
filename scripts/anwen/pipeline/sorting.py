"""Which pieces are published: relevance piece by piece, then the copies among what is left."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from anwen.correct import Correction, Corrections
from anwen.deduplicate import Entry, Signature, duplicates, quality, signature
from anwen.errors import AnwenError, FaultsError, TableError
from anwen.identify import Outline, outline
from anwen.library import SetAside
from anwen.records import Cleaned, Key, Piece
from anwen.repair import OffsetMap
from anwen.theme import Lexicon, relevance


class Record(Struct, frozen=True):
    """What the collection needs to know of one piece; its text is fetched again when its turn comes."""

    key: Key
    title: str
    visibility: str
    outline: Outline
    signature: Signature
    quality: float


def _text(piece: Piece) -> str:
    return "\n".join(block.text for block in piece.blocks)


def _edits(piece: Piece, cleaned: Cleaned) -> int:
    """How many edits made the piece's text."""
    return len(OffsetMap(cleaned.repair.edits).within(piece.blocks[0].start, piece.blocks[-1].end))


class Sorter:
    """Decides piece by piece what is set aside, then which of the others are copies."""

    def __init__(self, lexicon: Lexicon, corrections: Corrections) -> None:
        self.lexicon = lexicon
        self.corrections = corrections
        self.set_aside: list[SetAside] = []
        self.records: list[Record] = []
        self._numbers: dict[str, set[int]] = {}  # the documents of each original

    def add(self, cleaned: Cleaned, visibility: str) -> None:
        """File the pieces of an original under records or set_aside."""
        pieces = cleaned.structured.pieces
        self._numbers[cleaned.original.file] = {piece.number for piece in pieces}
        for piece in pieces:
            self._add(piece, cleaned, visibility)

    def _add(self, piece: Piece, cleaned: Cleaned, visibility: str) -> None:
        text, key = _text(piece), piece.key
        if not any(block.kind != "heading" for block in piece.blocks):
            self.set_aside.append(SetAside(*key, piece.title, "empty", "清洗后没有正文。"))
            return
        decided = self.corrections.decision(*key, "relevance")
        if decided is None:
            found = relevance(piece.title, text, self.lexicon)
            if not found.relevant:
                self.set_aside.append(SetAside(*key, piece.title, "irrelevant", found.reason, found.evidence))
                return
        elif decided.value == "set-aside":
            self.set_aside.append(SetAside(*key, piece.title, "correction", f"编辑决定不收录：{decided.reason}"))
            return
        score = quality(text, len(piece.doubts), _edits(piece, cleaned), piece.cut_off)
        self.records.append(Record(key, piece.title, visibility, outline(piece), signature(text), score))

    def without_duplicates(self) -> tuple[list[Record], dict[Key, list[Record]]]:
        """The records to publish, and for each of them the records it stands for.

        Raises:
            FaultsError: an editor's decision is of a document that is not there, or names a copy that is not published
                or cannot be public.
        """
        if strays := self.corrections.strays(self._numbers):
            raise FaultsError(strays)
        by_key = {record.key: record for record in self.records}
        decided = {key: item for key in by_key if (item := self.corrections.decision(*key, "duplicate"))}
        stands_for: dict[Key, list[Record]] = {}
        # an internal copy must never stand for a public one: the public build would lose the text
        for visibility in ("public", "internal"):
            entries = [
                Entry(record.key, record.signature, record.quality)
                for record in self.records
                if record.visibility == visibility and record.key not in decided
            ]
            for group in duplicates(entries):
                stands_for[group.kept] = [by_key[other.key] for other in group.others]
        self._decided(by_key, decided, stands_for)
        dropped = {record.key for records in stands_for.values() for record in records}
        return [record for record in self.records if record.key not in dropped], stands_for

    def _decided(
        self, by_key: Mapping[Key, Record], decided: Mapping[Key, Correction], stands_for: dict[Key, list[Record]]
    ) -> None:
        """Put the copies that editors named with those that stand for them."""
        homes = {record.key: kept for kept, records in stands_for.items() for record in records}
        named = {key: Key.parse(item.value) for key, item in decided.items()}  # none where it says keep
        targets = {key: target for key, target in named.items() if target}
        faults: list[AnwenError] = []
        for key, target in sorted(targets.items()):
            home, seen = target, {key}
            while home in targets and home not in seen:  # a copy of a copy
                seen.add(home)
                home = targets[home]
            home = homes.get(home, home)
            fault = ""
            if home == key or home in seen:
                fault = "copies stand for each other in a circle"
            elif home not in by_key:
                fault = f"{target} is not published, so it cannot stand for a copy"
            elif by_key[home].visibility == "internal" != by_key[key].visibility:
                fault = f"{target} is internal, so it cannot stand for a public text"
            if fault:
                hint = "Name the document that readers are to see, or remove the decision."
                faults.append(TableError(fault, where=self.corrections.place(decided[key]), hint=hint))
                continue
            moved = [by_key[key], *stands_for.pop(key, [])]
            stands_for[home] = sorted([*stands_for.get(home, []), *moved], key=lambda record: record.key)
        if faults:
            raise FaultsError(faults)
