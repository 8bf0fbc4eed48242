"""Shared fixtures: the repository's own library, and throw-away libraries to break."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from anwen.index import build
from anwen.library import Library
from anwen.pipeline import Derived, build_index, build_pages, build_site, derive, write_derived
from anwen.workspace import Workspace

# time is measured by the benches; a busy machine must not fail a test
settings.register_profile("anwen", parent=settings.default, deadline=None)
settings.load_profile("anwen")

ROOT = Path(__file__).parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def pytest_configure() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so would every process that a test ends by it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def copy_library(target: Path) -> Path:
    """A copy of this repository's sources, without anything derived or cached."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "corpus", target / "corpus")
    derived = shutil.ignore_patterns("a", "themes", "concepts", "courses", "report", "data", "offline", "index.md")

    def ignore(folder: str, names: list[str]) -> set[str]:
        if Path(folder) == ROOT / "docs":
            return set(derived(folder, names))
        return {"search"} & set(names) if Path(folder) == ROOT / "docs" / "assets" else set()

    shutil.copytree(ROOT / "docs", target / "docs", ignore=ignore)
    shutil.copy(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    theme = Path("scripts", "anwen", "publish", "theme")
    shutil.copytree(ROOT / theme, target / theme)
    (target / "search_index").mkdir()
    return target


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the repository's library; tests may build in it but must not change its corpus."""
    return Workspace(copy_library(tmp_path_factory.mktemp("library")))


@pytest.fixture(scope="session")
def derived(workspace: Workspace) -> Derived:
    return derive(workspace)


@pytest.fixture(scope="session")
def library(derived: Derived) -> Library:
    return derived.library


@pytest.fixture(scope="session")
def indexed(library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The library's index of record and its static form, built once."""
    folder = tmp_path_factory.mktemp("indexed")
    build(library.articles, library.concepts, folder / "index", folder / "static")
    return folder / "index", folder / "static"


@pytest.fixture(scope="session")
def site(workspace: Workspace, derived: Derived) -> Path:
    """The whole site, built once."""
    write_derived(workspace, derived)
    build_index(workspace, derived)
    build_pages(workspace, derived)
    build_site(workspace)
    return workspace.site


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; the test is skipped where there is none, and fails in CI."""
    for name in CHROMIUM_NAMES:
        path = shutil.which(name)
        if path:
            return path
    if os.environ.get("ANWEN_REQUIRE_BROWSER"):
        pytest.fail("no Chromium was found, and ANWEN_REQUIRE_BROWSER is set")
    pytest.skip("no Chromium was found; install it to run the browser tests")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """Headless Chromium, driven by playwright's synchronous interface."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        yield instance
        instance.close()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small library of one short original, for tests that break things."""
    root = tmp_path / "small"
    copy_library(root)
    for folder in ("raw", "articles", "ledger", "corrections", "courses"):
        shutil.rmtree(root / "corpus" / folder, ignore_errors=True)
        (root / "corpus" / folder).mkdir()
    (root / "corpus" / "raw" / "manifest.yaml").write_text("originals: []\n", encoding="utf-8")
    return root
