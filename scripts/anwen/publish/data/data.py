"""The open data files: what programs read. Field order and line order are part of the format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import asdict

from anwen.library import Article, ManifestEntry, Passage, SetAside
from anwen.notation import place_of
from anwen.publish.cleaning.findings import Findings, Tally, ranked
from anwen.publish.cleaning.report import doubts
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.words import Label, edit_label, exclusion_label, words
from anwen.records import Doubt

Fields = dict[str, Any]


def _known(fields: Fields) -> Fields:
    """Without what is unknown: an empty text or list is absent."""
    return {key: value for key, value in fields.items() if value not in ("", [], None)}


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _base(catalogue: Catalogue) -> str:
    return catalogue.library.site_url or "/"


def articles(catalogue: Catalogue) -> str:
    """articles.json: the metadata of every article."""
    base = _base(catalogue)
    return _pretty([_article(article, base) for article in catalogue.library.articles])


def _article(article: Article, base: str) -> Fields:
    source = article.source
    return _known(
        {
            "id": article.id,
            "title": article.title,
            "date": article.date,
            "theme": article.theme,
            "themes": [item.theme for item in article.themes],
            "kind": article.kind,
            "level": article.level,
            "sector": article.sector,
            "issuer": article.issuer,
            "number": article.number,
            "source": _known(
                {"file": source.file, "url": source.url, "publisher": source.publisher, "retrieved": source.retrieved}
            ),
            "also_in": [{"file": place.file, "title": place.title} for place in article.also_in],
            "rights": article.rights,
            "cut_off": article.cut_off or None,
            "passages": len(article.passages),
            "doubts": sum(len(passage.doubts) for passage in article.passages),
            "url": f"{base}a/{article.id}/",
        }
    )


def passages(catalogue: Catalogue) -> str:
    """passages.jsonl: one passage a line, with everything needed to quote it."""
    base = _base(catalogue)
    lines = (line for article in catalogue.library.articles for line in _passages(article, base))
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _passages(article: Article, base: str) -> Iterator[Fields]:
    for path, passage in article.placed():
        yield {
            "id": passage.id,
            "article": article.id,
            "section": passage.section,
            "heading": " › ".join(section.heading for section in path),
            "text": passage.text,
            "theme": article.theme,
            "themes": [item.theme for item in article.themes_under(path)],
            "concepts": list(dict.fromkeys(mention.concept for mention in passage.mentions)),
            "url": f"{base}a/{article.id}/#{place_of(passage.id)}",
            "year": article.year,
        }


def citations(catalogue: Catalogue, csl: Callable[[Article], dict[str, Any]]) -> str:
    """citations.json: CSL JSON, which Zotero and other reference managers import."""
    return _pretty([csl(article) for article in catalogue.library.articles])


def report(catalogue: Catalogue, findings: Findings) -> str:
    """report.json: what came in, what was left out and why, edits, exclusions and doubts by rule."""
    library = catalogue.library
    return _pretty(
        {
            "articles": len(library.articles),
            "originals": [_original(entry, findings) for entry in library.originals],
            "set_aside": [_set_aside(item, catalogue) for item in library.set_aside],
            "exclusions": _tallies(findings.exclusions, exclusion_label),
            "edits": _tallies(findings.edits, edit_label),
            "doubts": [_doubt(passage, doubt) for _, passage, doubt in doubts(catalogue)],
            "repeats": {name: list(others) for name, others in sorted(library.repeats.items())},
        }
    )


def _original(entry: ManifestEntry, findings: Findings) -> Fields:
    fields = {name: getattr(entry, name) for name in entry.__struct_fields__ if name != "visibility"}
    found = findings.originals.get(entry.file)
    return _known(fields | (asdict(found) if found else {}))


def _set_aside(item: SetAside, catalogue: Catalogue) -> Fields:
    return _known(
        {
            "file": item.file,
            "piece": item.piece,
            "title": item.title,
            "reason": item.reason,
            "label": words().reasons.get(item.reason, Label(item.reason)).label,
            "detail": item.detail,
            "evidence": list(item.evidence),
            "article": item.article if item.article in catalogue.articles else "",
        }
    )


def _tallies(tallies: dict[str, Tally], label: Callable[[str], Label]) -> list[Fields]:
    return [
        {
            "rule": rule,
            "label": label(rule).label,
            "count": tally.count,
            "characters": tally.characters,
            "examples": tally.examples,
        }
        for rule, tally in ranked(tallies)
    ]


def _doubt(passage: Passage, doubt: Doubt) -> Fields:
    return _known(
        {
            "passage": passage.id,
            "reason": doubt.reason,
            "start": doubt.start,
            "end": doubt.end,
            "text": passage.text[doubt.start : doubt.end],
            "readings": list(doubt.readings),
        }
    )
