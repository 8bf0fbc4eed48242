"""Write every derived page and data file, leave unchanged ones alone, remove stale ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from anwen.library import Library, Mention
from anwen.publish.articles.article import Chosen, article_page, every_mention
from anwen.publish.articles.embed import embed_page, gone_page, oembed, oembed_file
from anwen.publish.articles.tombstones import gone_articles, tombstones
from anwen.publish.articles.versions import Former, no_former, versions, versions_file
from anwen.publish.cleaning.findings import Findings, gather
from anwen.publish.cleaning.originals import original_page
from anwen.publish.cleaning.record import record_page
from anwen.publish.cleaning.report import report_page
from anwen.publish.concepts.concept_index import concepts_index
from anwen.publish.concepts.concept_map import map_page
from anwen.publish.concepts.concepts import concept_pages
from anwen.publish.concepts.redirects import redirect_pages
from anwen.publish.concepts.slogans import Slogan, by_concept, slogans_page
from anwen.publish.concepts.usage import Usage
from anwen.publish.data import data, skos
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.citing import Citing
from anwen.publish.parts.page import Page, remove_stale
from anwen.publish.ways.home import home_page
from anwen.publish.ways.themes import theme_pages, themes_index
from anwen.records import THEMES, Cleaned
from anwen.tables import write

# Everything in these folders of docs/ is derived; what a run does not write there is removed.
FOLDERS = ("a", "embed", "themes", "concepts", "report", "data")


def _no_mentions(text: str) -> tuple[Mention, ...]:
    del text
    return ()


def _pages(
    usage: Usage,
    citing: Citing,
    slogans: Sequence[Slogan],
    redirects: Mapping[str, str],
) -> Iterator[Page]:
    """All pages that need only the library, one at a time."""
    catalogue, unfolded = usage.catalogue, by_concept(slogans)
    explained = slogans_page(catalogue, slogans)
    yield home_page(usage)
    yield themes_index(catalogue)
    for theme in THEMES:
        yield from theme_pages(catalogue, theme, citing)
    yield concepts_index(usage, slogans=explained is not None)
    yield map_page(usage)
    if explained is not None:
        yield explained
    for concept in catalogue.library.concepts:
        yield from concept_pages(usage, concept, unfolded.get(concept.id, ()))
    yield from redirect_pages(catalogue, redirects)
    yield from tombstones(catalogue)


def _articles(catalogue: Catalogue, citing: Citing, chosen: Chosen, former: Former) -> Iterator[Page | tuple[str, str]]:
    """Everything that is one article's own: its page, its cards, its former wordings, what embedders ask for."""
    for article in catalogue.library.articles:
        before = versions(article, former)
        yield article_page(catalogue, article, citing, chosen, former=bool(before))
        yield embed_page(catalogue, article, citing)
        if before:
            yield versions_file(article.id), before
        if catalogue.library.site_url:
            yield oembed_file(article.id), oembed(catalogue, article)
    for entry in gone_articles(catalogue):
        yield gone_page(catalogue, entry)


def _records(catalogue: Catalogue, cleaned: Callable[[str], Cleaned], out: _Out) -> Findings:
    """Write the record pages, original by original, so that one cleaned original is in memory at a time."""
    findings = Findings()
    for file, trace, findings in gather(catalogue, cleaned):  # noqa: B007 (the last findings are all of them)
        pieces = {piece.number: piece for piece in trace.pieces}
        for article in catalogue.from_file[file]:
            if article.source.piece in pieces:
                out.page(record_page(catalogue, article, trace, pieces[article.source.piece]))
    return findings


class _Out:
    """Writes below docs/ and knows what it wrote."""

    def __init__(self, docs_dir: Path) -> None:
        self._docs_dir = docs_dir
        self._written: set[Path] = set()

    def file(self, name: str, content: str) -> None:
        """Write a file, by its path below docs/."""
        path = self._docs_dir / name
        write(path, content)
        self._written.add(path)

    def page(self, page: Page) -> None:
        """Write a page."""
        self.file(page.file, page.render())

    def remove_stale(self) -> None:
        """Remove what an earlier run wrote and this one did not."""
        for folder in FOLDERS:
            remove_stale(self._docs_dir / folder, self._written)


def write_pages(
    library: Library,
    cleaned: Callable[[str], Cleaned],
    docs_dir: Path,
    *,
    citing: Citing,
    named: Callable[[str], tuple[Mention, ...]] = _no_mentions,
    slogans: Sequence[Slogan] = (),
    redirects: Mapping[str, str] = MappingProxyType({}),
    chosen: Chosen = every_mention,
    former: Former = no_former,
) -> None:
    """Write the derived pages and data files of ``library`` below ``docs_dir``.

    Args:
        library: what is published; anything marked internal in it leaves no trace.
        cleaned: gives the cleaned original for a file's name.
        docs_dir: the folder that MkDocs reads.
        citing: gives the citations of an article.
        named: finds the concepts named in a title or heading.
        slogans: the numbered slogans that the collection unfolds, in the order they are shown.
        redirects: id that a concept had before → id of the concept that took its place.
        chosen: which of an article's mentions become links.
        former: gives the words that parts of an article had before.

    Raises:
        TableError: a file cannot be written.
    """
    catalogue = Catalogue(library)
    out = _Out(docs_dir)
    for page in _pages(Usage(catalogue, named), citing, slogans, redirects):
        out.page(page)
    for made in _articles(catalogue, citing, chosen, former):
        if isinstance(made, Page):
            out.page(made)
        else:
            out.file(*made)
    findings = _records(catalogue, cleaned, out)
    out.page(report_page(catalogue, findings))
    for entry in catalogue.library.originals:
        out.page(original_page(catalogue, findings, entry))
    out.file("data/articles.json", data.articles(catalogue))
    out.file("data/passages.jsonl", data.passages(catalogue))
    out.file("data/concepts.jsonld", skos.jsonld(catalogue))
    out.file("data/concepts.ttl", skos.turtle(catalogue))
    out.file("data/citations.json", data.citations(catalogue, citing.csl))
    out.file("data/report.json", data.report(catalogue, findings))
    out.remove_stale()
