"""A screen that nobody sees (Xvfb), with a real keyboard and pointer (xdotool): for what Chromium
draws and hears outside of pages, its menus and its shortcuts. Both come by apt, as the browser does
(chromium.py)."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool"}  # programs and Debian's packages of them
WAIT_S = 15.0


class NoScreenError(Exception):
    """What is missing, and how to get it."""


def ensure_tools() -> None:
    """Root on Debian or Ubuntu gets what is missing by apt. Raises NoScreenError."""
    missing = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    if not missing:
        return
    names = " ".join(missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NoScreenError(f"{names} missing, and apt is not to be had: apt install {names}")
    print(f"screen: installing {names} ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        for command in (["update", "-qq"], ["install", "-y", "-qq", *missing]):
            subprocess.run(["apt-get", *command], check=True, env=quiet, stdout=subprocess.DEVNULL)
    except subprocess.CalledProcessError as problem:
        raise NoScreenError(f"{names} missing, and apt could not install it") from problem


class Screen:
    """One screen; `display` is what a program is given as DISPLAY."""

    def __init__(self, display: str, pixels: Path) -> None:
        self.display = display
        self._pixels = pixels

    def do(self, *command: str) -> str:
        """What xdotool does: key, click, mousemove, ..."""
        return subprocess.run(
            ["xdotool", *command],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
        ).stdout

    def windows(self) -> list[str]:
        """The browser's, of which an open menu is one more; the screen itself comes first."""
        return self.do("search", "--onlyvisible", "--name", ".*").split()[1:]

    def until_windows(self, count: int) -> None:
        deadline = time.monotonic() + WAIT_S
        while len(found := self.windows()) != count:
            assert time.monotonic() < deadline, f"{len(found)} windows, not {count}"

    def picture(self, path: Path) -> None:
        """What is on the screen, as a PNG."""
        content = self._pixels.read_bytes()
        head = struct.unpack(">25I", content[:100])  # X11/XWDFile.h
        width, height, line_bytes = head[4], head[5], head[12]
        first = head[0] + 12 * head[19]
        rows = bytearray()
        for y in range(height):
            line = content[first + y * line_bytes :][: 4 * width]  # blue, green, red, nothing
            row = bytearray(3 * width)
            row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
            rows += b"\0" + row
        size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        chunks = (b"IHDR", size), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b"")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks))


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


@contextmanager
def open_screen(folder: Path) -> Iterator[Screen]:
    """folder: an empty one, for the screen's pixels. Raises NoScreenError."""
    ensure_tools()
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1200x1000x24"]
    command += ["-nolisten", "tcp", "-fbdir", str(folder)]
    server = subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)
    os.close(theirs)
    try:
        with os.fdopen(ours) as told:
            number = told.readline().strip()
        if not number:
            raise NoScreenError("Xvfb did not start")
        yield Screen(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait()
