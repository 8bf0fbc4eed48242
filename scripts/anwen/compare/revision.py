"""The corpus as a git revision holds it."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from anwen.errors import AnwenError


def corpus_at(root: Path, revision: str, target: Path) -> Path:
    """Write the corpus of ``revision`` into ``target`` and return its corpus folder.

    Raises:
        AnwenError: git is missing, the folder is no git checkout, or the revision is unknown.
    """
    corpus = target / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    # --end-of-options: a revision that begins with a dash is a name, not an option
    resolve = ["git", "-C", str(root), "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    try:
        found = subprocess.run(resolve, capture_output=True, text=True, check=False)
    except OSError:
        raise AnwenError("git was not found", hint="Install git; the comparison reads the corpus from it.") from None
    if found.returncode:
        hint = "Name a commit, branch or tag that git rev-parse knows; in CI fetch the whole history."
        raise AnwenError(f"{revision!r} is no revision here", where=str(root), hint=hint)
    archive = ["git", "-C", str(root), "archive", "--format=tar", found.stdout.strip(), "corpus"]
    done = subprocess.run(archive, capture_output=True, check=False)
    if done.returncode == 0:  # a revision before there was a corpus gives an empty one
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as tar:
            tar.extractall(target, filter="data")
    return corpus
