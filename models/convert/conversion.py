"""From SOURCE to OUT: open the folder or the file, gather what is known of it, write the package.

In: two paths and how weights are stored. Out: the folder OUT. Raises ConvertError with a line for
people; then OUT is as it was.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from . import gguf_tokenizer, hf_tokenizer
from .errors import ConvertError
from .gguf_file import GgufFile
from .hf_folder import HfFolder, weight_files
from .package import Facts, check_out, file_sha256, write_package
from .tokenizer_json import dumps, for_pieces, load, size

NOT_STATED = "not stated"


def convert(source: Path, out: Path, weights: str = "int8") -> None:
    """weights: "int8" or "float32"."""
    check_out(out)
    if source.is_dir():
        convert_folder(source, out, weights)
    elif source.is_file():
        convert_gguf(source, out, weights)
    else:
        raise ConvertError(f"{source} does not exist")


def convert_folder(folder: Path, out: Path, weights: str) -> None:
    whole = hf_tokenizer.read(folder)
    source = HfFolder(folder, size(whole))
    tokenizer = hf_tokenizer.fitted(whole, source.shape.vocabulary)
    digest = hashlib.sha256()
    files = [folder / "config.json", folder / "tokenizer.json", *weight_files(folder)]
    for path in files:
        digest.update(f"{path.name} {file_sha256(path)}\n".encode())
    title = folder.resolve().name
    start = hf_tokenizer.start(folder, whole)
    facts = Facts(
        title, stated_licence(folder), title, digest.hexdigest(), source.parameters, start
    )
    write_package(out, source, tokenizer, facts, weights)


def stated_licence(folder: Path) -> str:
    """The model card's front matter has it."""
    try:
        lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return NOT_STATED
    if not lines or lines[0] != "---":
        return NOT_STATED
    for line in lines[1:]:
        if line == "---":
            break
        if line.startswith("license:"):
            return line.removeprefix("license:").strip(" \"'") or NOT_STATED
    return NOT_STATED


def convert_gguf(path: Path, out: Path, weights: str) -> None:
    source = GgufFile(path)
    whole = for_pieces(gguf_tokenizer.tokenizer_of(source), source.shape.vocabulary)
    tokenizer = dumps(whole)
    load(tokenizer, "the GGUF's vocabulary")
    facts = Facts(
        title=str(source.fields.get("general.name", path.stem)),
        licence=str(source.fields.get("general.license", NOT_STATED)),
        source_name=path.name,
        source_sha256=file_sha256(path),
        parameters=source.parameters,
        start=gguf_tokenizer.start(source),
    )
    write_package(out, source, tokenizer, facts, weights)
