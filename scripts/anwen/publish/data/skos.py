"""The concepts as a SKOS concept scheme (https://www.w3.org/TR/skos-reference/), as JSON-LD and as Turtle.

Both are written from one list of nodes, so they say the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from anwen.library import Basis, Concept
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.words import words
from anwen.records import THEME_NAMES, THEMES

Fields = dict[str, Any]

_LANGUAGE = "zh-CN"
_PREFIXES = {"skos": "http://www.w3.org/2004/02/skos/core#", "dct": "http://purl.org/dc/terms/"}


def _links(addresses: Iterable[str]) -> list[Fields]:
    return [{"@id": address} for address in addresses]


def _basis(basis: Basis) -> str:
    """A verified basis in words; what is not verified is not published as data."""
    return f"{basis.title}{basis.article}" + (f"（{basis.number}）" if basis.number else "")


def _above(catalogue: Catalogue, concept: str) -> set[str]:
    """Everything broader, at any remove."""
    found: set[str] = set()
    waiting = [concept]
    while waiting:
        for up in catalogue.concepts[waiting.pop()].broader:
            if up in catalogue.concepts and up not in found:
                found.add(up)
                waiting.append(up)
    return found


def _concept(catalogue: Catalogue, concept: Concept) -> Fields:
    def links(ids: Iterable[str]) -> list[Fields]:
        return _links(f"concepts/{it}/" for it in sorted(ids) if it in catalogue.concepts)

    above = _above(catalogue, concept.id)
    broader = [it for it in concept.broader if it in catalogue.concepts]
    # S27: what is broader at any remove must not be related as well; the hierarchy says it already
    related = [
        it
        for it in catalogue.akin[concept.id]
        if it in catalogue.concepts and it not in above and concept.id not in _above(catalogue, it)
    ]
    # S13: a label is preferred, alternative or hidden, never two of them
    others = [it for it in dict.fromkeys(concept.aliases) if it != concept.name]
    hidden = [it for it in dict.fromkeys(concept.forms) if it != concept.name and it not in others]
    scheme = {"@id": "concepts/"}
    return {
        "@id": f"concepts/{concept.id}/",
        "@type": "skos:Concept",
        "skos:inScheme": scheme,
        "skos:topConceptOf": {} if broader else scheme,
        "skos:prefLabel": concept.name,
        "skos:altLabel": others,
        "skos:hiddenLabel": hidden,
        "skos:definition": concept.definition,
        "skos:scopeNote": concept.importance,
        "skos:editorialNote": words().statuses[concept.status].label,
        "skos:broader": links(concept.broader),
        "skos:narrower": links(catalogue.narrower[concept.id]),
        "skos:related": links(related),
        "dct:source": list(dict.fromkeys(_basis(it) for it in concept.basis if it.status == "verified")),
    }


def _graph(catalogue: Catalogue) -> Iterator[Fields]:
    concepts = catalogue.library.concepts
    top = [it for it in concepts if not any(up in catalogue.concepts for up in it.broader)]
    nodes: list[Fields] = [
        {
            "@id": "concepts/",
            "@type": "skos:ConceptScheme",
            "dct:title": "安全生产会议政策概念",
            "skos:hasTopConcept": _links(f"concepts/{it.id}/" for it in top),
        }
    ]
    nodes += [
        {
            "@id": f"themes/{theme}/",
            "@type": "skos:Collection",
            "skos:prefLabel": THEME_NAMES[theme],
            "skos:member": _links(f"concepts/{it.id}/" for it in concepts if it.theme == theme),
        }
        for theme in THEMES
    ]
    nodes += [_concept(catalogue, concept) for concept in concepts]
    for node in nodes:
        yield {key: value for key, value in node.items() if value not in ("", [], {})}


def _base(catalogue: Catalogue) -> str:
    return catalogue.library.site_url or "/"


def jsonld(catalogue: Catalogue) -> str:
    """concepts.jsonld: the themes are the scheme's collections."""
    context = {**_PREFIXES, "@language": _LANGUAGE, "@base": _base(catalogue)}
    return json.dumps({"@context": context, "@graph": list(_graph(catalogue))}, ensure_ascii=False, indent=1) + "\n"


# --- Turtle (https://www.w3.org/TR/turtle/) --------------------------------------------------

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_NOT_IN_LITERAL = re.compile(r'["\\\x00-\x1f\x7f]')
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def literal(value: str) -> str:
    """A text as a Turtle literal.

    >>> print(literal('他说"安全"\\\\n'))
    "他说\\"安全\\"\\\\n"@zh-CN
    """
    written = _NOT_IN_LITERAL.sub(lambda it: _ESCAPES.get(it.group(), f"\\u{ord(it.group()):04X}"), value)
    return f'"{written}"@{_LANGUAGE}'


def iri(value: str) -> str:
    """An address as a Turtle IRI.

    >>> iri("concepts/san-wei/"), iri("a b>")
    ('<concepts/san-wei/>', '<a%20b%3E>')
    """
    return f"<{_NOT_IN_IRI.sub(lambda it: f'%{ord(it.group()):02X}', value)}>"


def _object(value: str | Fields) -> str:
    return iri(value["@id"]) if isinstance(value, dict) else literal(value)


def turtle(catalogue: Catalogue) -> str:
    """concepts.ttl: the same as `jsonld`."""
    head = [f"@base {iri(_base(catalogue))} .", *(f"@prefix {name}: <{it}> ." for name, it in _PREFIXES.items())]
    blocks = []
    for node in _graph(catalogue):
        rows = [f"a {node['@type']}"]
        for name, value in node.items():
            if not name.startswith("@"):
                objects = value if isinstance(value, list) else [value]
                rows.append(f"{name} " + ", ".join(_object(it) for it in objects))
        blocks.append(f"{iri(node['@id'])} " + " ;\n  ".join(rows) + " .")
    return "\n".join(head) + "\n\n" + "\n\n".join(blocks) + "\n"
