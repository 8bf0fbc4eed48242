"""What concerns the whole collection: which pieces are published, under which ids, with which themes and mentions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from anwen.correct import Corrections
from anwen.deduplicate import Entry, Signature, duplicates, quality, signature
from anwen.errors import FaultsError
from anwen.identify import Ids, Ledger, Outline, Wordings, outline
from anwen.intake import Manifest, verify
from anwen.link import Linker, load_concepts
from anwen.pipeline.assemble import assemble
from anwen.pipeline.cleaning import CleanedStore, Progress
from anwen.pipeline.wordings import outdated_words
from anwen.records import Article, Cleaned, Library, Piece, Place, SetAside
from anwen.repair import OffsetMap
from anwen.shelve import article_path, render_article
from anwen.tables import write
from anwen.theme import Lexicon, relevance
from anwen.workspace import Workspace

Key = tuple[str, int]


class Derived(Struct, frozen=True):
    """Everything the corpus says, nothing written yet."""

    library: Library
    ledger: Ledger
    files: dict[PurePosixPath, str]  # below corpus/articles/
    cleaned: Callable[[str], Cleaned]
    notes: tuple[str, ...] = ()  # what an editor should know, one sentence each
    doubts: tuple[str, ...] = ()  # identifier matches that a person should look at
    wordings: Wordings = Wordings()  # the words that passages had before


class _Record(Struct, frozen=True):
    """What the collection needs to know of one piece; its text is fetched again when its turn comes."""

    key: Key
    title: str
    visibility: str
    outline: Outline
    signature: Signature
    quality: float


def _text(piece: Piece) -> str:
    return "\n".join(block.text for block in piece.blocks)


def _named(key: Key) -> str:
    """A piece's key as the ledger writes it."""
    return f"{key[0]}#{key[1]}"


def _edits(piece: Piece, cleaned: Cleaned) -> int:
    """How many edits made the piece's text."""
    return len(OffsetMap(cleaned.repair.edits).within(piece.blocks[0].start, piece.blocks[-1].end))


def _no_progress(done: int, total: int) -> None:
    del done, total


class _Sorter:
    """Decides piece by piece what is set aside before the collection is compared."""

    def __init__(self, lexicon: Lexicon, corrections: Corrections) -> None:
        self.lexicon = lexicon
        self.corrections = corrections
        self.set_aside: list[SetAside] = []
        self.records: list[_Record] = []

    def add(self, piece: Piece, cleaned: Cleaned, visibility: str) -> None:
        """File the piece under records or set_aside."""
        text = _text(piece)
        key = (piece.file, piece.number)
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
        self.records.append(_Record(key, piece.title, visibility, outline(piece), signature(text), score))

    def without_duplicates(self) -> tuple[list[_Record], dict[Key, list[_Record]]]:
        """The records to publish, and for each of them the records it stands for."""
        by_key = {record.key: record for record in self.records}
        free = {key for key in by_key if self.corrections.decision(*key, "duplicate")}
        stands_for: dict[Key, list[_Record]] = {}
        # an internal copy must never stand for a public one: the public build would lose the text
        for visibility in ("public", "internal"):
            entries = [
                Entry(record.key, record.signature, record.quality)
                for record in self.records
                if record.visibility == visibility and record.key not in free
            ]
            for group in duplicates(entries):
                stands_for[group.kept] = [by_key[other.key] for other in group.others]
        dropped = {record.key for records in stands_for.values() for record in records}
        return [record for record in self.records if record.key not in dropped], stands_for


def derive(workspace: Workspace, progress: Progress = _no_progress) -> Derived:
    """Work out the library from the corpus, without writing anything but the cache.

    Raises:
        AnwenError: the corpus is not in order; the message says which file and what to do.
    """
    verify(workspace.root)
    entries = Manifest.load(workspace.root).originals
    corrections = Corrections.load(workspace.corrections, [entry.file for entry in entries])
    concepts = load_concepts(workspace.concepts)
    ledger = Ledger.load(workspace.ledger)
    wordings = Wordings.load(workspace.wordings)
    lexicon = Lexicon.load(workspace.themes, concepts)
    superseded = {entry.supersedes for entry in entries if entry.supersedes}
    current = [entry for entry in entries if entry.file not in superseded]

    store = CleanedStore(workspace, corrections)
    store.fill(current, progress)
    store.prune(entries)
    sorter = _Sorter(lexicon, corrections)
    pieces: dict[str, int] = {}
    for entry in current:
        cleaned = store.get(entry)
        pieces[entry.file] = len(cleaned.structured.pieces)
        for piece in cleaned.structured.pieces:
            sorter.add(piece, cleaned, entry.visibility)
    strays = corrections.strays(pieces)
    if strays:
        raise FaultsError(strays)
    kept, stands_for = sorter.without_duplicates()
    assignment = ledger.assign(
        [record.outline for record in kept],
        {entry.file: entry.supersedes for entry in current if entry.supersedes},
        merged={_named(record.key): _named(key) for key, records in stands_for.items() for record in records},
        reasons={_named((item.file, item.piece)): item.reason for item in sorter.set_aside},
    )

    ids = {record.key: ids for record, ids in zip(kept, assignment.ids, strict=True)}
    linker = Linker(concepts)
    articles: list[Article] = []
    for entry in current:
        if not any(key[0] == entry.file for key in ids):
            continue
        cleaned = store.get(entry)
        for piece in cleaned.structured.pieces:
            key = (piece.file, piece.number)
            if key in ids:
                places = tuple(Place(*other.key, other.title) for other in stands_for.get(key, []))
                articles.append(assemble(piece, ids[key], entry, places, lexicon, linker, corrections))
    articles.sort(key=lambda article: article.id)

    library = Library(
        articles=tuple(articles),
        concepts=concepts,
        originals=tuple(entries),
        set_aside=tuple(sorted([*sorter.set_aside, *_duplicates(stands_for, ids)], key=lambda it: (it.file, it.piece))),
        retired=assignment.ledger.inactive(),
        site_url=workspace.site_url,
    )
    by_file = {entry.file: entry for entry in entries}
    files = {article_path(article): render_article(article) for article in articles}
    return Derived(
        library=library,
        ledger=assignment.ledger,
        files=files,
        cleaned=lambda file: store.get(by_file[file]),
        notes=tuple(
            f"{corrections.place(item)}: a correction of {item.file} has no effect, a newer original took its place"
            for item in corrections.items
            if item.file in superseded
        ),
        doubts=tuple(f"{doubt.id}: {doubt.detail}" for doubt in assignment.doubts),
        wordings=wordings.with_(outdated_words(workspace, articles, files, ledger)),
    )


def _duplicates(stands_for: dict[Key, list[_Record]], ids: dict[Key, Ids]) -> list[SetAside]:
    return [
        SetAside(*record.key, record.title, "duplicate", "与另一篇内容相同，只发布一次。", article=ids[key].article)
        for key, records in stands_for.items()
        for record in records
    ]


def stale_articles(workspace: Workspace, derived: Derived) -> list[Path]:
    """Article files that no article stands behind any more."""
    wanted = {workspace.articles / path for path in derived.files}
    return [path for path in sorted(workspace.articles.glob("*/*.md")) if path not in wanted]


def write_derived(workspace: Workspace, derived: Derived) -> int:
    """Write the ledger, then the articles; returns how many article files changed.

    The ledger goes first: an interruption then leaves ids that are issued and not yet shown, never the reverse.
    """
    derived.ledger.save(workspace.ledger)
    derived.wordings.save(workspace.wordings)
    changed = sum(write(workspace.articles / path, text) for path, text in derived.files.items())
    stale = stale_articles(workspace, derived)
    for path in stale:
        path.unlink()
    return changed + len(stale)
