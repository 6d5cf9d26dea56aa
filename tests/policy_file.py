"""A real policy file for Chromium on this machine, as an administrator would put it there.

In: an extension's id and what its policy says. The file and the folders that were missing are gone
at the end, also after a failed test. Needs root, and Debian's Chromium: others look elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDER = Path("/etc/chromium/policies/managed")
NAME = "nib-test.json"


def unpacked_id(folder: Path) -> str:
    """The id Chromium gives an unpacked extension without a key: of its path."""
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest)


@contextmanager
def policy_file(extension_id: str, policy: dict[str, Any]) -> Iterator[Path]:
    """Raises OSError where it may not be written."""
    missing = [folder for folder in (FOLDER, *FOLDER.parents) if not folder.exists()]
    path = FOLDER / NAME
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"3rdparty": {"extensions": {extension_id: policy}}}))
        yield path
    finally:
        path.unlink(missing_ok=True)
        for folder in missing:
            if folder.exists():
                folder.rmdir()
