// Module worker that starts Pyodide, imports all of nib and sends the memory snapshot back by PUT.
// Served only while building (wasm/snapshot.py). micropip cannot be part of a snapshot (it holds
// JavaScript objects), so the wheel it would install is unpacked; the modules are the same.
import { loadPyodide } from "/vendor/pyodide/pyodide.mjs";

const IMPORT_ALL = `
import importlib, pkgutil, sys
import nib
# Only what the browser runs; files are gone after the restore, so nothing can be imported later.
for module in pkgutil.walk_packages(nib.__path__, "nib."):
    if module.name not in ("nib.cli", "nib.runtime.native"):
        importlib.import_module(module.name)
del importlib, pkgutil, sys, nib, module
`;

async function make(wheel) {
  const pyodide = await loadPyodide({
    indexURL: new URL("/vendor/pyodide/", location.href).href,
    _makeSnapshot: true,
  });
  const bytes = await (await fetch(`/wheels/${wheel}`)).arrayBuffer();
  pyodide.unpackArchive(bytes, "wheel");
  pyodide.runPython(IMPORT_ALL);
  const snapshot = pyodide.makeMemorySnapshot();
  await fetch("/snapshot", { method: "PUT", body: snapshot });
}

make(new URL(location.href).searchParams.get("wheel")).then(
  () => postMessage("done"),
  (error) => postMessage(String(error.stack ?? error)),
);
