"""Build the loadable extension: dist/nib (Chromium and Firefox) and dist/nib.zip.

Steps, each skipped when its inputs did not change: models, wheel, vendor, bundle, snapshot, zip.
Every vendored file is checked against wasm/vendor.lock.json; nothing is fetched but micropip's
wheel, through pip. Exits 1 when a model could not be built: the rest is built all the same.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import traceback
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from models import build as models_build
from wasm import snapshot
from wasm.package_models import package_models, place

ROOT = Path(__file__).resolve().parent
CACHE = ROOT / "build" / "cache"
VENDOR_LOCK = ROOT / "wasm" / "vendor.lock.json"
TIMESTAMP = (2026, 1, 1, 0, 0, 0)  # of every entry in the zip: the same inputs give the same zip
STORED = {".onnx", ".gz", ".whl", ".zip", ".png", ".bin"}  # compressed already, or weights


class BuildError(Exception):
    """A step cannot go on; the message says what to do."""


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_files(paths: Iterable[Path]) -> str:
    """One hash over files' names and contents."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(ROOT)} {sha256(path)}\n".encode())
    return digest.hexdigest()


def write_if_changed(path: Path, text: str) -> None:
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def build_models(out: Path) -> list[str]:
    """Put every model that builds into out/models. Returns the names of those that do not."""
    about: dict[str, dict[str, object]] = json.loads((ROOT / "models/index.json").read_text())
    built: dict[str, dict[str, object]] = {}
    failed: list[str] = []
    for name, entry in about.items():
        try:
            built[name] = models_build.build_model(name, entry)
        except Exception:  # one model's build must not hide the others'
            traceback.print_exc()
            failed.append(name)
    write_if_changed(models_build.OUT / "index.json", json.dumps(built, indent=1))
    package_models(built, models_build.OUT, ROOT / "build" / "split_models", out / "models")
    return failed


def build_wheel(out: Path) -> Path:
    """The wheel of py/, built anew only when its sources changed, and placed in out/wheels."""
    sources = hash_files([*(ROOT / "py/nib").rglob("*.py"), ROOT / "py/pyproject.toml"])
    folder = ROOT / "build" / "wheel" / sources[:16]
    if not list(folder.glob("*.whl")):
        shutil.rmtree(folder.parent, ignore_errors=True)
        # -P: this file is named build.py, and `-m build` must not find it.
        command = [sys.executable, "-P", "-m", "build", "--wheel", "--no-isolation"]
        done = subprocess.run(
            [*command, "--outdir", str(folder)],
            cwd=ROOT / "py",
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BuildError(f"the wheel of py/ was not built:\n{done.stdout}{done.stderr}")
    wheel = next(folder.glob("*.whl"))
    for old in (out / "wheels").glob("nib-*.whl"):
        if old.name != wheel.name:
            old.unlink()
    place(wheel, out / "wheels" / wheel.name)
    return wheel


def fetch_wheel(requirement: str, file_name: str) -> Path:
    """A wheel for Pyodide's Python from the package index, kept in build/cache."""
    path = CACHE / file_name
    if not path.exists():
        python = ["--only-binary=:all:", "--python-version", "3.14"]  # 3.11 would pick an older one
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", *python]
        subprocess.run([*command, "-d", str(CACHE), requirement], check=True)
    return path


def vendor_source(target: str, about: dict[str, str]) -> Path:
    """Where a file of the lock is found on this machine."""
    if "pypi" in about:
        return fetch_wheel(about["pypi"], Path(target).name)
    return ROOT / "node_modules" / about["npm"]


def place_vendor(out: Path) -> None:
    """Third-party files, each with the hash the lock names, and Pyodide's lock cut to micropip."""
    lock = json.loads(VENDOR_LOCK.read_text())
    for target, about in lock["files"].items():
        source = vendor_source(target, about)
        if not source.exists():
            raise BuildError(f"{source.relative_to(ROOT)} is missing: run `make setup`")
        if sha256(source) != about["sha256"]:
            raise BuildError(
                f"{source.relative_to(ROOT)} is not the file wasm/vendor.lock.json names"
            )
        if about.get("ship", True):
            place(source, out / target)
    full = json.loads((ROOT / "node_modules/pyodide/pyodide-lock.json").read_text())
    micropip = full["packages"]["micropip"]
    micropip["sha256"] = lock["files"][f"wheels/{micropip['file_name']}"]["sha256"]
    trimmed = {"info": full["info"], "packages": {"micropip": micropip}}
    write_if_changed(out / "vendor/pyodide/pyodide-lock.json", json.dumps(trimmed, indent=1))


def run_bundle(out: Path) -> None:
    command = ["node", "extension/bundle.mjs", os.path.relpath(out, ROOT)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise BuildError("the TypeScript was not bundled; esbuild's messages are above")


def build_id(wheel: Path) -> str:
    """What a snapshot depends on: the wheel's Python, Pyodide itself, and how it is made."""
    lock = json.loads(VENDOR_LOCK.read_text())["files"]
    parts = [sha256(wheel), *(lock[f"vendor/pyodide/{name}"]["sha256"] for name in snapshot.USES)]
    return hashlib.sha256("\n".join([*parts, sha256(snapshot.MAKER)]).encode()).hexdigest()[:32]


def place_snapshot(out: Path, wheel: Path, wanted: bool) -> None:
    """out/snapshot.bin.gz and out/build.json, which says what the worker is to load."""
    identity = build_id(wheel)
    about: dict[str, object] = {"build_id": identity, "wheel": wheel.name, "snapshot": None}
    target = out / "snapshot.bin.gz"
    if wanted:
        cached = ROOT / "build" / "snapshot" / f"{identity}.bin.gz"
        if not cached.exists():
            shutil.rmtree(cached.parent, ignore_errors=True)
            cached.parent.mkdir(parents=True)
            started = time.monotonic()
            snapshot.make(out, wheel.name, cached)
            print(f"snapshot: made in {time.monotonic() - started:.0f} s", flush=True)
        place(cached, target)
        about["snapshot"] = {
            "path": target.name,
            "build_id": identity,
            "bytes": cached.stat().st_size,
            "sha256": sha256(cached),
        }
    else:
        target.unlink(missing_ok=True)
    write_if_changed(out / "build.json", json.dumps(about, indent=1))


def identify(path: Path) -> str:
    """What changes when the file does. Large files are never rewritten with the same content."""
    stat = path.stat()
    return f"{stat.st_size} {stat.st_mtime_ns}" if stat.st_size > 4 << 20 else sha256(path)


def write_zip(out: Path) -> None:
    """The same package as one file, byte for byte the same for the same inputs."""
    target = out.with_suffix(".zip")
    files = sorted(path for path in out.rglob("*") if path.is_file())
    stamp = ROOT / "build" / "zip.json"
    listing = json.dumps([[path.relative_to(out).as_posix(), identify(path)] for path in files])
    if target.exists() and stamp.exists() and stamp.read_text() == listing:
        return
    with zipfile.ZipFile(target, "w") as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(out).as_posix(), TIMESTAMP)
            entry.external_attr = 0o644 << 16
            kept = path.suffix in STORED
            entry.compress_type = zipfile.ZIP_STORED if kept else zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as sink:
                shutil.copyfileobj(source, sink, 1 << 20)
    stamp.write_text(listing)


def lock_vendor() -> None:
    """Rewrite the hashes after a deliberate change of versions; review the difference."""
    lock = json.loads(VENDOR_LOCK.read_text())
    for target, about in lock["files"].items():
        path = vendor_source(target, about)
        about |= {"bytes": path.stat().st_size, "sha256": sha256(path)}
    VENDOR_LOCK.write_text(json.dumps(lock, indent=2) + "\n")


def say(step: str, started: float) -> None:
    print(f"{step}: {time.monotonic() - started:.1f} s", flush=True)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two builds at once would take each other's half-written files."""
    path = ROOT / "build" / ".lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def build(out: Path, with_snapshot: bool) -> list[str]:
    """All steps in order. Returns the names of models that could not be built."""
    out.mkdir(parents=True, exist_ok=True)
    clock = time.monotonic
    started = clock()
    failed = build_models(out)
    say("models", started)
    started = clock()
    wheel = build_wheel(out)
    say(f"wheel {wheel.name}", started)
    started = clock()
    place_vendor(out)
    say("vendor", started)
    run_bundle(out)
    started = clock()
    place_snapshot(out, wheel, with_snapshot)
    say("snapshot" if with_snapshot else "no snapshot", started)
    started = clock()
    write_zip(out)
    say(f"zip {out.with_suffix('.zip').name}", started)
    return failed


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the extension.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "nib")
    parser.add_argument("--without-snapshot", action="store_true", help="quicker; starts slower")
    parser.add_argument("--lock-vendor", action="store_true", help="rewrite wasm/vendor.lock.json")
    chosen = parser.parse_args()
    if chosen.lock_vendor:
        lock_vendor()
        return
    try:
        with one_at_a_time():
            failed = build(chosen.out.resolve(), not chosen.without_snapshot)
    except BuildError as problem:
        sys.exit(f"build: {problem}")
    if failed:
        sys.exit(
            f"build: no model for {', '.join(failed)}: see above. All else is in {chosen.out}."
        )
    print(f"build: {chosen.out}")


if __name__ == "__main__":
    main()
