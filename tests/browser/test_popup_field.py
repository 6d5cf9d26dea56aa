"""The field in use, in the popup: what is clicked there is done in the field, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import chromium
from tests.browser.drawn import Drawn
from tests.browser.popup_steps import axe_violations, store, stored, wait_for_text
from tests.browser.typing import type_into
from tests.conftest import Extension, Launch
from tests.popup import FLAG, Popup

LOADED_S = 60.0
MISTAKEN = "We recieve the parcels and definately need them."
HALF = "We receive the parcels and definately need them."
CORRECTED = "We receive the parcels and definitely need them."
ROWS = "document.querySelectorAll('.finding').length"
# From the popup's own page, as it would speak to the page; what does not fit is to do nothing.
SAY = """new Promise((done) => {
  chrome.tabs.query({active: true, currentWindow: true}).then(([tab]) => {
    const port = chrome.tabs.connect(tab.id, {name: "nib-page"});
    const answers = [];
    port.onMessage.addListener((answer) => {
      if (answers.push(answer) === 1) port.postMessage(make(answer.field));
      else { port.disconnect(); done(answer.field.count); }
    });
    port.postMessage({kind: "look"});
  });
})"""


@pytest.fixture(scope="module")
def own(launch: Launch, built: object) -> Iterator[Extension]:
    """One browser for these tests, whose engine stays loaded; the icon can be clicked."""
    with launch(extension=built, more_flags=(FLAG,)) as context:
        yield Extension(context, chromium.extension_id(context))


@pytest.fixture
def page(own: Extension, serve_pages: str) -> Page:
    own.worker.evaluate("() => chrome.storage.local.clear()")
    store(own, completion=False)  # so that what changes in a field is ours to explain
    page = own.context.pages[0]
    page.goto(f"{serve_pages}/fields.html")
    return page


def opened(own: Extension, page: Page, rows: int) -> Popup:
    popup = Popup(own.context, own.id, page)
    popup.wait_for(f"{ROWS} === {rows}", LOADED_S)
    return popup


def test_a_click_applies_one_finding_and_undo_takes_it_back(own: Extension, page: Page) -> None:
    type_into(page, "#area", MISTAKEN)
    popup = opened(own, page, 2)
    assert popup.evaluate("document.querySelector('h2').innerText") == "2 corrections"
    label = popup.evaluate("document.querySelector('.finding').textContent")
    assert label.startswith("recieve, change toreceive “recieve”"), label
    popup.click(".finding")
    expect(page.locator("#area")).to_have_value(HALF)
    popup.wait_for(f"{ROWS} === 1")
    assert axe_violations(popup) == []
    popup.close()
    page.bring_to_front()
    page.keyboard.press("Control+z")
    expect(page.locator("#area")).to_have_value(MISTAKEN)


@pytest.mark.parametrize("field", ["#area", "#rich"])
def test_fix_all_corrects_the_field(own: Extension, page: Page, field: str) -> None:
    type_into(page, field, MISTAKEN)
    popup = opened(own, page, 2)
    popup.click("[data-name=fix_all]")
    wait_for_text(popup, "Nothing to correct")
    popup.close()
    page.bring_to_front()
    assert CORRECTED in page.locator(field).evaluate("(f) => f.value ?? f.innerText")
    page.keyboard.press("Control+z")
    assert MISTAKEN in page.locator(field).evaluate("(f) => f.value ?? f.innerText")


def test_by_keys_alone_the_focus_stays_with_the_findings(own: Extension, page: Page) -> None:
    type_into(page, "#area", MISTAKEN)
    popup = opened(own, page, 2)
    while popup.evaluate("document.activeElement.className") != "finding":
        popup.press("Tab")
    popup.press("Enter")
    popup.wait_for(f"{ROWS} === 1")
    assert popup.evaluate("document.activeElement.className") == "finding"
    popup.press(" ")
    wait_for_text(popup, "Nothing to correct")
    popup.wait_for("document.activeElement.localName === 'h2'")
    expect(page.locator("#area")).to_have_value(CORRECTED)


@pytest.mark.parametrize(
    "make",
    [
        "({kind: 'fix_all', session: 0.25})",
        "({kind: 'fix_all'})",
        "({kind: 'apply_finding', session: field.session, index: 1, ...field.findings[0]})",
        "({kind: 'apply_finding', session: field.session, index: 7, ...field.findings[0]})",
        "({kind: 'apply_finding', session: field.session, index: 0, original: 'recieve',"
        " replacement: 'forged'})",
        "({kind: 'apply_finding', session: field.session, index: '__proto__',"
        " original: undefined, replacement: undefined})",
        "({kind: 'nothing', session: field.session})",
        "null",
    ],
)
def test_what_does_not_fit_does_nothing(own: Extension, page: Page, make: str) -> None:
    type_into(page, "#area", MISTAKEN)
    popup = opened(own, page, 2)
    popup.evaluate(f"globalThis.make = (field) => {make}")
    assert popup.evaluate(SAY) == 2
    expect(page.locator("#area")).to_have_value(MISTAKEN)
    popup.close()
    Drawn(page).marks(2)  # and all goes on


def test_who_is_not_the_popup_gets_no_answer(own: Extension, page: Page) -> None:
    type_into(page, "#area", MISTAKEN)
    Drawn(page).marks(2)
    with own.context.expect_page():
        own.worker.evaluate("() => chrome.runtime.openOptionsPage()")
    tab = own.context.pages[-1]
    heard = tab.evaluate(
        """async () => {
          const [tab] = await chrome.tabs.query({index: 0});
          const port = chrome.tabs.connect(tab.id, {name: "nib-page"});
          return new Promise((done) => {
            port.onMessage.addListener(done);
            const why = () => chrome.runtime.lastError?.message ?? "refused";
            port.onDisconnect.addListener(() => done(why()));
            port.postMessage({kind: "look"});
          });
        }"""
    )
    tab.close()
    assert heard == "refused"


def test_the_tone_is_told_when_asked(own: Extension, page: Page) -> None:
    text = "The food was wonderful. I loved the room. The waiter was horribly rude. We left at ten."
    type_into(page, "#area", text)
    popup = Popup(own.context, own.id, page)
    popup.wait_for("document.querySelector('[data-name=tone]') !== null")
    popup.click("[data-name=tone]")
    wait_for_text(popup, "Tone: ", LOADED_S)
    line = popup.evaluate("document.querySelector('.tone').innerText")
    assert line == "Tone: partly positive, 1 of 4 sentences negative"
    assert "sentiment" not in stored(own)


def test_a_field_that_was_not_typed_in_is_checked_when_asked(own: Extension, page: Page) -> None:
    page.locator("#area").evaluate("(field, text) => { field.value = text; }", MISTAKEN)
    page.click("#area")
    popup = Popup(own.context, own.id, page)
    wait_for_text(popup, "Not checked yet")
    popup.click("[data-name=check]")
    popup.wait_for(f"{ROWS} === 2", LOADED_S)


LEFT_ALONE = [
    ("<input id=f type=password>", "Nib never reads passwords."),
    ("<input id=f autocomplete=cc-number>", "it is for payment"),
    ("<input id=f autocomplete=one-time-code>", "it is for a code"),
    ("<textarea id=f spellcheck=false></textarea>", "no spelling marks"),
    ("<textarea id=f readonly></textarea>", "Nothing can be written"),
    ("<div class=cm-editor><textarea id=f></textarea></div>", "code editors"),
]


@pytest.mark.parametrize(("html", "words"), LEFT_ALONE)
def test_a_field_that_is_left_alone_says_why(
    own: Extension, page: Page, html: str, words: str
) -> None:
    page.evaluate("(html) => { document.body.innerHTML = html; }", html)
    page.click("#f")
    popup = Popup(own.context, own.id, page)
    wait_for_text(popup, words)
    assert popup.evaluate(ROWS) == 0
    assert axe_violations(popup) == []


def test_another_language_is_named(own: Extension, page: Page) -> None:
    german = (
        "Sehr geehrte Damen und Herren, vielen Dank für Ihre schnelle Antwort. "
        "Wir möchten den Termin gerne auf nächste Woche verschieben."
    )
    page.locator("#area").fill(german)
    page.click("#area")
    popup = Popup(own.context, own.id, page)
    wait_for_text(popup, "This looks like German. Nib knows English only.")


def test_the_field_in_a_frame_is_the_one_that_counts(
    own: Extension, page: Page, serve_pages: str
) -> None:
    other = serve_pages.replace("127.0.0.1", "localhost")
    page.evaluate(
        """(url) => new Promise((done) => {
          const frame = Object.assign(document.createElement("iframe"), {src: url, onload: done});
          document.body.prepend(frame);
        })""",
        f"{other}/fields.html",
    )
    type_into(page, "#area", MISTAKEN)
    inner = page.frames[-1]
    inner.locator("#line").click()
    page.keyboard.type("We recieve them.")
    popup = opened(own, page, 1)
    popup.click(".finding")
    expect(inner.locator("#line")).to_have_value("We receive them.")
    expect(page.locator("#area")).to_have_value(MISTAKEN)
    popup.close()
    page.click("#area")
    again = Popup(own.context, own.id, page)
    wait_for_text(again, "Not checked yet")  # it was left, and nothing was typed since


def test_fifty_rows_and_a_count_of_the_rest(own: Extension, page: Page) -> None:
    page.locator("#area").fill("\n".join(["We definately need them."] * 55))
    type_into(page, "#area", "\n")
    popup = opened(own, page, 50)
    wait_for_text(popup, "And 5 more in this field.", LOADED_S)
    assert axe_violations(popup) == []
