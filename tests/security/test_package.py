"""What is in the package: our code makes no code from text, no markup from text, asks no host."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chromium import ROOT

SOURCES = ("extension", "wasm")
MARKUP = re.compile(
    r"\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|DOMParser|setHTMLUnsafe"
    r"|createContextualFragment|srcdoc|dangerouslySetInnerHTML"
)
CODE = re.compile(r"\beval\s*\(|\bnew\s+Function\b|\bFunction\s*\(|importScripts|\bjavascript:")
NETWORK = re.compile(
    r"\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b|\bsendBeacon\b|\bRTCPeerConnection\b"
    r"|\bWebTransport\b"
)
URL = re.compile(r"""["'`](?:https?|wss?)?:?//[^"'`\s]*""")
# Names of things, not places: nobody fetches them.
NAMESPACES = {
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/2000/xmlns/",
    "http://www.w3.org/XML/1998/namespace",
}
# What is ours, with what is bundled into it. vendor/ is pinned by hash in wasm/vendor.lock.json.
BUNDLES = (
    "background/main.js",
    "content/main.js",
    "options/options.js",
    "popup/popup.js",
    "welcome/welcome.js",
    "wasm/model_loader.js",
    "wasm/offscreen.js",
    "wasm/worker.js",
)


def sources() -> Iterator[Path]:
    for folder in SOURCES:
        for suffix in ("ts", "tsx", "html"):
            yield from (ROOT / folder).rglob(f"*.{suffix}")


def code_of(path: Path) -> str:
    """A source without its comments: they may name what the code must not do."""
    text = path.read_text()
    return re.sub(r"/\*.*?\*/|(?m:(?<![:\"'`])//.*$)|<!--.*?-->", "", text, flags=re.DOTALL)


def hits(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in sources()
        for found in pattern.finditer(code_of(path))
    ]


def test_our_sources_make_no_markup_from_text() -> None:
    assert hits(MARKUP) == []


def test_our_sources_make_no_code_from_text() -> None:
    assert hits(CODE) == []


def test_our_sources_use_no_network_but_fetch_of_own_files() -> None:
    assert hits(NETWORK) == []


def test_the_patterns_find_what_they_look_for() -> None:
    assert MARKUP.search("box.innerHTML = text")
    assert CODE.search("new Function(text)")
    assert CODE.search("eval (text)")
    assert NETWORK.search("new WebSocket(url)")
    assert URL.search("fetch('https://foreign.example/x')")
    assert URL.search('src = "//foreign.example/x"')


@pytest.mark.parametrize("bundle", BUNDLES)
def test_bundles_hold_no_eval_and_no_address(built: Path, bundle: str) -> None:
    text = (built / bundle).read_text()
    assert not re.search(r"\beval\s*\(|\bnew\s+Function\b", text)
    addresses = {found.strip("\"'`") for found in URL.findall(text)} - NAMESPACES
    assert {address for address in addresses if "." in address} == set()


@pytest.mark.parametrize(
    "page",
    [
        "options/options.html",
        "popup/popup.html",
        "wasm/offscreen.html",
        "welcome/welcome.html",
    ],
)
def test_pages_hold_no_inline_code_or_style(built: Path, page: str) -> None:
    text = (built / page).read_text()
    for script in re.findall(r"<script\b[^>]*>(.*?)</script>", text, re.DOTALL):
        assert script.strip() == ""
    assert not re.search(r"<style\b|\sstyle=|\son\w+=|https?://", text)


def test_the_content_script_is_small(built: Path) -> None:
    """It is read into every frame of every page: under 30 kB as stores and browsers pack it."""
    packed = gzip.compress((built / "content" / "main.js").read_bytes(), 9)
    assert len(packed) < 30_000
