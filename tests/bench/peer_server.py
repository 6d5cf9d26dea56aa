"""Serves the peers' pages, packages and models to Chromium, cross-origin isolated.

Isolation is what gives them shared memory and a clock of five microseconds, as Nib has.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.bench.npm_packages import BENCH, NODE
from tests.chromium import ROOT

MODELS = BENCH / "models"
FOLDERS = {
    "peers": Path(__file__).with_name("peers"),
    "node": NODE,
    "models": MODELS,
    "cache": ROOT / "build" / "cache",
}


class _Handler(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        first, _, rest = path.partition("?")[0].lstrip("/").partition("/")
        folder = FOLDERS.get(first)
        if folder is None or ".." in rest:
            return str(BENCH / "nothing-here")
        return str(folder / rest)

    def end_headers(self) -> None:
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silence: a line a request would bury the output that matters."""


@contextmanager
def serve() -> Iterator[str]:
    """The URL all pages begin with, no slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
