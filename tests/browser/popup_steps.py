"""What the popup's tests have in common: settings in and out, axe-core in the popup."""

from __future__ import annotations

import json
from typing import Any

from tests.browser.axe import AXE, OPTIONS, found
from tests.conftest import Extension
from tests.popup import Popup


def stored(extension: Extension) -> dict[str, Any]:
    """The settings that were written, without their version."""
    settings: dict[str, Any] = extension.worker.evaluate("() => chrome.storage.local.get()")
    for mark in ("version", "welcomed"):
        settings.pop(mark, None)
    return settings


def store(extension: Extension, **settings: object) -> None:
    extension.worker.evaluate("(settings) => chrome.storage.local.set(settings)", settings)


def wait_until(popup: Popup, name: str, on: bool) -> None:
    checked = json.dumps(json.dumps(on))
    popup.wait_for(f"document.querySelector('[data-name={name}]').ariaChecked === {checked}")


def wait_for_text(popup: Popup, text: str, wait_s: float = 15.0) -> None:
    popup.wait_for(f"document.body.innerText.includes({json.dumps(text)})", wait_s)


def axe_violations(popup: Popup) -> list[str]:
    popup.evaluate(AXE)
    # A running transition shows colours that are nobody's choice.
    popup.evaluate(
        "document.getAnimations().forEach((one) =>"
        " one.effect.getComputedTiming().endTime < Infinity ? one.finish() : one.cancel())"
    )
    return found(popup.evaluate(f"axe.run(document, {OPTIONS})"))
