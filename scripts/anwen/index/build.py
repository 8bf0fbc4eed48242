"""Build the index of record and its static form from the articles."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from anwen.index.analysis.analyse import Analysed, analysed
from anwen.index.analysis.counts import Counts
from anwen.index.analysis.same import Same
from anwen.index.analysis.words import policy_terms
from anwen.index.ranking.levels import budget_of
from anwen.index.record.store import Writer
from anwen.index.source import FACETS, Characters, Entry, Settings
from anwen.index.static.shards import Shards
from anwen.index.static.suggest import suggestions
from anwen.index.vocabulary.lexicon import all_names, lexicon, names, same_meaning
from anwen.index.vocabulary.people import people
from anwen.index.vocabulary.quoted import quoted
from anwen.index.vocabulary.sounds import guarded, readings, simplified
from anwen.index.vocabulary.tables import alike, questions
from anwen.library import Article, Concept, Passage, Section

_USUAL = 20  # so often the dictionary has a word that is no slip, and no name; with 3 one slip more in 35 stays a slip
_PHRASES = 1000  # one passage in so many has two words side by side that initials are read as: some thousand phrases


def entries(article: Article, telling: str = "") -> Iterator[Entry]:
    """The article's passages as the index stores them.

    A passage has the themes of the nearest heading above that has any, else the article's.
    """
    for path, passage in article.placed():
        if passage.text.strip():
            yield _entry(article, path, passage, telling)


def _entry(article: Article, path: Sequence[Section], passage: Passage, telling: str) -> Entry:
    return Entry(
        id=passage.id,
        article=article.id,
        title=article.title,
        heading=" › ".join(section.heading for section in path),
        text=passage.text,
        sections=tuple(section.id for section in path),
        themes=tuple(score.theme for score in article.themes_under(path)) or (article.theme,),
        concepts=tuple(sorted({mention.concept for mention in passage.mentions})),
        kind=article.kind,
        level=article.level,
        sector=article.sector,
        date=article.date,
        issuer=article.issuer,
        publisher=article.source.publisher,
        document=article.number,
        questions=passage.questions,
        telling=telling,
    )


class _Told:
    """What the passages tell besides their terms."""

    def __init__(self, usual: Container[str]) -> None:
        self._usual = usual
        self._facets: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        self.words: Counter[str] = Counter()  # by what stands beside them
        self.titles: dict[str, Entry] = {}  # article to an entry without a passage

    def add(self, entry: Entry) -> None:
        """Take a passage."""
        self.words.update(people(entry.text, self._usual) | quoted(entry.text))
        for facet, counted in self._facets.items():
            counted.update(entry.values(facet))
        if entry.article not in self.titles:
            self.titles[entry.article] = replace(entry, text="", heading="", concepts=())

    def facets(self) -> dict[str, dict[str, int]]:
        """Facet to value to passages, sorted by value."""
        return {facet: dict(sorted(values.items())) for facet, values in self._facets.items()}


def _compared(batch: Analysed, same: Same, first: int) -> list[Entry]:
    """The passages of a batch, numbered from ``first``; each knows the one before it that reads nearly the same."""
    found = []
    for number, (entry, sketch) in enumerate(zip(batch.entries, batch.sketches, strict=True), first):
        like = same.first(number, sketch)
        found.append(entry if like == number else replace(entry, like=like))
    return found


def build(
    articles: Iterable[Article],
    concepts: Sequence[Concept],
    index_dir: Path,
    static_dir: Path,
    apart: Mapping[str, str] | None = None,
) -> None:
    """Write the Whoosh index of record to ``index_dir`` and the browser's form of it to ``static_dir``.

    ``apart`` has for every article whose title another has too what tells it from those.

    Both are written beside and renamed; files that did not change stay as they are, stale ones are removed.

    Raises:
        AnwenError: a folder cannot be written.
    """
    asked = questions()
    terms = policy_terms([*all_names(concepts), *same_meaning(concepts)])
    telling = apart or {}
    passages = itertools.chain.from_iterable(entries(it, telling.get(it.id, "")) for it in articles)
    dictionary, batches = analysed(passages, terms)
    writer = Writer(index_dir, dictionary)
    static = Shards(static_dir, writer.room)
    counts = Counts(dictionary, writer.room)
    usual = dictionary.usual(_USUAL)
    told = _Told(usual)
    same = Same()
    total = 0
    for batch in batches:
        found = _compared(batch, same, total)
        writer.add(batch, found)
        counts.add(batch)
        for entry in found:
            static.passage(entry)
            told.add(entry)
        total += len(found)
    phrases = counts.phrases(-(-total // _PHRASES))
    words_of = lexicon(told.words | counts.words(), phrases, counts.seen, concepts, total)
    answers = tuple((it.asked, it.find) for it in asked.answers)
    of_all = names(concepts), told.facets(), budget_of(total)
    settings = Settings(total, asked.questions, asked.particles, *of_all, asked.weak, answers)
    old, new = simplified(counts.characters | set("".join(words_of.words)))
    han = [char for char in counts.characters if "㐀" <= char <= "鿿"]
    tables = Characters(readings(han, words_of.words), old, new, alike())
    words_of = guarded(words_of, tables.readings, usual)
    writer.write(words_of, tables, settings, static.term, map(msgspec.json.encode, concepts))
    offered = suggestions(told.titles.values(), concepts, words_of, settings.facets["concept"])
    static.finish(words_of, offered, tables, settings)
    writer.commit()
