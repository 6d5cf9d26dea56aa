"""Typing into fields as people do, and reading them as pages do."""

from __future__ import annotations

import contextlib
from typing import Any

from playwright.sync_api import Page, TimeoutError

READ = """(field) => field.value ?? field.innerText.replace(/\\u00a0/g, " ").replace(/\\n$/, "")"""
CARET = """(field) => field.selectionStart ?? (() => {
  const range = getSelection().getRangeAt(0).cloneRange();
  range.setStart(field, 0);
  return range.toString().length;
})()"""


def type_into(page: Page, selector: str, text: str) -> None:
    """Click the field, go to its end, and type with real key events."""
    page.locator(selector).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def read(page: Page, selector: str) -> str:
    text: str = page.locator(selector).evaluate(READ)
    return text


def expect_text(page: Page, selector: str, wanted: str) -> None:
    """The field reads so, at once or when a correction is an undo step of its own (writer.ts)."""
    element = page.locator(selector).element_handle()
    with contextlib.suppress(TimeoutError):
        page.wait_for_function(
            f"([field, wanted]) => ({READ})(field) === wanted", arg=[element, wanted], timeout=5_000
        )
    assert read(page, selector) == wanted


def caret(page: Page, selector: str) -> int:
    at: int = page.locator(selector).evaluate(CARET)
    return at


def focused(page: Page) -> Any:
    return page.evaluate("document.activeElement.id")


def keys_seen(page: Page) -> list[str]:
    """The keys that reached the page's own listener since it loaded."""
    keys: list[str] = page.evaluate("window.keys")
    return keys
