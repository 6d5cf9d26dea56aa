"""The manifest grants what extension/README.md gives a reason for, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.chromium import ROOT

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
    "worker-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
KEYS = {
    "manifest_version",
    "name",
    "version",
    "default_locale",
    "description",
    "minimum_chrome_version",
    "browser_specific_settings",
    "icons",
    "permissions",
    "incognito",
    "background",
    "content_scripts",
    "action",
    "commands",
    "options_ui",
    "storage",
    "cross_origin_embedder_policy",
    "cross_origin_opener_policy",
    "content_security_policy",
}


@pytest.fixture(scope="module")
def manifest(built: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((built / "manifest.json").read_text())
    return content


def test_the_built_manifest_is_the_reviewed_one(built: Path) -> None:
    assert (built / "manifest.json").read_bytes() == (ROOT / "manifest.json").read_bytes()


def test_the_policy_is_exactly_the_designed_one(manifest: dict[str, Any]) -> None:
    assert manifest["content_security_policy"] == {"extension_pages": POLICY}


def test_no_key_beyond_those_reviewed(manifest: dict[str, Any]) -> None:
    assert set(manifest) == KEYS  # so no web_accessible_resources, no externally_connectable, ...


def test_permissions_are_exactly_those_with_a_reason(manifest: dict[str, Any]) -> None:
    table = (ROOT / "extension" / "README.md").read_text()
    asked, _, rest = table.partition("Not asked for:")
    reasons = set(re.findall(r"^\| `([a-zA-Z]+)` \|", asked, re.MULTILINE))
    assert (
        set(manifest["permissions"])
        == reasons
        == {
            "storage",
            "offscreen",
            "contextMenus",
            "activeTab",
        }
    )
    assert not set(re.findall(r"`(\w+)`", rest)) & set(manifest)


def test_content_scripts_are_one_bundle_in_the_isolated_world(manifest: dict[str, Any]) -> None:
    (script,) = manifest["content_scripts"]
    assert script["js"] == ["content/main.js"]
    assert script.get("world", "ISOLATED") == "ISOLATED"
    assert "css" not in script  # styles in the page could be read and fought over by the page


def test_every_file_the_manifest_names_is_there(built: Path, manifest: dict[str, Any]) -> None:
    named = [
        *manifest["icons"].values(),
        *manifest["action"]["default_icon"].values(),
        manifest["action"]["default_popup"],
        manifest["options_ui"]["page"],
        manifest["background"]["service_worker"],
        *manifest["background"]["scripts"],
        *manifest["content_scripts"][0]["js"],
    ]
    assert [name for name in named if not (built / name).is_file()] == []
