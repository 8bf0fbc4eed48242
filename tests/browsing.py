"""A site behind a local server, and a browser page that notes everything that must not happen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from anwen.cli.serve import _Handler

# Payloads of the cases call pwn(); whatever the policy stops is told to the page too.
LISTEN = """
window.noted = [];
window.pwn = () => window.noted.push("a payload ran");
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.noted.push(name);
document.addEventListener("securitypolicyviolation", (event) =>
  window.noted.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@contextmanager
def served(folder: Path, asked: list[str] | None = None) -> Iterator[str]:
    """The address under which ``folder`` is served, as anwen serve does it; ``asked`` gathers the paths asked for."""

    class Handler(_Handler):
        def do_GET(self) -> None:  # noqa: N802 (the base class names it so)
            if asked is not None:
                asked.append(self.path)
            super().do_GET()

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class Visit:
    """One browser page at one size; ``faults`` gathers scripts that ran, refusals, errors and requests elsewhere."""

    def __init__(self, browser: Any, site: str, **options: Any) -> None:
        self.site = site
        self.context = browser.new_context(**options)
        self.context.add_init_script(LISTEN)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self._fault(f"error: {error}"))
        self.page.on("console", lambda line: self._fault(line.text) if line.type in ("error", "warning") else None)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _fault(self, words: str) -> None:
        self.faults.append(f"{self.page.url}: {words}")

    def _dialog(self, dialog: Any) -> None:
        self._fault(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        self.requests.append(url)
        if urlsplit(url).scheme not in ("data", "blob") and not url.startswith(self.site):
            self._fault(f"request to {url}")

    def goto(self, path: str) -> Any:
        """Go to an address below the site's root; returns the response."""
        response = self.page.goto(self.site + path)
        self.check()
        return response

    def check(self) -> None:
        """Take over what the page has noted."""
        for words in self.page.evaluate("window.noted.splice(0)"):
            self._fault(words)
