"""Make Pyodide's memory snapshot with `nib` imported, in headless Chromium, at build time.

In: the built package (vendor/pyodide, the wheel). Out: one gzipped file. The page and the worker
that make it are not shipped. Not made under Node: JSPI would stay off after the restore.
"""

from __future__ import annotations

import gzip
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import chromium

MAKER = Path(__file__).with_name("snapshot_maker.mjs")
USES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PAGE = "<!doctype html><title>snapshot</title>"
MAKE = """(wheel) => new Promise((resolve, reject) => {
  const worker = new Worker(`/snapshot_maker.mjs?wheel=${wheel}`, {type: "module"});
  worker.onmessage = ({data}) => (data === "done" ? resolve(data) : reject(new Error(data)));
  worker.onerror = (event) => reject(new Error(event.message));
})"""


class _Handler(SimpleHTTPRequestHandler):
    """Serves the package, the maker and an empty page; takes the snapshot back by PUT."""

    received: bytearray

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == f"/{MAKER.name}":
            self._answer(MAKER.read_bytes(), "text/javascript")
        elif path == "/":
            self._answer(PAGE.encode(), "text/html")
        else:
            super().do_GET()

    def do_PUT(self) -> None:
        self.received += self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(b"", "text/plain")

    def _answer(self, body: bytes, content_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: a request a line would bury the build's own lines."""


def make(package: Path, wheel: str, target: Path) -> None:
    """Write the snapshot of `package`'s Pyodide with `wheel` imported to `target`.

    Raises playwright's Error with the maker's message when Python does not start or import.
    """
    received = bytearray()
    handler = type("Handler", (_Handler,), {"received": received})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(package)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with (
            tempfile.TemporaryDirectory() as profile,
            sync_playwright() as playwright,
            chromium.launch(playwright, Path(profile), extension=package) as context,
        ):
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            page.evaluate(MAKE, wheel)
    finally:
        server.shutdown()
    target.write_bytes(gzip.compress(bytes(received), 9, mtime=0))
