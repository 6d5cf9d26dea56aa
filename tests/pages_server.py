"""Serve tests/pages over http on this machine, for tests, bench and the demo.

/fields/ is what tests/pages/editors/build.mjs made; its page "strict" has a strict policy.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = Path(__file__).with_name("pages")
FIELDS = Path(__file__).parents[1] / "build" / "pages" / "fields"
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


class _Handler(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        if path.startswith("/fields/"):
            return str(FIELDS / Path(path.partition("?")[0]).name)
        return super().translate_path(path)

    def end_headers(self) -> None:
        if self.path.startswith("/fields/strict.html"):
            self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silence: a line a request would bury the output that matters."""


@contextmanager
def serve(folder: Path = PAGES) -> Iterator[str]:
    """The URL the pages begin with, no slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
