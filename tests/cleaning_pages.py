"""Annotated pages in tests/cases/cleaning/, cleaned as the pipeline does and measured against what must come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from anwen.accounts import unaccounted
from anwen.read import read
from anwen.records import Structured
from anwen.repair import in_simplified, repair
from anwen.structure import structure
from anwen.theme import Lexicon, relevance

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "cleaning"
# In this order in every table. Each is a share of expectations met: nothing that an article lost, nothing of the page
# around it, its title, its headings with level (and what must be none), its header fields, items and tables, facts.
MEASURES = ("kept", "gone", "titles", "headings", "blocks", "facts", "whole")


@dataclass
class Outcome:
    """How a page came out: per measure what was asked and what failed."""

    label: str
    kind: str
    group: str
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MEASURES, 0))
    failed: list[tuple[str, str]] = field(default_factory=list)

    def hold(self, measure: str, right: bool, what: str) -> None:
        self.asked[measure] += 1
        if not right:
            self.failed.append((measure, what))


def load() -> Iterator[dict[str, Any]]:
    """Every page with the file it stands in as its ``group``."""
    for path in sorted(CASES.glob("*.yaml")):
        for page in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            yield {"group": path.stem, "kind": path.stem, **page}


def raw(page: dict[str, Any]) -> tuple[str, bytes]:
    """A page's file name and bytes: ``raw`` in corpus/raw, ``page`` in pages/, ``original`` or ``html`` in the YAML."""
    if "raw" in page:
        return page["raw"], (ROOT / "corpus" / "raw" / page["raw"]).read_bytes()
    if "html" in page:
        return "page.html", page["html"].encode()
    text = (CASES / "pages" / page["page"]).read_text(encoding="utf-8") if "page" in page else page["original"]
    return page.get("page", "page.txt"), text.encode(page.get("encoding", "utf-8"))


@cache
def lexicon() -> Lexicon:
    return Lexicon.load(ROOT / "corpus" / "themes.yaml")


def clean(page: dict[str, Any]) -> tuple[Structured, str]:
    name, data = raw(page)
    original = read(name, data)
    repaired = in_simplified(repair(original.text), original.text)
    return structure(original, repaired), repaired.text


def measure(page: dict[str, Any]) -> Outcome:
    """Clean a page and hold every expectation of its case against what came out."""
    outcome = Outcome(page["label"], page["kind"], page["group"])
    structured, repaired = clean(page)
    pieces = structured.pieces
    outcome.hold("kept", not unaccounted(structured, repaired), "every character is accounted for")
    blocks = [(piece.number, block) for piece in pieces for block in piece.blocks]
    body = "\n".join([block.text for _, block in blocks] + [piece.title for piece in pieces])
    for text in map(str, page.get("must", [])):
        outcome.hold("kept", text in body, text)
    for text in map(str, page.get("must_not", [])):
        outcome.hold("gone", text not in body, text)
    if "titles" in page:
        found = [piece.title for piece in pieces]
        outcome.hold("titles", len(found) == len(page["titles"]), f"{len(page['titles'])} pieces, not {len(found)}")
        for number, title in enumerate(page["titles"]):
            got = found[number] if number < len(found) else ""
            outcome.hold("titles", got == title, f"{number + 1}/{title} (found {got})")
    headings = [f"{number}/{block.level} {block.text}" for number, block in blocks if block.kind == "heading"]
    for heading in page.get("headings", []):
        near = [found for found in headings if found.split(" ", 1)[1] == heading.split(" ", 1)[1]]
        outcome.hold("headings", heading in headings, f"{heading} (found {near})")
    for text in page.get("plain", []):
        wrong = [found for found in headings if found.split(" ", 1)[1].startswith(text)]
        outcome.hold("headings", not wrong, f"no heading: {text}")
    for number, names in page.get("fields", {}).items():
        found = [block.name for at, block in blocks if block.kind == "field" and at == number]
        for name in names:
            outcome.hold("blocks", name in found, f"{number}/field {name} (found {found})")
    for item in page.get("items", []):
        number, _, start = item.partition("/")
        right = any(b.kind == "item" and b.text.startswith(start) and at == int(number) for at, b in blocks)
        outcome.hold("blocks", right, f"item {item}")
    if "tables" in page:
        found_tables = sum(block.kind == "table" for _, block in blocks)
        outcome.hold("blocks", found_tables == page["tables"], f"{page['tables']} tables, not {found_tables}")
    for number, expected in page.get("facts", {}).items():
        facts = {fact.name: fact.value for fact in pieces[number - 1].facts} if number <= len(pieces) else {}
        for name, value in expected.items():
            outcome.hold("facts", facts.get(name) == str(value), f"{number}/{name} {value} (found {facts.get(name)})")
    about = {fact.name: fact.value for fact in structured.facts}
    for name, value in page.get("page_facts", {}).items():
        outcome.hold("facts", about.get(name) == str(value), f"{name} {value} (found {about.get(name)})")
    for entry in page.get("absent", []):
        number, name = entry.split("/")
        facts = {fact.name: fact.value for fact in pieces[int(number) - 1].facts} if int(number) <= len(pieces) else {}
        outcome.hold("facts", name not in facts, f"{entry} absent (found {facts.get(name)})")
    if "cut_off" in page:
        cut = [piece.number for piece in pieces if piece.cut_off]
        outcome.hold("whole", cut == page["cut_off"], f"cut off {page['cut_off']}, not {cut}")
    for piece in pieces if "irrelevant" in page else ():
        judged = relevance(piece.title, "\n".join(block.text for block in piece.blocks), lexicon()).relevant
        outcome.hold("whole", judged != (piece.number in page["irrelevant"]), f"{piece.number} relevant: {judged}")
    return outcome


def table(outcomes: list[Outcome], by: str = "kind") -> str:
    """A row for each kind of page, a column for each measure: met/asked, and below them what failed."""
    rows: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        rows.setdefault(getattr(outcome, by), []).append(outcome)
    rows["all"] = list(outcomes)
    lines = ["".join(f"{name:>12}" for name in ("", *MEASURES))]
    for row, members in rows.items():
        cells = [row]
        for name in MEASURES:
            asked = sum(member.asked[name] for member in members)
            failed = sum(failure == name for member in members for failure, _ in member.failed)
            cells.append(f"{asked - failed}/{asked}")
        lines.append("".join(f"{cell:>12}" for cell in cells))
    for outcome in outcomes:
        if outcome.failed:
            lines += ["", f"{outcome.group}: {outcome.label}"]
            lines += [f"  {name}: {what}" for name, what in outcome.failed]
    return "\n".join(lines)
