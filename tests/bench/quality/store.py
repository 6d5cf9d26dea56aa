"""Answers kept on disk, so that a second run asks only what changed and a stopped one goes on.

In: a name, a key of strings and a JSON value. Out: out/eval/cache/NAME.jsonl, a line a value, only
ever appended to. A key holds the version of who answered, so nothing is ever stale. Dev sets only:
no text is written, only its hash and the answer.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tests.bench.quality.places import OUT


class Store:
    def __init__(self, name: str) -> None:
        self._path = OUT / "cache" / f"{name}.jsonl"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._known: dict[str, Any] = {}
        if self._path.exists():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                try:
                    key, value = json.loads(line)
                except ValueError:  # the line that was being written when a run was stopped
                    continue
                self._known[key] = value
            self._end_line()

    def _end_line(self) -> None:
        """What is written next starts on a line of its own."""
        if not self._path.read_bytes().endswith(b"\n"):
            with self._path.open("a", encoding="utf-8") as file:
                file.write("\n")

    def get(self, *key: str) -> Any | None:
        return self._known.get(_digest(key))

    def put(self, value: Any, *key: str) -> None:
        digest = _digest(key)
        self._known[digest] = value
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([digest, value]) + "\n")


def _digest(key: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(key).encode()).hexdigest()[:32]
