"""The Chinese words of the site for codes: themes, rules, reasons, states. The table is words.yaml beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from anwen.tables import load


class ThemeWords(Struct, frozen=True, forbid_unknown_fields=True):
    """A theme's sentence on the home page and the introduction of its own page."""

    lead: str
    intro: str


class Label(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A short name, and what it means in a sentence."""

    label: str
    note: str = ""


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    themes: dict[str, ThemeWords]
    edits: dict[str, Label]
    exclusions: dict[str, Label]
    doubts: dict[str, Label]
    reasons: dict[str, Label]
    statuses: dict[str, Label]


@cache
def words() -> Words:
    """The table, read once."""
    return load(Path(__file__).with_name("words.yaml"), Words)


@cache
def edit_label(rule: str) -> Label:
    """The label of an edit's rule; joined rules (``a+b``) give joined labels, an unknown rule its code."""
    found = [words().edits.get(part, Label(part)) for part in rule.split("+")]
    return Label("、".join(item.label for item in found), "".join(item.note for item in found))


@cache
def exclusion_label(rule: str) -> Label:
    """The label of an exclusion's rule."""
    return words().exclusions.get(rule, Label(rule))


def doubt_label(reason: str) -> Label:
    """The label of a doubt's reason; a reason that is already a sentence stays as it is."""
    return words().doubts.get(reason, Label(reason))


def day(iso: str) -> str:
    """An ISO date in Chinese, as exact as it is known.

    >>> day("2023-06-01"), day("2023-06"), day("2023"), day("")
    ('2023年6月1日', '2023年6月', '2023年', '')
    """
    parts = [part for part in iso.split("-") if part]
    return "".join(
        f"{int(part) if part.isdigit() else part}{unit}" for part, unit in zip(parts, "年月日", strict=False)
    )
