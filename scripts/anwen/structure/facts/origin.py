"""What the furniture says about the page: its title, site, dates and number (patterns in origin.yaml)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from msgspec import Struct

from anwen.records import Exclusion, Fact
from anwen.structure.facts.dates import iso
from anwen.structure.lines.page import Page
from anwen.tables import load

# Furniture that speaks of other pages.
OTHERS = frozenset({"links", "neighbours", "page-counter", "breadcrumb", "profile", "comments", "receipts"})
_LONGEST = 400


class Pattern(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of origin.yaml."""

    name: str
    match: str
    examples: list[tuple[str, str]]


@cache
def table() -> list[tuple[Pattern, re.Pattern[str]]]:
    """The patterns, compiled."""
    path = Path(__file__).with_name("origin.yaml")
    entries = load(path, list[Pattern], where="scripts/anwen/structure/facts/origin.yaml")
    return [(entry, re.compile(entry.match, re.IGNORECASE)) for entry in entries]


def read_line(text: str, folded: str) -> list[Fact]:
    """What one excluded line says."""
    found: list[Fact] = []
    for entry, pattern in table():
        if match := pattern.search(folded):
            value = text[match.start("value") : match.end("value")]
            if entry.name in ("published", "signed", "uploaded"):
                value = iso(value)
            if value:
                found.append(Fact(entry.name, value, text))
    return found


def origin(page: Page, out: list[Exclusion]) -> list[tuple[Exclusion, Fact]]:
    """The facts that the exclusions hold, each with where it was read; the first of a kind and value only."""
    found: list[tuple[Exclusion, Fact]] = []
    seen: set[tuple[str, str]] = set()
    for exclusion in sorted(out, key=lambda item: item.start):
        if exclusion.rule in OTHERS or exclusion.end - exclusion.start > _LONGEST:
            continue
        text = page.text[exclusion.start : exclusion.end]
        for fact in read_line(text, page.folded[exclusion.start : exclusion.end]):
            if (fact.name, fact.value) not in seen:
                seen.add((fact.name, fact.value))
                found.append((exclusion, fact))
    return found
