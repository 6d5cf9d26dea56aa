"""The peers' npm packages, unpacked into build/bench/node, each pinned by version and sha512.

In: nothing but npm's registry, by `npm pack`. Out: a folder a package. Nothing is installed: no
script of theirs runs outside the browser, and package.json stays free of what only the bench needs.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from tests.chromium import ROOT

BENCH = ROOT / "build" / "bench"
NODE = BENCH / "node"


@dataclass(frozen=True, slots=True)
class Package:
    name: str
    version: str
    sha512: str  # base64, as npm's own lock files have it


WLLAMA = Package(
    "@wllama/wllama",
    "3.13.0",
    "ZvoRdQAn+E+18EvQ9qS036gudiI9rbZRBJgG/qNICPPwrA0Y6SMMdbziz/j7K/0WxcbJlhaRraVIYsnEy732NA==",
)
TRANSFORMERS = Package(
    "@huggingface/transformers",
    "4.3.1",
    "5+voSeUCFK6PCKlY15dPhNOKq3/zOTxDN7oC+Wy9dFb1QZ0TSQomZRRy7URRK8YRuUoE9fGMQTTPC5d/pWBJhA==",
)
# The version that TRANSFORMERS names, for its .wasm: the JavaScript is in its own bundle.
ONNXRUNTIME = Package(
    "onnxruntime-web",
    "1.31.0-dev.20260914-8d85527a0",
    "Iy7rtadoBgxS/LLvDr3QW38DB1PNXRnr0GJMcL0TAt7c9qjgVQl83UlGCVyeAnK2InpmW8Uc3PL8XIuqtDeF6g==",
)


class FetchError(Exception):
    """npm gave no such package, or not the file expected."""


def fetch(package: Package) -> Path:
    """The unpacked package; downloaded once."""
    short = package.name.rpartition("/")[2]
    folder = NODE / short
    stamp = folder / ".sha512"
    if stamp.exists() and stamp.read_text() == package.sha512:
        return folder
    print(f"bench: downloading {package.name} {package.version} ...", flush=True)
    packed = _pack(package)
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(packed) as archive:
        archive.extractall(NODE / "unpacked", filter="data")
    (NODE / "unpacked" / "package").rename(folder)
    shutil.rmtree(NODE / "unpacked")
    packed.unlink()
    stamp.write_text(package.sha512)
    return folder


def _pack(package: Package) -> Path:
    """The package's archive, its sha512 checked."""
    NODE.mkdir(parents=True, exist_ok=True)
    wanted = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(NODE), wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FetchError(f"npm could not fetch {wanted}")
    packed = NODE / done.stdout.split()[-1]
    found = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if found != package.sha512:
        packed.unlink()
        raise FetchError(f"{wanted} is not the file expected: its sha512 differs")
    return packed
