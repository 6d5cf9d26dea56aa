"""Learning as a person meets it: switched on in the options, taught in a field, seen as ghost text,
looked at, paused, removed, erased; over a restart, with a damaged file, on a full disk."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests import chromium
from tests.browser.axe import AXE, OPTIONS, found
from tests.browser.conftest import Open
from tests.browser.desk import BEGUN, FILE, REST, SENTENCE
from tests.browser.options_page import STORED
from tests.browser.typing import read

SECRET = "The new number is 4929123412341234 and my password is swordfish."
PICTURES = chromium.ROOT / "out" / "ui"
# The first bytes are kept, the rest is nonsense: what a disk error leaves.
SPOIL = """async () => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("learned");
  const file = await (await folder.getFileHandle("memory.bin")).createWritable(
    {keepExistingData: true});
  await file.write({type: "write", position: 90, data: new Uint8Array(64).fill(255)});
  await file.close();
}"""


def phrases(memory: dict[str, Any]) -> list[str]:
    return [one["text"] for one in memory["phrases"]]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    return found(page.evaluate(f"axe.run(document, {OPTIONS})"))


def picture(page: Page, name: str) -> None:
    """The section at 100 % and, with half as many pixels of CSS, at 200 %; axe finds nothing."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    section = page.locator("section[aria-labelledby=learning]")
    for zoom, width in ((100, 900), (200, 450)):
        page.set_viewport_size({"width": width, "height": 3_000})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert violations(page) == []
            section.screenshot(path=PICTURES / f"learning-{name}-{scheme}-{zoom}.png")
    page.emulate_media(color_scheme="light")


def test_taught_in_a_field_seen_as_ghost_text_and_kept_over_a_restart(open_desk: Open) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(*[SENTENCE] * 3)
        assert desk.ghost_behind(BEGUN) == REST
        desk.page.keyboard.press("Tab")
        assert read(desk.page, "#serif") == SENTENCE
        options = desk.show()
        row = options.locator(".learned li", has_text=SENTENCE)
        expect(row).to_contain_text("3×")
        picture(options, "list")
        assert FILE in desk.files()
    with open_desk() as again:
        assert again.ghost_behind(BEGUN) == REST


def test_off_as_it_comes_nothing_is_learned(open_desk: Open) -> None:
    with open_desk() as desk:
        desk.write(*[SENTENCE] * 4)
        assert desk.memory()["word_count"] == 0
        options = desk.show()
        expect(options.locator("[data-name=learned_summary]")).to_have_text(
            "Nib has learned nothing yet."
        )
        picture(options, "off")
        assert desk.files() == []


def test_paused_it_offers_and_does_not_learn(open_desk: Open) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(*[SENTENCE] * 3)
        assert desk.ghost_behind(BEGUN) == REST
        desk.switch("learning_paused", True)
        desk.write("We never met Bertramowski there.")
        assert desk.memory("bertramowski")["words"] == []
        assert desk.ghost_behind(BEGUN) == REST


def test_what_is_removed_or_erased_is_gone(open_desk: Open) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(*[SENTENCE] * 3, *["Our Zorblatt office moves to Bergen soon."] * 3)
        options = desk.show()
        options.get_by_role("searchbox").fill("trond")
        expect(options.locator(".learned li")).to_have_count(2)  # the phrase and the word
        options.get_by_role("button", name=f"Remove “{SENTENCE}”").click()
        expect(options.get_by_text("is removed.")).to_be_visible()
        expect(options.locator(".learned li")).to_have_count(1)
        assert SENTENCE not in phrases(desk.memory())
        options.locator("[data-name=erase]").click()
        expect(options.locator("[data-name=erase_no]")).to_be_focused()
        picture(options, "erase")
        options.locator("[data-name=erase_no]").click()
        assert FILE in desk.files()
        options.locator("[data-name=erase]").click()
        options.locator("[data-name=erase_yes]").click()
        expect(options.locator("[data-name=learned_summary]")).to_have_text(
            "Nib has learned nothing yet."
        )
        assert desk.files() == []
        assert desk.memory()["word_count"] == 0


def test_secrets_and_pasted_text_are_not_learned(open_desk: Open) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.page.evaluate(
            """() => { document.body.insertAdjacentHTML("beforeend",
                 "<p id=source-text>The pasted Quexelby paragraph is somebody else's.</p>"); }"""
        )
        desk.page.locator("#source-text").click(click_count=3)
        desk.page.keyboard.press("Control+c")
        desk.page.locator("#area").click()
        desk.page.keyboard.press("Control+v")
        expect(desk.page.locator("#area")).to_have_value(re.compile("Quexelby"))
        desk.page.locator("#line").click()
        desk.write(SECRET, SENTENCE)
        memory = desk.memory()
        told = [one["text"].lower() for one in memory["words"] + memory["phrases"]]
        assert "zorblatt" in told
        assert not any("quexelby" in text or "swordfish" in text for text in told)
        assert not any(re.search(r"\d", text) for text in told)


def test_a_frame_cannot_ask_what_only_our_pages_may(open_desk: Open) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(SENTENCE)
        ask = """new Promise((done) => {
          const port = chrome.runtime.connect({name: "nib-engine"});
          const answers = [];
          port.onMessage.addListener((reply) => answers.push(reply) === 6 && done(answers));
          port.postMessage({kind: "memory", id: 1});
          port.postMessage({kind: "forget", id: 2});
          port.postMessage({kind: "forget", id: 3, what: "Zorblatt"});
          port.postMessage({kind: "configure", id: 4, learning: "off", phrases: []});
          port.postMessage({kind: "export_memory", id: 5});
          port.postMessage({kind: "import_memory", id: 6, content: "AAAA"});
        })"""
        answers = desk.drawn.world.evaluate(ask)
        assert [(one["kind"], one["code"]) for one in answers] == [("error", "bad_request")] * 6
        assert "Zorblatt" in [one["text"] for one in desk.memory()["words"]]


def test_a_damaged_file_is_put_aside_and_told(open_desk: Open) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(*[SENTENCE] * 3)
        desk.show()
        desk.section().evaluate(SPOIL)
    with open_desk() as again:
        again.write("It begins anew with Bertramowski.")
        options = again.show()
        expect(options.locator(".notice").first).to_contain_text("was damaged")
        expect(options.locator(".learned")).to_contain_text("Bertramowski")
        picture(options, "damaged")
        assert again.files() == ["learned/damaged.bin", FILE]


def test_a_full_disk_is_told_and_loses_nothing(open_desk: Open) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(*[SENTENCE] * 3)
        desk.show()
        before = desk.section().evaluate(STORED)
        quota = desk.context.new_cdp_session(desk.section())
        origin = f"chrome-extension://{desk.extension.id}"
        quota.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
        desk.write("We met Bertramowski there.")
        options = desk.show()
        expect(options.locator(".notice").first).to_contain_text("disk is full")
        expect(options.locator(".learned").last).to_contain_text("Bertramowski")
        picture(options, "full")
        assert desk.section().evaluate(STORED) == before
        quota.send("Storage.overrideQuotaForOrigin", {"origin": origin})
        desk.write("It goes on in Bergen.")
        options = desk.show()
        expect(options.locator(".learned").last).to_contain_text("Bergen")
        assert options.locator("section[aria-labelledby=learning] .notice").count() == 0


def test_nothing_learned_is_in_the_settings(open_desk: Open) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(*[SENTENCE] * 3)
        desk.show()
        for area in ("local", "session", "sync"):
            stored = desk.extension.worker.evaluate(
                f"async () => JSON.stringify(await chrome.storage.{area}.get())"
            )
            assert "zorblatt" not in stored.lower()
