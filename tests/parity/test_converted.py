"""Converted models in the web runtime: onnxruntime-web's WASM says what transformers said, and
npm's tokenizers reads the written tokenizer.json as PyPI's does.

One page without the extension's engine; all families one after the other.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page
from tokenizers import Tokenizer

from models.convert.conversion import convert
from models.convert.gguf_tokenizer import PRE_TOKENIZERS
from tests import chromium, pages_server
from tests.conftest import Launch
from tests.converted import NAMES, folder, reference
from tests.gguf_twin import Twin

TOLERANCE = 1e-3
SCRIPT = Path(__file__).with_name("converted.mjs")
ORT = chromium.ROOT / "node_modules" / "onnxruntime-web" / "dist"
ORT_FILES = (
    "ort.wasm.min.mjs",
    "ort-wasm-simd-threaded.mjs",
    "ort-wasm-simd-threaded.wasm",
)
TOKENIZERS = chromium.ROOT / "node_modules/@huggingface/tokenizers/dist/tokenizers.min.mjs"
TEXTS = (
    "I'll meet you at 10:30, won't I? It's  THE'LL   12345.",
    " leading and trailing  ",
    "Line\n\n  break\r\n\ttab\n",
    "Café naïve “quotes” — dash… €5.50 ½ ² 東京 👩‍👩‍👧 e\u0301",
    "snake_case(x) += `y` ~ <b>z</b> $HOME 50% #1 a@b.org",
    "",
    "\n",
    "Ünïcödé ЖЗИ αβγ ١٢٣",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to serve: script, runtime, a package a family (float32) and a pre-tokenizer."""
    served, sources = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("sources")
    for path in (SCRIPT, TOKENIZERS, *(ORT / name for name in ORT_FILES)):
        shutil.copy(path, served)
    (served / "index.html").write_text('<script type="module" src="converted.mjs"></script>')
    for name in NAMES:
        convert(folder(name, sources), served / name, "float32")
    convert(sources / "llama3", served / "int8")
    for pre in PRE_TOKENIZERS:
        twin = Twin("qwen2", sources / f"{pre}.gguf")
        twin.changes["tokenizer.ggml.pre"] = pre
        twin.write()
        convert(sources / f"{pre}.gguf", served / f"pre-{pre}")
    Twin("gemma", sources / "pieces.gguf").write()
    convert(sources / "pieces.gguf", served / "pre-pieces")
    return served


@pytest.fixture(scope="module")
def page(site: Path, launch: Launch, built: Path) -> Iterator[tuple[Page, str]]:
    with pages_server.serve(site) as url, launch(extension=built) as context:
        page = context.new_page()
        page.goto(url)
        page.wait_for_function("globalThis.isReady")
        yield page, url


def ask(page: tuple[Page, str], name: str, package: str) -> dict[str, Any]:
    right = reference(name)
    asked = {
        "url": f"{page[1]}/{package}",
        "vocabulary": right.logprobs.shape[1],
        "ids": right.token_ids,
        "positions": right.positions,
        "prompt": right.prompt,
        "count": len(right.greedy),
    }
    found: dict[str, Any] = page[0].evaluate("asked => answers(asked)", asked)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_family(page: tuple[Page, str], name: str) -> None:
    right, found = reference(name), ask(page, name, name)
    assert np.abs(np.array(found["whole"]) - right.logprobs).max() < TOLERANCE
    assert np.abs(np.array(found["steps"]) - right.logprobs).max() < TOLERANCE
    assert np.abs(np.array(found["cut"]) - right.logprobs[-1:]).max() < TOLERANCE
    assert found["greedy"] == right.greedy


def test_int8(page: tuple[Page, str]) -> None:
    right, found = reference("llama3"), ask(page, "llama3", "int8")
    divergence = np.exp(right.logprobs) * (right.logprobs - np.array(found["whole"]))
    assert divergence.sum(axis=1).mean() < 0.03


@pytest.mark.parametrize("name", ["llama2", "llama3", *(f"pre-{p}" for p in PRE_TOKENIZERS)])
def test_tokenizers_read_alike(page: tuple[Page, str], site: Path, name: str) -> None:
    assert_alike(page, site, name)


def test_pieces_are_read_alike(page: tuple[Page, str], site: Path) -> None:
    assert_alike(page, site, "pre-pieces")


def assert_alike(page: tuple[Page, str], site: Path, name: str) -> None:
    tokenizer = Tokenizer.from_file(str(site / name / "tokenizer.json"))
    asked = {"url": f"{page[1]}/{name}", "texts": TEXTS}
    found = page[0].evaluate("asked => tokenized(asked)", asked)
    for text, (ids, said) in zip(TEXTS, found, strict=True):
        expected = tokenizer.encode(text, add_special_tokens=False).ids
        assert ids == expected, text
        assert said == tokenizer.decode(expected, skip_special_tokens=False)
