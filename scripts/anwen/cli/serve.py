"""anwen serve: build, serve on 127.0.0.1, build again when something changes."""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from anwen.cli.build import run_build
from anwen.cli.common import command, emit, say
from anwen.errors import AnwenError
from anwen.publish import FOLDERS
from anwen.workspace import Workspace

# Editors save in several steps; wait until a burst of changes is over.
QUIET_SECONDS = 0.7


class _Handler(SimpleHTTPRequestHandler):
    """Serves site/ quietly, always fresh, with the types browsers insist on."""

    extensions_map = {  # noqa: RUF012 (the base class declares it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".json": "application/json",
        ".jsonl": "application/x-ndjson",
        ".jsonld": "application/ld+json",
        ".md": "text/markdown; charset=utf-8",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        del format, args


class _Watcher(FileSystemEventHandler):
    """Sets ``changed`` when a source file changes."""

    def __init__(self, workspace: Workspace) -> None:
        self.changed = threading.Event()
        # what a build writes: a change there must not start another build
        derived = [workspace.docs / name for name in (*FOLDERS, "index.md")]
        derived += [workspace.shards, workspace.articles, workspace.ledger]
        self._ignored = tuple(path.resolve() for path in derived)

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.is_directory or event.event_type in ("opened", "closed_no_write"):
            return
        # a file that is written beside and renamed has its own name only where it was moved to
        if any(self._counts(str(path)) for path in (event.src_path, event.dest_path) if path):
            self.changed.set()

    def _counts(self, name: str) -> bool:
        path = Path(name).resolve()
        if path.name.startswith(".") or "__pycache__" in path.parts:
            return False
        return not any(path.is_relative_to(folder) for folder in self._ignored)


def _server(workspace: Workspace, port: int) -> ThreadingHTTPServer:
    handler = partial(_Handler, directory=str(workspace.site))
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise AnwenError(
            f"port {port} cannot be used ({error.strerror})",
            hint=f"Stop the program that uses it, or choose another: anwen serve --port {port + 1}.",
        ) from None


def _rebuild_on_change(workspace: Workspace, watcher: _Watcher) -> None:
    while True:
        watcher.changed.wait()
        while watcher.changed.is_set():
            watcher.changed.clear()
            threading.Event().wait(QUIET_SECONDS)
        say("serve: something changed, building again")
        # a process of its own, so that changed code counts too and a fault cannot end the server
        command = [sys.executable, "-m", "anwen", "build", "--root", str(workspace.root)]
        if subprocess.run(command, check=False).returncode:
            say("serve: the build failed; the last good site is still served")


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@command
def serve(port: int, root: Path, as_json: bool) -> None:
    """Build, serve the site on 127.0.0.1, and build again when something changes."""
    workspace = Workspace(root)
    with _server(workspace, port) as server:
        run_build(workspace)
        watcher = _Watcher(workspace)
        observer = Observer()
        for folder in (workspace.corpus, workspace.docs, Path(__file__).parent.parent):
            observer.schedule(watcher, str(folder), recursive=True)
        observer.start()
        threading.Thread(target=_rebuild_on_change, args=(workspace, watcher), daemon=True).start()
        address = f"http://127.0.0.1:{port}/"
        if as_json:
            emit({"url": address})
        say(f"serve: the site is at {address} (stop with Ctrl-C)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("\nserve: stopped")
        finally:
            observer.stop()
