"""Where everything of one library stands."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path

from anwen.errors import AnwenError

PACKAGE = Path(__file__).parent


class Workspace:
    """The folders of the library in ``root``.

    Raises:
        AnwenError: ``root`` holds no library.
    """

    def __init__(self, root: Path) -> None:
        if not (root / "corpus" / "raw").is_dir():
            raise AnwenError(
                "there is no library here (no corpus/raw folder)",
                where=str(root),
                hint="Go to the library's folder, name it with --root, or make a new one with anwen init DIR.",
            )
        self.root = root
        self.corpus = root / "corpus"
        self.raw = self.corpus / "raw"
        self.articles = self.corpus / "articles"
        self.concepts = self.corpus / "concepts"
        self.corrections = self.corpus / "corrections"
        self.questions = self.corpus / "questions"
        self.ledger = self.corpus / "ledger"
        self.wordings = self.ledger / "wordings"
        self.doubts = self.ledger / "doubts"
        self.themes = self.corpus / "themes.yaml"
        self.docs = root / "docs"
        self.shards = self.docs / "assets" / "search"
        self.index = root / "search_index"
        self.site = root / "site"
        self.cache = root / ".anwen"
        judged = root / "tests" / "cases" / "search"  # a library may have them: queries with what is right for them
        self.queries, self.floors = judged / "queries.yaml", judged / "floors.yaml"

    @property
    def site_url(self) -> str:
        """The address the site is published at, with a final slash; "" where it is not known.

        Raises:
            AnwenError: what ANWEN_SITE_URL says is no address.
        """
        url = os.environ.get("ANWEN_SITE_URL", "").strip()
        if url and not url.startswith(("http://", "https://")):
            hint = "Begin it with https:// or http://."
            raise AnwenError(f"{url!r} is not a web address", where="ANWEN_SITE_URL", hint=hint)
        return url if not url or url.endswith("/") else url + "/"

    @cached_property
    def code_digest(self) -> str:
        """A digest of the package's own files: a changed rule makes every cached result stale."""
        digest = hashlib.sha256()
        for path in sorted(PACKAGE.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(PACKAGE).as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()
