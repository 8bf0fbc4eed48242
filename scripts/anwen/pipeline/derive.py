"""What concerns the whole collection: which pieces are published, under which ids, with which themes and mentions."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from msgspec import Struct

from anwen.correct import Corrections
from anwen.deduplicate import repeats, sketch
from anwen.identify import Assignment, Ids, Ledger, Wordings, load_doubts, save_doubts
from anwen.intake import Manifest, verify
from anwen.library import Article, Library, ManifestEntry, Place, SetAside
from anwen.link import Linker, load_concepts
from anwen.pipeline.assemble import Assembler
from anwen.pipeline.cleaning import CleanedStore, Progress
from anwen.pipeline.sorting import Record, Sorter
from anwen.pipeline.wordings import outdated_words
from anwen.questions import Questions
from anwen.records import Cleaned, Key
from anwen.shelve import article_path, render_article
from anwen.tables import write
from anwen.theme import Lexicon
from anwen.workspace import Workspace


class Derived(Struct, frozen=True):
    """Everything the corpus says, nothing written yet."""

    library: Library
    ledger: Ledger
    files: dict[PurePosixPath, str]  # below corpus/articles/
    cleaned: Callable[[str], Cleaned]
    notes: tuple[str, ...] = ()  # what an editor should know, one sentence each
    wordings: Wordings = Wordings()  # the words that passages had before
    doubtful: Mapping[str, str] = MappingProxyType({})  # identifiers that a person should look at, and why
    questions: Questions = Questions({})  # what readers ask, by the passage that answers it

    @property
    def doubts(self) -> tuple[str, ...]:
        """The doubtful identifiers, one sentence each."""
        return tuple(f"{name}: {detail}" for name, detail in self.doubtful.items())


def _no_progress(done: int, total: int) -> None:
    del done, total


def derive(workspace: Workspace, progress: Progress = _no_progress, corrections: Corrections | None = None) -> Derived:
    """Work out the library from the corpus, without writing anything but the cache.

    ``corrections`` take the place of those in corpus/corrections/: what a decision would do is seen before it is made.

    Raises:
        AnwenError: the corpus is not in order; the message says which file and what to do.
    """
    verify(workspace.root)
    entries = Manifest.load(workspace.root).originals
    corrections = corrections or load_corrections(workspace, entries)
    concepts = load_concepts(workspace.concepts)
    questions = Questions.load(workspace.questions)
    ledger = Ledger.load(workspace.ledger)
    wordings = Wordings.load(workspace.wordings)
    lexicon = Lexicon.load(workspace.themes, concepts)
    superseded = {entry.supersedes for entry in entries if entry.supersedes}
    current = [entry for entry in entries if entry.file not in superseded]

    store = CleanedStore(workspace, corrections)
    store.fill(current, progress)
    store.prune(entries)
    sorter = Sorter(lexicon, corrections)
    for entry in current:
        sorter.add(store.get(entry), entry.visibility)
    kept, stands_for = sorter.without_duplicates()
    copies = {record.key: key for key, records in stands_for.items() for record in records}
    assignment = ledger.assign(
        [record.outline for record in kept],
        {entry.file: entry.supersedes for entry in current if entry.supersedes},
        merged={str(part): str(whole) for part, whole in (copies | corrections.merged()).items()},
        reasons={str(item.key): item.reason for item in sorter.set_aside},
    )
    ids = {record.key: ids for record, ids in zip(kept, assignment.ids, strict=True)}
    assembler = Assembler(lexicon, Linker(concepts), questions, corrections)
    articles = sorted(_articles(current, store, assembler, ids, stands_for), key=lambda article: article.id)

    set_aside = [*sorter.set_aside, *_duplicates(stands_for, ids)]
    library = Library(
        articles=tuple(articles),
        concepts=concepts,
        originals=tuple(entries),
        set_aside=tuple(sorted(set_aside, key=lambda item: item.key)),
        retired=assignment.ledger.inactive(),
        site_url=workspace.site_url,
        repeats=_repeats(articles),
    )
    by_file = {entry.file: entry for entry in entries}
    files = {article_path(article): render_article(article) for article in articles}
    return Derived(
        library=library,
        ledger=assignment.ledger,
        files=files,
        cleaned=lambda file: store.get(by_file[file]),
        notes=(*ledger.notes, *_without_effect(corrections, superseded)),
        doubtful=_doubtful(workspace, assignment),
        questions=questions,
        wordings=wordings.with_(outdated_words(workspace, articles, files, ledger)),
    )


def _articles(
    entries: Sequence[ManifestEntry],
    store: CleanedStore,
    assembler: Assembler,
    ids: Mapping[Key, Ids],
    stands_for: Mapping[Key, Sequence[Record]],
) -> Iterator[Article]:
    """The articles, original by original, so that one cleaned original is in memory at a time."""
    published = {key.file for key in ids}
    for entry in entries:
        if entry.file not in published:
            continue
        for piece in store.get(entry).structured.pieces:
            if piece.key in ids:
                places = tuple(Place(*copy.key, copy.title) for copy in stands_for.get(piece.key, ()))
                yield assembler.article(piece, ids[piece.key], entry, places)


def _without_effect(corrections: Corrections, superseded: Container[str]) -> Iterator[str]:
    """A note for every correction of an original that is no longer read."""
    for item in corrections.items:
        if item.file in superseded:
            where = corrections.place(item)
            yield f"{where}: a correction of {item.file} has no effect, a newer original took its place"


def _doubtful(workspace: Workspace, assignment: Assignment) -> dict[str, str]:
    """The doubts that no editor has settled yet and those of this assignment, of identifiers that still stand."""
    found = load_doubts(workspace.doubts) | {doubt.id: doubt.detail for doubt in assignment.doubts}
    standing = ((name, assignment.ledger.get(name)) for name in found)
    return {name: found[name] for name, entry in standing if entry is not None and entry.state == "active"}


def load_corrections(workspace: Workspace, entries: Sequence[ManifestEntry]) -> Corrections:
    """The editors' decisions.

    Raises:
        FaultsError: what is wrong with any of them.
    """
    return Corrections.load(workspace.corrections, [entry.file for entry in entries])


def _repeats(articles: Sequence[Article]) -> dict[str, tuple[str, ...]]:
    """Where else a passage stands, by its id. Public and internal articles are compared apart."""
    found: dict[str, tuple[str, ...]] = {}
    for visibility in ("public", "internal"):
        sketches = (
            sketch(passage.id, article.id, passage.text)
            for article in articles
            if article.visibility == visibility
            for passage in article.passages
        )
        of = repeats(it for it in sketches if it)
        found |= {name: tuple(other.id for other in others) for name, others in of.items()}
    return dict(sorted(found.items()))


def _duplicates(stands_for: dict[Key, list[Record]], ids: dict[Key, Ids]) -> list[SetAside]:
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
    save_doubts(workspace.doubts, derived.doubtful)
    changed = sum(write(workspace.articles / path, text) for path, text in derived.files.items())
    stale = stale_articles(workspace, derived)
    for path in stale:
        path.unlink()
    return changed + len(stale)
