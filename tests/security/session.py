"""A whole session with Nib, as a person has one: fields, all three features, popup, menu.

In: a browser with the extension. Out: nothing; it fails where a feature did not really run, for
then the session would prove nothing.
"""

from __future__ import annotations

from tests.browser.drawn import Drawn
from tests.conftest import Extension
from tests.engine_port import EnginePort
from tests.menu import choose
from tests.popup import Popup

FIELDS = ("#review", "#subject", "#search", "#note", "#rich")
SENTENCE = "The dinner was wonderful. We recieve you with joy, and thank you very much for your "
PLAIN = "We recieve the parcels on Monday."
STARTED_S = 120.0
SELECT = """(text) => {
  const heading = document.querySelector("h1");
  heading.textContent = text;
  getSelection().selectAllChildren(heading);
}"""


def live_a_session(extension: Extension, pages: str) -> None:
    extension.worker.evaluate("() => chrome.storage.local.set({sentiment: true})")
    page = extension.context.pages[0]
    page.goto(f"{pages}/demo.html")
    drawn = Drawn(page)
    for field in FIELDS:
        page.click(field)
        page.keyboard.type(SENTENCE, delay=5)
    page.frame_locator("#frame").locator("textarea, input, [contenteditable]").first.click()
    page.keyboard.type(SENTENCE, delay=5)

    popup = Popup(extension.context, extension.id, page)
    popup.wait_for("document.querySelector('.engine.good') !== null", STARTED_S)
    popup.click("summary")
    for name in ("sentiment", "site", "enabled"):
        for _ in range(2):
            turned = str(not popup.is_on(name)).lower()
            popup.click(f"[data-name={name}]")
            popup.wait_for(
                f"document.querySelector('[data-name={name}][aria-checked={turned}]') !== null"
            )
    popup.close()

    page.click("#message")
    page.keyboard.type(SENTENCE)
    drawn.until("s.marks.length > 0 && s.tints.length > 0")
    choose(extension, "complete_here", page, editable=True)
    drawn.ghost()
    page.keyboard.press("Tab")
    choose(extension, "show_sentiment", page, editable=True)
    choose(extension, "fix_grammar", page, editable=True)
    drawn.until("s.marks.length === 0")
    page.click("h1")
    page.evaluate(SELECT, PLAIN)
    choose(extension, "fix_grammar", page, selection=PLAIN)
    drawn.until("s.card?.buttons.some((button) => button.label.startsWith('Copy'))")
    expect_all_features_ran(extension)


def expect_all_features_ran(extension: Extension) -> None:
    """The engine itself says that it answered each kind of request."""
    port = EnginePort(extension.context)
    state = port.state()
    port.close()
    assert all(state[f"{kind}_ms"] > 0 for kind in ("complete", "correct", "sentiment")), state
