"""How much of a saved page's text is found, and how much of the page around it stays: ours next to trafilatura.

The pages of tests/cases/read/sites/ have the shapes of real sites. ⟦…⟧ stands around the document's own words, ⟨…⟩
around hidden words among them, ⦅…⦆ around what may stay or go (a byline, a date); everything else that a page shows is
furniture. The marks are taken out before anybody reads the page. Pages b… were written before any result was looked at.

    python tests/bench/main_text.py
"""

from __future__ import annotations

import html
import logging
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "cases" / "read" / "sites"
sys.path.insert(0, str(ROOT / "scripts"))

_OWN = re.compile("⟦(.*?)⟧", re.DOTALL)
_FREE = re.compile("⦅(.*?)⦆", re.DOTALL)
_MARKS = re.compile("[⟦⟧⦅⦆⟨⟩]")
_ENCODING = re.compile(r"<!-- encoding: (\S+) -->\n")
_TAG = re.compile(r"<!--.*?-->|<!\[.*?\]>|<[^>]*>", re.DOTALL)


class Saved(NamedTuple):
    """A page: its bytes, and its own words in stretches without a full stop."""

    name: str
    data: bytes
    own: tuple[str, ...]
    free: tuple[str, ...]


class Score(NamedTuple):
    """Characters, white space and punctuation aside."""

    own: int
    lost: int
    kept: int  # of the furniture
    missing: tuple[str, ...]
    rest: str


def saved() -> Iterator[Saved]:
    for path in sorted(PAGES.glob("*.html")):
        source = path.read_text(encoding="utf-8")
        encoding = match.group(1) if (match := _ENCODING.match(source)) else "utf-8"
        source = _ENCODING.sub("", source).replace("<a>", '<a href="/1.html">')
        own = [part for text in _OWN.findall(source) for part in re.split("(?<=[。；！？：])", plain(text))]
        free = [plain(text) for text in _FREE.findall(source)]
        data = _MARKS.sub("", source).encode(encoding, "xmlcharrefreplace")
        yield Saved(path.stem, data, tuple(filter(None, map(bare, own))), tuple(filter(None, map(bare, free))))


def plain(markup: str) -> str:
    """The words between two marks, without markup and without what is hidden among them (written as ⟨…⟩)."""
    return html.unescape(_TAG.sub("", re.sub("⟨.*?⟩", "", markup, flags=re.DOTALL)))


def bare(text: str) -> str:
    """Letters and digits alone, simplified and narrow, so that no cleaning of characters counts as a loss."""
    import opencc

    folded = unicodedata.normalize("NFKC", opencc.OpenCC("t2s").convert(text)).lower()
    return "".join(filter(str.isalnum, folded))


def score(page: Saved, text: str) -> Score:
    """Every stretch of the page's own words is looked for, the longest first; what is left is furniture."""
    rest = bare(text)
    missing = []
    for own in sorted(page.own, key=len, reverse=True):
        if own in rest:
            rest = rest.replace(own, "\n", 1)
        else:
            missing.append(own)
    for free in (*page.own, *sorted(page.free, key=len, reverse=True)):  # a title may well stand twice
        rest = rest.replace(free, "\n")
    kept = re.sub(r"\n+", "/", rest).strip("/")
    return Score(sum(map(len, page.own)), sum(map(len, missing)), len(kept.replace("/", "")), tuple(missing), kept)


def ours(data: bytes) -> str:
    from anwen.read import read
    from anwen.repair import in_simplified, repair
    from anwen.structure import structure

    original = read("a.html", data)
    repaired = in_simplified(repair(original.text), original.text)
    pieces = structure(original, repaired).pieces
    return "\n".join(part for piece in pieces for part in [piece.title, *(block.text for block in piece.blocks)])


def everything(data: bytes) -> str:
    """All that a page shows."""
    from anwen.read import read

    return read("a.html", data).text


def theirs(data: bytes) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return str(trafilatura.extract(data, include_comments=False, include_tables=True, favor_recall=True) or "")


def measured(reader: Callable[[bytes], str]) -> dict[str, Score]:
    scores = {}
    for page in saved():
        try:
            text = reader(page.data)
        except Exception as error:  # a peer that fails has found nothing
            text, _ = "", error
        scores[page.name] = score(page, text)
    return scores


def table() -> str:
    """A row a page: characters of its own, characters around them; of these lost and kept, by us and by trafilatura."""
    found = [measured(reader) for reader in (everything, ours, theirs)]
    rows = [f"{'page':<22}{'own':>6}{'around':>8}{'lost':>7}{'kept':>7}{'trafilatura: lost':>19}{'kept':>7}"]
    for group in ("a", "b", ""):
        names = [name for name in found[0] if name.startswith(group)]
        if group:
            rows += [_row(name, [[scores[name]] for scores in found]) for name in names]
        label = f"all of {group}" if group else "all"
        rows.append(_row(label, [[scores[name] for name in names] for scores in found]))
    return "\n".join(rows)


def _row(name: str, found: list[list[Score]]) -> str:
    own = sum(score.own for score in found[0])
    lost = [sum(score.lost for score in scores) for scores in found]
    kept = [sum(score.kept for score in scores) for scores in found]
    return f"{name:<22}{own:>6}{kept[0]:>8}{lost[1]:>7}{kept[1]:>7}{lost[2]:>19}{kept[2]:>7}"


if __name__ == "__main__":
    print(table())
    if "-v" in sys.argv:
        for name, found in measured(ours).items():
            if name.startswith(sys.argv[-1]) and (found.missing or found.rest):
                print(f"\n{name}\n  lost: {found.missing}\n  kept: {found.rest}")
