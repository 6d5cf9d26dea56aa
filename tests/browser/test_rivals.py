"""Other checkers on the page: their signs, as their sources leave them, and what Nib then does."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import Drawn
from tests.browser.typing import type_into
from tests.conftest import Extension

TEXT = "We recieve the parcels and definately need them."
ADD = """([selector, tag]) => {
  const field = document.querySelector(selector);
  const made = document.createElement(tag);
  made.attachShadow({mode: "open"});
  field.before(made);
}"""
TAB = """async () => {
  const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
  return tab.id;
}"""
LOOK = """(tab) => new Promise((done) => {
  const port = chrome.tabs.connect(tab, {name: "nib-page"});
  port.onMessage.addListener((answer) => { port.disconnect(); done(answer.field?.rivals ?? []); });
  port.postMessage({kind: "look"});
})"""


class Asker:
    """Asks the active tab as the popup does, from the popup's page in a tab of its own."""

    def __init__(self, extension: Extension, page: Page) -> None:
        self._tab = extension.worker.evaluate(TAB)
        self._popup = extension.context.new_page()
        self._popup.goto(extension.url("popup/popup.html"))
        page.bring_to_front()

    def rivals(self) -> list[str]:
        named: list[str] = self._popup.evaluate(LOOK, self._tab)
        return named

    def close(self) -> None:
        self._popup.close()


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("grammarly-extension", "Grammarly"),
        ("grammarly-desktop-integration", "Grammarly"),
        ("lt-highlighter", "LanguageTool"),
        ("harper-render-box", "Harper"),
    ],
)
def test_no_corrections_where_another_checker_draws(
    page: Page, drawn: Drawn, extension: Extension, tag: str, name: str
) -> None:
    page.evaluate(ADD, ["#area", tag])
    before = page.locator("#area").evaluate("(field) => field.outerHTML")
    type_into(page, "#area", f"{TEXT} I would like to take this opport")
    assert drawn.ghost() != ""  # completing is no business of theirs
    assert drawn.now()["marks"] == []
    page.keyboard.press("Alt+j")
    assert drawn.now()["card"] is None
    asker = Asker(extension, page)
    assert asker.rivals() == [name]
    extension.worker.evaluate("chrome.storage.local.set({beside_rivals: true})")
    drawn.marks(2)
    assert asker.rivals() == []
    asker.close()
    assert page.locator("#area").evaluate("(field) => field.outerHTML") == before


def test_a_checker_that_comes_later_is_seen_after_a_rest(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", TEXT)
    drawn.marks(2)
    page.evaluate(ADD, ["#area", "grammarly-extension"])
    page.keyboard.type(" Good")
    drawn.until("s.marks.length === 0", 5_000)


def test_a_field_that_keeps_grammarly_out_is_ours(page: Page, drawn: Drawn) -> None:
    page.evaluate(ADD, ["#area", "grammarly-extension"])
    page.locator("#area").evaluate("(field) => field.setAttribute('data-gramm', 'false')")
    type_into(page, "#area", TEXT)
    drawn.marks(2)


def test_attributes_that_were_saved_with_a_page_are_no_sign(page: Page, drawn: Drawn) -> None:
    page.evaluate(
        """() => {
          document.body.setAttribute("data-gr-ext-installed", "");
          document.body.setAttribute("data-new-gr-c-s-check-loaded", "14.1157.0");
          document.documentElement.setAttribute("data-lt-installed", "true");
        }"""
    )
    type_into(page, "#area", TEXT)
    drawn.marks(2)


def test_words_are_completed_in_a_field_that_languagetool_has_taken(
    page: Page, drawn: Drawn
) -> None:
    """It switches the browser's own checker off there, which else means: leave this alone."""
    page.locator("#line").evaluate(
        """(field) => {
          field.setAttribute("data-lt-tmp-id", "lt-1");
          field.setAttribute("spellcheck", "false");
        }"""
    )
    type_into(page, "#line", f"{TEXT} I would like to take this opport")
    assert drawn.ghost() != ""
    assert drawn.now()["marks"] == []


GMAIL = """<!doctype html><title>Mail</title><style>
  #wrap { position: relative; width: 600px; font: 16px/1.5 sans-serif; }
  #body, #twin { padding: 8px; white-space: pre-wrap; }
  #body { min-height: 90px; border: 1px solid #999; }
  #twin { position: absolute; left: 1px; top: 1px; pointer-events: none; }
  #twin span { color: #777; }
</style>
<div><div id=wrap>
  <div id=body contenteditable=true role=textbox aria-label="Message Body"></div>
  <div id=twin aria-hidden=true></div>
</div></div>"""
SUGGEST = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector("#body"));
  const caret = [...range.getClientRects()].at(-1);
  const span = Object.assign(document.createElement("span"), {textContent: "unity to say"});
  span.style.cssText = `position: fixed; left: ${caret.right}px; top: ${caret.top}px`;
  document.querySelector("#twin").append(span);
}"""


def test_no_ghost_over_gmails_own(extension: Extension) -> None:
    page = extension.context.new_page()
    page.route(
        "https://mail.google.com/**",
        lambda route: route.fulfill(body=GMAIL, content_type="text/html"),
    )
    page.goto("https://mail.google.com/mail/")
    drawn = Drawn(page)
    asker = Asker(extension, page)
    type_into(page, "#body", "I would like to take this opport")
    drawn.ghost()
    page.evaluate(SUGGEST)
    page.keyboard.press("Backspace")
    page.keyboard.type("t")
    wait_s, asked = 10.0, time.monotonic()
    while asker.rivals() != ["Smart Compose"]:
        assert time.monotonic() < asked + wait_s, "Smart Compose was not noticed"
    assert drawn.now()["ghost"] == ""
    page.evaluate("document.querySelector('#twin').replaceChildren()")
    page.keyboard.press("Backspace")
    page.keyboard.type("t")
    assert drawn.ghost() != ""
    asker.close()
    page.close()
