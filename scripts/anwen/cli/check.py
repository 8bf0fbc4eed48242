"""anwen check: the gates, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click

from anwen import check as gates
from anwen.cli.common import command, emit, progress, say
from anwen.errors import AnwenError, FaultsError
from anwen.index import Searcher
from anwen.index.terms import fold
from anwen.link import too_common
from anwen.pipeline import Derived, derive, public_only, site_is_current
from anwen.pipeline.courses import course_texts, library_courses
from anwen.shelve import parse_front_matter
from anwen.workspace import Workspace

Gate = tuple[str, Callable[[], list[AnwenError]]]


def _accounts(derived: Derived) -> list[AnwenError]:
    superseded = {entry.supersedes for entry in derived.library.originals}
    files = [entry.file for entry in derived.library.originals if entry.file not in superseded]
    return [fault for file in files for fault in gates.accounted(file, derived.cleaned(file))]


def _site(workspace: Workspace) -> list[AnwenError]:
    if not workspace.site.is_dir():
        return [AnwenError("the site has not been built", where="site/", hint="Run anwen build.")]
    if not site_is_current(workspace):
        return [AnwenError("the site is older than its sources", where="site/", hint="Run anwen build.")]
    return []


def _too_common(workspace: Workspace, derived: Derived) -> list[AnwenError]:
    library = derived.library
    passages = (passage for article in library.articles for passage in article.passages)
    return [*too_common(library.concepts, passages, workspace.concepts)]


def _questions(workspace: Workspace, derived: Derived) -> list[AnwenError]:
    passages = {passage.id for article in derived.library.articles for passage in article.passages}
    return derived.questions.strays(passages, workspace.questions)


def _retrieval(workspace: Workspace, derived: Derived) -> list[AnwenError]:
    """Search against a plain scan and, where the library has judged queries, against their floors."""
    if not Searcher.exists(workspace.index):
        return [AnwenError("there is no index", where="search_index/", hint="Run anwen build.")]
    library = public_only(derived).library
    passages = {passage.id: passage.text for article in library.articles for passage in article.passages}
    with Searcher(workspace.index) as searcher:

        def search(query: str) -> list[str]:
            return [id for hit in searcher.search(query, limit=len(passages)) for id in (hit.id, *hit.also)]

        faults = gates.never_missed(passages, [concept.name for concept in library.concepts], search, fold)
        judged, floors = workspace.queries, workspace.floors
        if judged.is_file() and floors.is_file():
            means, low = gates.ranking(judged, floors, passages, search, fold)
            say("     nDCG@10: " + ", ".join(f"{kind} {mean:.3f}" for kind, mean in means.items()))
            faults += low
    return faults


def _courses(workspace: Workspace, derived: Derived) -> list[AnwenError]:
    _, faults = library_courses(workspace, derived.library, public_only(derived).library)
    return gates.courses_hold(course_texts(workspace), faults)


def _gates(workspace: Workspace, derived: Derived) -> Iterator[Gate]:
    """The gates after the corpus itself was found in order, cheapest first."""
    base = urlsplit(workspace.site_url).path or "/"
    ledger = derived.ledger
    known = frozenset(entry.id for entry in ledger.entries())
    yield (
        "articles are up to date",
        lambda: gates.derived_files(workspace.articles, derived.files, "*/*.md", "corpus/articles"),
    )
    yield (
        "the ledger is up to date",
        lambda: gates.derived_files(workspace.ledger, ledger.files(), "*.tsv", "corpus/ledger"),
    )
    yield "front matter is valid", lambda: gates.front_matters(workspace.articles, parse_front_matter)
    yield "no identifier was lost", lambda: gates.ids_never_lost(workspace.root, known)
    yield "no concept's name is found everywhere", lambda: _too_common(workspace, derived)
    yield "the questions belong to passages", lambda: _questions(workspace, derived)
    yield "every character is accounted for", lambda: _accounts(derived)
    yield "search misses nothing and ranks as well as it did", lambda: _retrieval(workspace, derived)
    yield "the courses' citations hold", lambda: _courses(workspace, derived)
    yield "the site is up to date", lambda: _site(workspace)
    if workspace.site.is_dir():
        yield "links and anchors resolve", lambda: gates.links(workspace.site, base)
        yield "nothing is fetched from elsewhere", lambda: gates.outside_requests(workspace.site)


def _first(workspace: Workspace) -> tuple[Derived | None, list[AnwenError]]:
    """Derive the library; what is wrong with originals, concepts, corrections, questions or ledger is told together."""
    try:
        with progress("cleaning") as step:
            return derive(workspace, step), []
    except FaultsError as error:
        return None, error.errors
    except AnwenError as error:
        return None, [error]


@click.command()
@command
def check(root: Path, as_json: bool) -> None:
    """Run the gates; each failure says file, fault and next step."""
    workspace = Workspace(root)
    derived, faults = _first(workspace)
    results = [("the corpus is in order", faults)]
    if derived is not None:
        results += [(name, gate()) for name, gate in _gates(workspace, derived)]
    for name, found in results:
        say(f"{'FAIL' if found else 'ok  '} {name}")
        for fault in found:
            say(f"     {fault}")
    if as_json:
        emit(
            [
                {"gate": name, "faults": [{"where": f.where, "fault": f.fault, "hint": f.hint} for f in found]}
                for name, found in results
            ]
        )
    for doubt in derived.doubts if derived else ():
        say(f"note: doubtful identifier (corpus/ledger/doubts/): {doubt}")
    failed = sum(len(found) for _, found in results)
    say(f"check: {failed} fault{'s' * (failed > 1)}" if failed else "check: all gates passed")
    if failed:
        raise SystemExit(1)
