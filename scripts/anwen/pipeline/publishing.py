"""From the derived library to the index, the pages and the site."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from functools import partial
from pathlib import Path

import msgspec
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from anwen.cite import csl, reference
from anwen.errors import AnwenError
from anwen.index import build
from anwen.pipeline.derive import Derived
from anwen.publish import write_pages
from anwen.tables import write
from anwen.workspace import Workspace


def public_only(derived: Derived) -> Derived:
    """The library without what is marked internal: no article, no original, no word of it."""
    library = derived.library
    hidden = {entry.file for entry in library.originals if entry.visibility == "internal"}
    if not hidden:
        return derived
    gone = {article.id for article in library.articles if article.source.file in hidden}
    articles = tuple(
        msgspec.structs.replace(article, also_in=tuple(place for place in article.also_in if place.file not in hidden))
        for article in library.articles
        if article.id not in gone
    )
    public = msgspec.structs.replace(
        library,
        articles=articles,
        originals=tuple(entry for entry in library.originals if entry.file not in hidden),
        set_aside=tuple(item for item in library.set_aside if item.file not in hidden and item.article not in gone),
        retired=tuple(entry for entry in library.retired if entry.id.partition(".")[0] not in gone),
    )
    return msgspec.structs.replace(derived, library=public)


def build_index(workspace: Workspace, derived: Derived) -> None:
    """The Whoosh index in search_index/ and its static form for the browser."""
    library = public_only(derived).library
    build(library.articles, library.concepts, workspace.index, workspace.shards)


def build_pages(workspace: Workspace, derived: Derived) -> None:
    """The Markdown pages and the open data below docs/."""
    public = public_only(derived)
    site_url = public.library.site_url
    write_pages(
        public.library,
        public.cleaned,
        workspace.docs,
        reference=partial(reference, site_url=site_url, accessed=""),
        csl=partial(csl, site_url=site_url, accessed=""),
    )


def _stamp(workspace: Workspace) -> str:
    """A digest of everything the site is made from."""
    digest = hashlib.sha256(workspace.code_digest.encode())
    digest.update(workspace.site_url.encode())
    paths = [path for path in workspace.docs.rglob("*") if path.is_file()]
    for path in sorted([*paths, workspace.root / "mkdocs.yml"]):
        digest.update(path.relative_to(workspace.root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def site_is_current(workspace: Workspace) -> bool:
    """Whether site/ was built from exactly what docs/ and mkdocs.yml hold now."""
    stamp = workspace.cache / "site.stamp"
    return workspace.site.is_dir() and stamp.is_file() and stamp.read_text(encoding="utf-8") == _stamp(workspace)


def build_site(workspace: Workspace, *, strict: bool = True) -> bool:
    """Build site/ with MkDocs; returns False where it was up to date.

    The new site is built beside the old one and takes its place at the end, so an interrupted build leaves the
    last good site.

    Raises:
        AnwenError: MkDocs refuses the pages.
    """
    if site_is_current(workspace):
        return False
    stamp = _stamp(workspace)
    beside = workspace.root / "site.new"
    shutil.rmtree(beside, ignore_errors=True)
    # a fixed date, so that the same corpus gives the same bytes on any day
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        config = load_config(str(workspace.root / "mkdocs.yml"), site_dir=str(beside), strict=strict)
        mkdocs_build(config)
    except MkDocsException as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise AnwenError(
            f"MkDocs could not build the site ({error})", where="mkdocs.yml", hint="See the warnings above."
        ) from None
    _swap(beside, workspace.site)
    write(workspace.cache / "site.stamp", stamp)
    return True


def _swap(new: Path, current: Path) -> None:
    """Put the folder ``new`` in the place of ``current``."""
    old = current.with_name(f"{current.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if current.exists():
        current.rename(old)
    new.rename(current)
    shutil.rmtree(old, ignore_errors=True)
