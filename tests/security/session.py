"""A whole session with Nib, as a person has one: fields, all three features, popup, menu.

In: a browser with the extension. Out: nothing; it fails where a feature did not really run, for
then the session would prove nothing.
"""

from __future__ import annotations

from tests.conftest import Extension
from tests.engine_port import EnginePort
from tests.menu import choose
from tests.popup import Popup

FIELDS = ("#message", "#review", "#subject", "#search", "#note", "#rich")
SENTENCE = "Thank you for the wonderful dinner, she have enjoyed it alot and I look forward to "
STARTED_S = 120.0


def live_a_session(extension: Extension, pages: str) -> None:
    extension.worker.evaluate("() => chrome.storage.local.set({sentiment: true})")
    page = extension.context.pages[0]
    page.goto(f"{pages}/demo.html")
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
            popup.click(f"[data-name={name}]")
    popup.close()

    for item in ("fix_grammar", "show_sentiment", "complete_here"):
        page.click("#message")
        choose(extension, item, page, editable=True)
    page.dblclick("h1")
    choose(extension, "fix_grammar", page, selection="She have a nice day.")
    expect_all_features_ran(extension)


def expect_all_features_ran(extension: Extension) -> None:
    """The engine itself says what it answered; "partly" would make the session's silence cheap."""
    port = EnginePort(extension.context)
    port.page.evaluate(
        """(wait_ms) => new Promise((done, fail) => {
          const kinds = ["complete_ms", "correct_ms", "sentiment_ms"];
          const until = performance.now() + wait_ms;
          nib.port.onMessage.addListener(({kind, state}) => {
            if (kind !== "state") return;
            if (kinds.every((kind) => state[kind] > 0)) done();
            else if (performance.now() > until) fail(new Error(JSON.stringify(state)));
            else setTimeout(() => nib.post({kind: "state"}), 100);
          });
          nib.post({kind: "state"});
        })""",
        STARTED_S * 1000,
    )
    port.close()
