"""The words that a new cleaning puts out of use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from anwen.errors import TableError
from anwen.identify import Ledger, Wording, outdated
from anwen.library import Article
from anwen.notation import PIN_LENGTH, pin, pins
from anwen.shelve import article_path, parse_body, parse_front_matter
from anwen.workspace import Workspace


def outdated_words(
    workspace: Workspace, articles: Sequence[Article], files: Mapping[PurePosixPath, str], before: Ledger
) -> Iterator[Wording]:
    """The wordings that are no longer in the articles: they stand in the files that the last build wrote.

    Only words that the ledger had are taken, so a file that was edited by hand adds nothing.
    """
    shelved = {path.stem: path for path in workspace.articles.glob("*/*.md")}
    for article in articles:
        path = shelved.get(article.id)
        text = path.read_text(encoding="utf-8", errors="replace") if path else ""
        if not text or text == files[article_path(article)]:
            continue
        try:
            matter = parse_front_matter(text, str(path))
        except TableError:  # a merge of two branches left the lines of both: no build ever showed them
            continue
        body = tuple(replace(part, id=f"{article.id}.{part.id}") for part in parse_body(text))
        old = replace(article, title=matter.title, body=body)
        known = {entry.id: entry.fingerprint.split(".")[1][:PIN_LENGTH] for entry in before.pages.get(article.id, ())}
        words = {part.id: part.text for part in old.passages}
        if all(known.get(name) == pin(text) for name, text in words.items()):
            found = {name: (made, words.get(name, "")) for name, made in pins(old).items()}
            yield from outdated(found, pins(article), internal="internal" in (article.visibility, matter.visibility))
