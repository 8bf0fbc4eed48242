"""Compare two ledgers, two shelves and two sets of concepts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from anwen.compare.mentions import MentionChange
from anwen.library import LedgerEntry


class Shelved(Struct, frozen=True):
    """What the comparison needs to know of an article's file."""

    title: str
    theme: str


class Changes(Struct, frozen=True):
    """What is different in the second state. Identifiers are in natural order of the ledger."""

    articles_added: tuple[str, ...]
    articles_gone: tuple[str, ...]
    articles_retitled: tuple[str, ...]
    articles_regrouped: tuple[str, ...]
    passages_added: tuple[str, ...]
    passages_changed: tuple[str, ...]
    ids_gone: tuple[LedgerEntry, ...]  # sections and passages that a citation may name: retired or moved
    concepts_added: tuple[str, ...]
    concepts_gone: tuple[str, ...]
    concepts_changed: tuple[str, ...]
    titles: dict[str, str]  # of every article that is named above
    mentions_gained: tuple[MentionChange, ...] = ()
    mentions_lost: tuple[MentionChange, ...] = ()
    mentions_unknown: str = ""  # why mentions could not be compared


Ledger = Mapping[str, LedgerEntry]
Shelf = Mapping[str, Shelved]
State = tuple[Ledger, Shelf, Mapping[str, bytes]]  # ledger by id, articles by id, concept files by id


def shelf(corpus: Path, parse: Callable[[str, str], object]) -> dict[str, Shelved]:
    """The articles of a corpus folder by id; ``parse(text, where)`` gives a front matter."""
    found = {}
    for path in sorted((corpus / "articles").glob("*/*.md")):
        matter = parse(path.read_text(encoding="utf-8", errors="replace"), path.name)
        found[path.stem] = Shelved(getattr(matter, "title", ""), getattr(matter, "theme", ""))
    return found


def compare(before: State, after: State) -> Changes:
    """What changed between two states."""
    old, old_shelf, old_concepts = before
    new, new_shelf, new_concepts = after

    def active(ledger: Ledger, name: str) -> bool:
        return name in ledger and ledger[name].state == "active"

    passages = [name for name in new if ".p" in name and active(new, name)]
    both = [name for name in new_shelf if name in old_shelf]
    return Changes(
        articles_added=tuple(name for name in new_shelf if name not in old_shelf),
        articles_gone=tuple(name for name in old_shelf if name not in new_shelf),
        articles_retitled=tuple(name for name in both if new_shelf[name].title != old_shelf[name].title),
        articles_regrouped=tuple(name for name in both if new_shelf[name].theme != old_shelf[name].theme),
        passages_added=tuple(name for name in passages if not active(old, name)),
        passages_changed=tuple(
            name for name in passages if active(old, name) and new[name].fingerprint != old[name].fingerprint
        ),
        ids_gone=tuple(new[name] for name in new if "." in name and active(old, name) and not active(new, name)),
        concepts_added=tuple(name for name in new_concepts if name not in old_concepts),
        concepts_gone=tuple(name for name in old_concepts if name not in new_concepts),
        concepts_changed=tuple(
            name for name, data in new_concepts.items() if name in old_concepts and data != old_concepts[name]
        ),
        titles={name: item.title for name, item in {**old_shelf, **new_shelf}.items()},
    )
