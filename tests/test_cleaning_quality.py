"""Cleaning held to annotated pages: no article loses anything, nothing of the page around it stays, all is in place."""

from __future__ import annotations

from functools import cache

from cleaning_pages import MEASURES, Outcome, clean, load, measure, table

# The least share of expectations met, for each measure, over all pages in tests/cases/cleaning/. Floors only rise: a
# change that costs an expectation is wrong, or it says in its commit message why the expectation was.
FLOORS = {
    "kept": 1.0,  # snippets of the articles, character for character
    "gone": 1.0,  # snippets of the site around them
    "titles": 1.0,  # the number of articles and each title
    "headings": 1.0,  # with level, and what must be none
    "blocks": 1.0,  # header fields, items, tables
    "facts": 1.0,  # dates, issuers, kinds, levels, sectors; the page's own dates and numbers
    "whole": 1.0,  # which articles break off, which are not about work safety
}


@cache
def outcomes() -> tuple[Outcome, ...]:
    return tuple(measure(page) for page in load())


def test_every_measure_reaches_its_floor() -> None:
    found = outcomes()
    for name in MEASURES:
        asked = sum(outcome.asked[name] for outcome in found)
        failed = sum(failure == name for outcome in found for failure, _ in outcome.failed)
        assert asked, name
        assert asked - failed >= FLOORS[name] * asked, "\n" + table(list(found))


def test_pages_ask_more_for_what_stays_than_for_what_goes() -> None:
    asked = {name: sum(outcome.asked[name] for outcome in outcomes()) for name in MEASURES}
    assert asked["kept"] >= asked["gone"]


def test_labels_are_unique() -> None:
    labels = [outcome.label for outcome in outcomes()]
    assert len(labels) == len(set(labels)) >= 40


def test_what_is_known_to_stay_is_still_there() -> None:
    """Furniture that the rules do not tell apart yet; the day they do it is asked for like the rest."""
    for page in load():
        structured, _ = clean(page) if "stays" in page else (None, "")
        if structured is not None:
            body = "\n".join(
                text for piece in structured.pieces for text in [piece.title, *(b.text for b in piece.blocks)]
            )
            assert [text for text in page["stays"] if text not in body] == [], page["label"]
