"""The table of furniture (furniture.yaml), with the rules of one kind joined so that a line is read once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from anwen.tables import load

Where = Literal["line", "head", "foot", "tail", "notice", "sentence", "span", "words"]

# Longer lines are prose: the longest site notices seen have about 200 characters, uploader lines 120.
LONGEST = 300


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of furniture.yaml; the file's head says what `where` means."""

    rule: str
    where: Where
    match: list[str]
    examples: list[str]
    keep: list[str] = []


class Patterns:
    """The rules of one kind as a single expression, so that a line is read once."""

    def __init__(self, rules: list[Rule], where: Where) -> None:
        chosen = [rule for rule in rules if rule.where == where]
        self._rules = [(rule.rule, re.compile("|".join(rule.match), re.IGNORECASE)) for rule in chosen]
        joined = "|".join(f"(?:{pattern})" for rule in chosen for pattern in rule.match)
        self.any = re.compile(joined, re.IGNORECASE)

    def line(self, folded: str) -> str:
        """The rule that a whole line matches, or ``""``."""
        if len(folded) > LONGEST or not self.any.fullmatch(folded):
            return ""
        return next(name for name, pattern in self._rules if pattern.fullmatch(folded))

    def name(self, found: re.Match[str]) -> str:
        """The rule whose pattern gave the match."""
        return next(name for name, pattern in self._rules if pattern.match(found.string, found.start(), found.endpos))


@cache
def rules() -> list[Rule]:
    """The table of rules."""
    return load(
        Path(__file__).with_name("furniture.yaml"), list[Rule], where="scripts/anwen/structure/furniture/furniture.yaml"
    )


@cache
def patterns(where: Where) -> Patterns:
    """The patterns of one kind."""
    return Patterns(rules(), where)
