"""What a public build may know: nothing that an original or article marked internal leaves behind."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from anwen.library import Library
from anwen.notation import article_of


def public(library: Library, gone: AbstractSet[str] = frozenset()) -> Library:
    """The library without what is internal: no article, no original, no word of it.

    Args:
        library: the whole library.
        gone: further articles to leave out, such as retired ones that came from an internal original.

    A public identifier that moved into an internal article stays as retired, without saying where it went.
    """
    files = {entry.file for entry in library.originals if entry.visibility == "internal"}
    hidden = {item.id for item in library.articles if item.visibility == "internal" or item.source.file in files} | gone
    return replace(
        library,
        articles=tuple(
            replace(item, also_in=tuple(place for place in item.also_in if place.file not in files))
            for item in library.articles
            if item.id not in hidden
        ),
        originals=tuple(
            replace(entry, supersedes="" if entry.supersedes in files else entry.supersedes)
            for entry in library.originals
            if entry.file not in files
        ),
        set_aside=tuple(it for it in library.set_aside if it.file not in files and it.article not in hidden),
        retired=tuple(
            replace(entry, state="retired", detail="")
            if entry.state == "moved-to" and article_of(entry.detail) in hidden
            else entry
            for entry in library.retired
            if article_of(entry.id) not in hidden
        ),
        repeats={
            name: shown
            for name, others in library.repeats.items()
            if article_of(name) not in hidden
            and (shown := tuple(other for other in others if article_of(other) not in hidden))
        },
    )
