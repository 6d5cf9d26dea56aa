"""Build every model the package ships into build/models/ and write its index.json.

Each folder models/NAME has export.py with `export(out: Path) -> dict[role, file name]`; it
fetches, converts or copies what that model needs into `out`. Roles: "graph" (WASM and native),
"graph_webgpu", "tokenizer", "data". The index gives each file's bytes and sha256; both runtimes
check them on load. A model whose sources did not change is not built again.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import shutil
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "models"
OUT = ROOT / "build" / "models"
LOCK = ROOT / "requirements.lock"  # another converter version may give other bytes
BUILDERS = {"language": ("convert",)}  # folders whose code decides a model's bytes beside its own


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(name: str) -> str:
    """One hash over everything that decides a model's bytes."""
    digest = hashlib.sha256(sha256(LOCK).encode())
    for folder in (name, *BUILDERS.get(name, ())):
        for path in sorted((SOURCES / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".md":
                digest.update(f"{path.relative_to(SOURCES)} {sha256(path)}\n".encode())
    return digest.hexdigest()


def build_model(name: str, about: dict[str, object]) -> dict[str, object]:
    """The index entry of one model, built unless build/models/NAME already fits its sources."""
    out = OUT / name
    entry_path = out / "entry.json"
    made_from = fingerprint(name)
    if entry_path.exists():
        entry: dict[str, object] = json.loads(entry_path.read_text())
        if entry["made_from"] == made_from:
            return {**entry, **about}
    print(f"models: building {name} ...", flush=True)
    started = time.monotonic()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    roles: dict[str, str] = importlib.import_module(f"models.{name}.export").export(out)
    files = {
        role: {
            "path": f"{name}/{file}",
            "bytes": (out / file).stat().st_size,
            "sha256": sha256(out / file),
        }
        for role, file in roles.items()
    }
    entry = {**about, "files": files, "made_from": made_from}
    entry_path.write_text(json.dumps(entry, indent=1))
    print(f"models: {name} built in {time.monotonic() - started:.0f} s", flush=True)
    return entry


def main() -> None:
    sys.path.insert(0, str(ROOT))
    index: dict[str, dict[str, object]] = json.loads((SOURCES / "index.json").read_text())
    built = {name: build_model(name, about) for name, about in index.items()}
    (OUT / "index.json").write_text(json.dumps(built, indent=1))


if __name__ == "__main__":
    main()
