"""The concepts as SKOS: JSON-LD and Turtle say the same, and the rules of the SKOS reference hold.

The section numbers (S13 …) are those of https://www.w3.org/TR/skos-reference/.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from anwen.library import Concept
from anwen.link import load_concepts
from anwen.publish.data.skos import jsonld, literal, turtle
from anwen.publish.parts.catalogue import Catalogue
from anwen.records import THEMES
from publish_library import CONCEPT, article, library

ROOT = Path(__file__).parent.parent
SITE = "https://example.org/lib/"
HOSTILE = 'a"b\\c\nd\te\x07<>{}|^`\u2028'


def concept(id: str, **more: Any) -> Concept:
    return msgspec.structs.replace(CONCEPT, id=id, name=more.pop("name", id), **more)


def catalogue(concepts: tuple[Concept, ...], site_url: str = SITE) -> Catalogue:
    return Catalogue(library(article("aw0001", ["落实一岗双责。"]), concepts=concepts, site_url=site_url))


REAL = load_concepts(ROOT / "corpus/concepts")
ODD = (
    concept("a", name=HOSTILE, definition=HOSTILE, aliases=("同名", "同名"), forms=("同名", HOSTILE, "写法")),
    concept("b", broader=("a",), related=("c",)),
    concept("c", broader=("b",), related=("a", "d")),
    concept("d"),
)
COLLECTIONS = {"real": REAL, "odd": ODD, "none": ()}


def nodes(concepts: tuple[Concept, ...]) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in json.loads(jsonld(catalogue(concepts)))["@graph"]}


def ids(node: dict[str, Any], name: str) -> set[str]:
    return {it["@id"] for it in node.get(name, [])}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_rules_of_skos_hold(name: str) -> None:
    graph = nodes(COLLECTIONS[name])
    concepts = {key: node for key, node in graph.items() if node["@type"] == "skos:Concept"}
    assert len(concepts) == len(COLLECTIONS[name])
    assert len({node["skos:prefLabel"] for node in concepts.values()}) == len(concepts)

    def above(key: str) -> set[str]:
        found: set[str] = set()
        waiting = [key]
        while waiting:
            for up in ids(concepts[waiting.pop()], "skos:broader") - found:
                found.add(up)
                waiting.append(up)
        return found

    for key, node in concepts.items():
        labels = [node["skos:prefLabel"], *node.get("skos:altLabel", []), *node.get("skos:hiddenLabel", [])]
        assert len(labels) == len(set(labels)), f"S13, S14: {key}"
        assert key not in above(key), f"broader goes in a circle: {key}"
        for other in ids(node, "skos:broader"):
            assert key in ids(concepts[other], "skos:narrower"), "S25"
        for other in ids(node, "skos:narrower"):
            assert key in ids(concepts[other], "skos:broader"), "S25"
        for other in ids(node, "skos:related"):
            assert key in ids(concepts[other], "skos:related"), "S23"
            assert other not in above(key) and key not in above(other), "S27"
        assert ("skos:topConceptOf" in node) == (not ids(node, "skos:broader"))
        assert node["skos:inScheme"] == {"@id": "concepts/"}
    assert ids(graph["concepts/"], "skos:hasTopConcept") == {
        key for key, node in concepts.items() if "skos:topConceptOf" in node
    }
    members = [it for theme in THEMES for it in ids(graph[f"themes/{theme}/"], "skos:member")]
    assert sorted(members) == sorted(concepts)


def test_what_the_hierarchy_says_is_not_said_again_as_related() -> None:
    graph = nodes(ODD)
    assert ids(graph["concepts/c/"], "skos:related") == {"concepts/d/"}
    assert "skos:related" not in graph["concepts/a/"]


# --- Turtle ----------------------------------------------------------------------------------

_LITERAL = r'"(?:[^"\\\n\r]|\\[tbnrf"\\]|\\u[0-9A-F]{4})*"@zh-CN'
_TERM = rf"(?:<[^\x00-\x20<>\"{{}}|^`\\]*>|{_LITERAL})"
_ROW = rf"[a-z]+:\w+ {_TERM}(?:, {_TERM})*"
_BLOCK = re.compile(rf"<[^\x00-\x20<>\"{{}}|^`\\]*> a skos:\w+(?: ;\n  {_ROW})* \.\n?")


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_block_of_the_turtle_keeps_to_the_grammar(name: str) -> None:
    head, *blocks = turtle(catalogue(COLLECTIONS[name])).split("\n\n")
    assert head.splitlines()[0] == f"@base <{SITE}> ."
    assert len(blocks) == 1 + len(THEMES) + len(COLLECTIONS[name])
    for block in blocks:
        assert _BLOCK.fullmatch(block), block


@given(st.text())
def test_any_text_is_one_literal(value: str) -> None:
    assert re.fullmatch(_LITERAL, literal(value))


# rdflib 7.6 warns of its own JSON-LD reader
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("site_url", [SITE, ""])
@pytest.mark.parametrize("name", COLLECTIONS)
def test_an_rdf_library_reads_the_same_from_both(name: str, site_url: str) -> None:
    shown = catalogue(COLLECTIONS[name], site_url)
    ours = rdflib.Graph().parse(data=turtle(shown), format="turtle", publicID=SITE)
    other = rdflib.Graph().parse(data=jsonld(shown), format="json-ld", publicID=SITE)
    assert isomorphic(ours, other)
    skos = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
    labels = {str(it) for it in ours.objects(None, skos.prefLabel) if it.language == "zh-CN"}
    assert {one.name for one in COLLECTIONS[name]} <= labels
    assert len(list(ours.subjects(rdflib.RDF.type, skos.Concept))) == len(COLLECTIONS[name])
