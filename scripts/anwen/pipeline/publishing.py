"""From the derived library to the index, the pages and the site."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from yaml import YAMLError

from anwen.cite import PageCitations
from anwen.errors import AnwenError
from anwen.identify import source_file
from anwen.index import build
from anwen.library import Library
from anwen.link import Linker, first_mentions, load_redirects, surfaces
from anwen.pipeline.courses import public_courses, publish_courses
from anwen.pipeline.derive import Derived
from anwen.publish import Slogan, Unfolding, apart, write_offline, write_pages
from anwen.tables import write
from anwen.unfold import unfoldings
from anwen.visibility import public
from anwen.workspace import Workspace

_QUOTES = str.maketrans("", "", "“”‘’「」『』\"'")  # the slogans are found without theirs


def public_only(derived: Derived) -> Derived:
    """The library as a public build may know it; the ledger tells which retired articles came from where."""
    library = derived.library
    hidden = {entry.file for entry in library.originals if entry.visibility == "internal"}
    retired = {entry.id for entry in library.retired if "." not in entry.id and source_file(entry) in hidden}
    return msgspec.structs.replace(derived, library=public(library, retired))


def build_index(workspace: Workspace, derived: Derived) -> bool:
    """The Whoosh index in search_index/ and its static form for the browser; returns False where it was up to date."""
    library = public_only(derived).library
    stamp = workspace.cache / "index.stamp"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == _index_stamp(workspace, library):
        return False
    build(library.articles, library.concepts, workspace.index, workspace.shards, apart(library.articles))
    write(stamp, _index_stamp(workspace, library))
    return True


def _index_stamp(workspace: Workspace, library: Library) -> str:
    """A digest of everything the index is made from, and of which files it has: one that was touched does not count."""
    digest = hashlib.sha256(workspace.code_digest.encode())
    for record in (*library.articles, *library.concepts):
        digest.update(msgspec.json.encode(record))
    for folder in (workspace.index, workspace.shards):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            state = path.stat()
            digest.update(f"{path.relative_to(folder).as_posix()} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _slogans(library: Library) -> list[Slogan]:
    """The numbered slogans that the collection unfolds, each with the concept that bears its name."""
    names = {name.translate(_QUOTES): concept.id for concept in library.concepts for name in surfaces(concept)}
    return [
        Slogan(term, names.get(term, ""), tuple(Unfolding(items, passage) for passage, items in rows))
        for term, rows in unfoldings(library.articles).items()
    ]


def build_pages(workspace: Workspace, derived: Derived) -> None:
    """The Markdown pages and the open data below docs/."""
    shown = public_only(derived)
    courses = public_courses(workspace, derived.library, shown.library)  # first: faults leave the pages as they were
    write_pages(
        shown.library,
        shown.cleaned,
        workspace.docs,
        citing=PageCitations(shown.library.site_url),
        named=Linker(shown.library.concepts).mentions,
        slogans=_slogans(shown.library),
        redirects=load_redirects(workspace.concepts),
        chosen=first_mentions,
        former=derived.wordings.by_part,
    )
    publish_courses(workspace, courses)


def _config(workspace: Workspace, **options: Any) -> MkDocsConfig:
    """The settings in mkdocs.yml.

    Raises:
        AnwenError: MkDocs refuses them.
    """
    # a fixed date, so that the same corpus gives the same bytes on any day
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice for its maintainers, not for our editors
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    path = workspace.root / "mkdocs.yml"
    if not path.is_file():
        hint = "Restore it from git, or take it from a new library (anwen init DIR)."
        raise AnwenError("the site's settings are missing", where="mkdocs.yml", hint=hint)
    with _plainly():
        return load_config(str(path), **options)


@contextmanager
def _plainly() -> Iterator[None]:
    """Turn what MkDocs and the theme's templates raise into a message."""
    try:
        yield
    except (MkDocsException, YAMLError, TemplateError) as error:
        fault = f"MkDocs could not build the site ({error or 'it says why above'})"
        raise AnwenError(fault, where="mkdocs.yml", hint="Correct what it names and build again.") from None


def _theme(workspace: Workspace) -> str:
    """A digest of everything that makes a page of its Markdown."""
    digest = hashlib.sha256(workspace.site_url.encode())
    digest.update("".join(f"{name} {version(name)} " for name in ("mkdocs", "mkdocs-material", "markdown")).encode())
    theme = _config(workspace).theme.custom_dir
    _add(digest, workspace, [workspace.root / "mkdocs.yml", *(Path(theme).rglob("*") if theme else ())])
    return digest.hexdigest()


def _stamp(workspace: Workspace) -> str:
    """A digest of everything the site is made from."""
    digest = hashlib.sha256(workspace.code_digest.encode())
    digest.update(_theme(workspace).encode())
    _add(digest, workspace, workspace.docs.rglob("*"))
    return digest.hexdigest()


def _add(digest: hashlib._Hash, workspace: Workspace, paths: Iterable[Path]) -> None:
    # by their places below the root: MkDocs names the theme's files in full, and the root may be named in any way
    for name, path in sorted((os.path.relpath(path, workspace.root), path) for path in paths if path.is_file()):
        digest.update(name.encode(errors="surrogateescape"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())


def site_is_current(workspace: Workspace) -> bool:
    """Whether site/ was built from exactly what docs/, the theme and mkdocs.yml hold now."""
    stamp = workspace.cache / "site.stamp"
    return workspace.site.is_dir() and stamp.is_file() and stamp.read_text(encoding="utf-8") == _stamp(workspace)


def build_site(workspace: Workspace) -> bool:
    """List what a browser keeps, and build site/ with MkDocs; returns False where it was up to date.

    The new site is built beside the old one and takes its place at the end, so an interrupted build leaves the
    last good site.

    Raises:
        AnwenError: MkDocs refuses the pages.
    """
    write_offline(workspace.docs, _theme(workspace))
    beside, stamp = workspace.root / "site.new", workspace.cache / "site.stamp"
    if site_is_current(workspace):
        shutil.rmtree(beside, ignore_errors=True)  # what an interrupted build left
        return False
    current = _stamp(workspace)
    shutil.rmtree(beside, ignore_errors=True)
    config = _config(workspace, site_dir=str(beside.absolute()), strict=True)  # else below mkdocs.yml
    try:
        with _plainly():
            mkdocs_build(config)
        stamp.unlink(missing_ok=True)  # first: a site that is only half in place must not pass for the old one
        _swap(beside, workspace.site)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    write(stamp, current)
    return True


def _swap(new: Path, current: Path) -> None:
    """Put the folder ``new`` in the place of ``current``."""
    old = current.with_name(f"{current.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if current.exists():
        current.rename(old)
    new.rename(current)
    shutil.rmtree(old, ignore_errors=True)
