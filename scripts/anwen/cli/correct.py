"""anwen correct: write down what an editor decided, and show what it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click

from anwen.cli.alone import alone
from anwen.cli.common import command, emit, progress, say
from anwen.correct import Correction, appended
from anwen.errors import AnwenError
from anwen.intake import Manifest
from anwen.library import Article, Passage
from anwen.pipeline import Derived, correcting, derive
from anwen.pipeline.derive import load_corrections
from anwen.records import THEMES
from anwen.tables import write
from anwen.workspace import Workspace

_SHOWN = 20  # lines of changes


def _words(article: Article) -> dict[str, str]:
    return {part.id: part.text if isinstance(part, Passage) else part.heading for part in article.body}


def _differences(before: Derived, after: Derived) -> Iterator[dict[str, str]]:
    """What a reader would see change: one row an identifier, with what was and what becomes of it."""
    old = {article.id: article for article in before.library.articles}
    new = {article.id: article for article in after.library.articles}
    gone = {entry.id: entry for entry in after.library.retired}
    for name in sorted({*old, *new}):
        if name not in new:
            entry = gone.get(name)
            became = f"→ {entry.detail}" if entry and entry.state == "moved-to" else "no longer published"
            yield {"id": name, "what": "article", "before": old[name].title, "after": became}
            continue
        if name not in old:
            yield {"id": name, "what": "article", "before": "", "after": new[name].title}
        else:
            for field in ("title", "theme"):
                was, becomes = getattr(old[name], field), getattr(new[name], field)
                if was != becomes:
                    yield {"id": name, "what": field, "before": was, "after": becomes}
        was_words, words = _words(old[name]) if name in old else {}, _words(new[name])
        for part in dict.fromkeys((*was_words, *words)):
            if was_words.get(part) != words.get(part):
                entry = gone.get(part)
                moved = f"→ {entry.detail}" if entry and entry.state == "moved-to" else ""
                yield {
                    "id": part,
                    "what": "text",
                    "before": was_words.get(part, ""),
                    "after": words.get(part, moved),
                }


def _around(one: str, other: str) -> str:
    """``one`` where it differs from ``other``, with the words beside it."""
    first = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, first - 16)
    cut = one[start : first + 24].replace("\n", "↵")
    return ("…" if start else "") + cut + ("…" if first + 24 < len(one) else "")


def _show(rows: list[dict[str, str]]) -> None:
    for row in rows[:_SHOWN]:
        say(f"{row['id']} ({row['what']})")
        if row["before"]:
            say(f"  - {_around(row['before'], row['after'])}")
        if row["after"]:
            say(f"  + {_around(row['after'], row['before'])}")
    if len(rows) > _SHOWN:
        say(f"… and {len(rows) - _SHOWN} more changes")


def _correction(workspace: Workspace, derived: Derived, target: str, asked: dict[str, str], because: str) -> Correction:
    """The one decision that the options ask for."""
    context = asked["before"], asked["after"]
    if asked["replace"]:
        return correcting.replacement(workspace, derived, target, asked["replace"], asked["by"], because, *context)
    if asked["split_before"]:
        return correcting.split(derived, target, asked["split_before"], asked["title"], because, *context)
    if asked["merge_with"]:
        return correcting.merge(derived, target, asked["merge_with"], because)
    if asked["duplicate_of"]:
        return correcting.duplicate(derived, target, asked["duplicate_of"], because)
    if asked["title"]:
        return correcting.decision(derived, target, "title", asked["title"], because)
    if asked["theme"]:
        return correcting.decision(derived, target, "theme", asked["theme"], because)
    if asked["duplicate"]:
        return correcting.decision(derived, target, "duplicate", "keep", because)
    return correcting.decision(derived, target, "relevance", asked["relevance"], because)


def _one_decision(asked: dict[str, str], by: str | None) -> None:
    """Refuse options that do not make one decision.

    Raises:
        click.UsageError: none is asked for, or several, or an option that another needs is missing.
    """
    ways = ("replace", "split_before", "merge_with", "duplicate_of", "theme", "duplicate", "relevance")
    chosen = [way for way in ways if asked[way]]
    if asked["title"] and not asked["split_before"]:
        chosen.append("title")
    if len(chosen) != 1:
        raise click.UsageError(
            "say one thing to correct: " + ("nothing is named" if not chosen else "several are named")
        )
    if (by is not None) != bool(asked["replace"]):
        raise click.UsageError("--replace and --by belong together")
    if asked["split_before"] and not asked["title"]:
        raise click.UsageError("--split-before needs the --title of the second document")
    if (asked["before"] or asked["after"]) and not (asked["replace"] or asked["split_before"]):
        raise click.UsageError("--before and --after belong to --replace or --split-before")


@click.command()
@click.argument("target", metavar="ID")
@click.option("--replace", default="", metavar="WORDS", help="The words to change, as the article shows them …")
@click.option("--by", metavar="WORDS", help="… and what they become; “” takes them out.")
@click.option("--before", default="", metavar="WORDS", help="Words right before the quote, where it stands twice.")
@click.option("--after", default="", metavar="WORDS", help="Words right after it.")
@click.option("--title", default="", help="The title to show; with --split-before that of the second article.")
@click.option("--theme", type=click.Choice(THEMES), default=None, help="The primary theme.")
@click.option("--not-relevant", "relevance", flag_value="set-aside", help="Take it out: it is not about work safety.")
@click.option("--relevant", "relevance", flag_value="keep", help="Publish it although it was left out.")
@click.option("--duplicate-of", default="", metavar="ID", help="The article that stands for it.")
@click.option("--not-duplicate", "duplicate", is_flag=True, help="Publish it although it repeats another.")
@click.option("--split-before", default="", metavar="WORDS", help="Begin a second article with the paragraph quoted.")
@click.option("--merge-with", default="", metavar="ID", help="Make that document of the same original a part of this.")
@click.option("--because", required=True, metavar="REASON", help="Why; it is kept with the decision.")
@click.option("--file", "name", default="", metavar="NAME", help="The file in corpus/corrections/ to write to.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@command
def correct(
    target: str, by: str | None, because: str, name: str, dry_run: bool, root: Path, as_json: bool, **options: str
) -> None:
    """Correct an article or passage: its words, title, theme, place among the others.

    ID is an article or passage (aw0012, aw0012.p7), or a document of an original as FILE#NUMBER. The decision is
    written into corpus/corrections/; the next build applies it.
    """
    asked = {key: value or "" for key, value in options.items()}
    _one_decision(asked, by)
    asked["by"] = by or ""
    if not because.strip():
        raise click.BadParameter("say why", param_hint="--because")
    workspace = Workspace(root)
    with progress("cleaning") as step:
        before = derive(workspace, step)
    item = _correction(workspace, before, target, asked, because)
    path = workspace.corrections / (name or f"{PurePosixPath(item.file).stem}.yaml")
    if path.suffix != ".yaml" or path.parent != workspace.corrections:
        raise AnwenError(f"{name} is no file of corrections", hint="Give a name that ends in .yaml, without a folder.")
    where = f"corpus/corrections/{path.name}"
    decided = load_corrections(workspace, Manifest.load(workspace.root).originals)
    after = derive(workspace, corrections=decided.with_one_more(item, where))
    rows = list(_differences(before, after))
    with alone(workspace):
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        written = appended(text, item, where)
        if not dry_run:
            write(path, written)
    _show(rows)
    if not rows:
        say("Nothing that a reader sees changes.")
    if as_json:
        emit({"file": where, "written": not dry_run, "correction": item, "changes": rows, "doubts": after.doubts})
    for doubt in after.doubts:
        say(f"doubtful identifier: {doubt}")
    say(f"Nothing was written; it would go into {where}." if dry_run else f"Written to {where}. Now run anwen build.")
