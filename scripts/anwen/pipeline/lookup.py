"""What an identifier stands for."""

from __future__ import annotations

from anwen.errors import AnwenError
from anwen.library import Article, Library, Passage, Section
from anwen.notation import article_of, moved_on, split


def _gone(library: Library, identifier: str) -> AnwenError:
    retired = {entry.id: entry for entry in library.retired}
    entry = retired.get(identifier)
    if entry is not None:
        last = moved_on(entry, retired)
        if last.state == "moved-to":
            return AnwenError(f"{identifier} has moved", hint=f"Use {last.detail}.")
        way = "" if last is entry else f"moved to {last.id}, which "
        return AnwenError(
            f"{identifier} {way}is retired ({last.detail})", hint="Its address still answers on the site."
        )
    if split(identifier):
        return AnwenError(f"nothing in this library has the identifier {identifier}", hint="Find it with anwen search.")
    return AnwenError(
        f"{identifier!r} is no identifier",
        hint="Identifiers look like aw0001, aw0001.s3 or aw0001.p12; find one with anwen search.",
    )


def find(library: Library, identifier: str) -> tuple[Article, Section | Passage | None]:
    """The article and, for a section or passage id, that part of it.

    Raises:
        AnwenError: no such id, or one that is retired or moved.
    """
    name = article_of(identifier)
    article = next((article for article in library.articles if article.id == name), None)
    if article is not None:
        if identifier == name:
            return article, None
        for part in article.body:
            if part.id == identifier:
                return article, part
    raise _gone(library, identifier)
