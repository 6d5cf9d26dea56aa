"""A real policy file in Chromium: it forces sites off, sets the dialect, gives words, locks them.

What does not fit is left out key by key, and the console says so without the value.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Managed
from tests.browser.desk import SENTENCE, Desk
from tests.browser.drawn import Drawn
from tests.browser.options_page import OptionsPage
from tests.conftest import Extension
from tests.inside import ContentWorld
from tests.traffic import Traffic

FILE_OF_NOTHING = {"format": "nib settings", "version": 2, "settings": {"learning": True}}
HELD = """() => new Promise((resolve) => {
  const look = async () => {
    const held = await chrome.storage.managed.get();
    if (Object.keys(held).length > 0) resolve(held);
    else setTimeout(look, 50);
  };
  look();
})"""


def held(extension: Extension) -> dict[str, Any]:
    """What the browser hands on of the policy, once it has read it."""
    found: dict[str, Any] = extension.worker.evaluate(HELD)
    return found


def open_fields(extension: Extension, url: str) -> Page:
    page = extension.context.new_page()
    page.goto(f"{url}/fields.html")
    return page


def test_a_site_is_forced_off_whatever_a_person_chose(managed: Managed, serve_pages: str) -> None:
    with managed({"sites_off": ["127.0.0.1"]}) as extension:
        assert held(extension) == {"sites_off": ["127.0.0.1"]}
        extension.worker.evaluate("chrome.storage.local.set({sites_on: ['127.0.0.1']})")
        page = open_fields(extension, serve_pages)
        traffic = Traffic(ContentWorld(page))
        page.click("#area")
        page.keyboard.type("Teh color of it. ")
        elsewhere = open_fields(extension, serve_pages.replace("127.0.0.1", "localhost"))
        elsewhere.click("#area")
        elsewhere.keyboard.type("Teh color of it. ")
        assert len(Drawn(elsewhere).marks()) == 1  # the engine is up and answers by now
        assert not any("Teh" in json.dumps(message) for message in traffic.sent())
        assert page.query_selector("[popover=manual]") is None


def test_dialect_and_words_are_the_organisations(managed: Managed, serve_pages: str) -> None:
    policy = {"dialect": "uk", "dictionary": ["Kestrelix", "labor"], "learning": False}
    with managed(policy) as extension:
        assert held(extension) == policy
        extension.worker.evaluate(
            "chrome.storage.local.set({dialect: 'us', dictionary: [], learning: true})"
        )
        page = open_fields(extension, serve_pages)
        page.click("#area")
        page.keyboard.type("The kestrelix color is labor. ")
        drawn = Drawn(page)
        (mark,) = drawn.marks()
        card = drawn.open_card_at(mark)
        assert (card["old"], card["fresh"]) == ("color", "colour")
        assert card["reason"] == "In British English: “colour”."
        drawn.press_button("Apply")
        drawn.no_card()
        assert page.input_value("#area") == "The kestrelix colour is labor. "


def test_phrases_and_words_in_a_field_and_nothing_is_learned(
    managed: Managed, serve_pages: str, tmp_path: Path
) -> None:
    phrase = "Please get in touch with the Kestrelix service desk"
    policy = {"phrases": [phrase], "dictionary": ["kestrelix"], "learning": False}
    with managed(policy) as extension:
        assert held(extension) == policy
        extension.worker.evaluate("chrome.storage.local.set({learning: true})")
        desk = Desk(extension.context, serve_pages)
        assert desk.ghost_behind(phrase[:14]) == phrase[14:]
        desk.page.keyboard.press("Tab")
        expect(desk.page.locator("#serif")).to_have_value(phrase)

        desk.page.locator("#area").click()
        desk.page.keyboard.type("The Kestrelix team will recieve it. Then they went home. ")
        (mark,) = desk.drawn.marks()
        assert desk.drawn.open_card_at(mark)["old"] == "recieve"
        desk.write(*[SENTENCE] * 4)
        assert desk.memory()["word_count"] == 0
        assert desk.files() == []

        path = tmp_path / "everything.json"
        path.write_text(json.dumps({**FILE_OF_NOTHING, "learned": "AAAA"}))
        page = OptionsPage(extension, "data").page
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Import…").click()
        chooser.value.set_files(path)
        expect(page.get_by_role("alertdialog")).to_contain_text("is left out: your organisation")
        page.get_by_role("button", name="Import it").click()
        page.get_by_text("everything.json is imported.").wait_for()
        assert desk.files() == []


def test_the_options_show_what_is_locked(managed: Managed) -> None:
    with managed({"completion": False, "dialect": "au"}) as extension:
        held(extension)
        page = extension.context.new_page()
        page.goto(extension.url("popup/popup.html"))
        switch = page.locator("[data-name=completion]")
        switch.wait_for()
        assert switch.get_attribute("aria-checked") == "false"
        assert switch.is_disabled()


def test_the_options_say_what_the_organisation_set(managed: Managed) -> None:
    policy = {
        "completion": False,
        "dialect": "au",
        "on_by_default": False,
        "sites_off": ["bank.example"],
        "dictionary": ["kestrelix", "borolane"],
    }
    with managed(policy) as extension:
        held(extension)
        options = OptionsPage(extension, "features")
        page = options.page
        switch = page.get_by_role("switch", name="Completion", checked=False)
        expect(switch).to_be_disabled()
        expect(switch).to_contain_text("Set by your organisation")
        expect(page.get_by_role("switch", name="Correction")).to_be_enabled()
        options.go("english")
        expect(page.get_by_role("radio", name="Australia", checked=True)).to_be_disabled()
        expect(page.locator("[data-name=dialect]")).to_contain_text("Set by your organisation")
        options.go("sites")
        expect(page.get_by_role("radio", name="Nib is off", checked=True)).to_be_disabled()
        expect(page.locator("[data-name=forced]")).to_contain_text("bank.example")
        options.go("dictionary")
        expect(page.locator("main")).to_contain_text("which are not listed here: 2")
        assert options.problems == []


def console_of_worker(context: BrowserContext, extension: Extension) -> list[str]:
    """What the background wrote to its console so far; the protocol tells it again."""
    assert context.browser is not None
    browser = context.browser.new_browser_cdp_session()
    told: list[str] = []
    answered: list[int] = []

    def receive(event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if message.get("method") == "Runtime.consoleAPICalled":
            told.append(" ".join(str(a.get("value")) for a in message["params"]["args"]))
        if "id" in message:
            answered.append(message["id"])

    browser.on("Target.receivedMessageFromTarget", receive)
    targets = browser.send("Target.getTargets")["targetInfos"]
    (worker,) = [t for t in targets if t["type"] == "service_worker" and extension.id in t["url"]]
    attach = {"targetId": worker["targetId"], "flatten": False}
    session = browser.send("Target.attachToTarget", attach)["sessionId"]
    message = json.dumps({"id": 1, "method": "Runtime.enable"})
    browser.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})
    while not answered:
        browser.send("Browser.getVersion")  # lets the answer in
    browser.detach()
    return told


def test_what_does_not_fit_is_left_out_and_named_without_its_value(managed: Managed) -> None:
    policy = {
        "completion": "never, says Mallory",
        "sites_off": ["example.org", "no site at all"],
        "dictionary": ["w" * 101],
        "sentiment": True,
    }
    with managed(policy) as extension:
        assert held(extension)["sentiment"] is True
        page = extension.context.new_page()
        page.goto(extension.url("popup/popup.html"))
        completion = page.locator("[data-name=completion]")
        completion.wait_for()
        assert completion.get_attribute("aria-checked") == "true"
        assert completion.is_enabled()
        assert page.locator("[data-name=sentiment]").is_disabled()
        told = console_of_worker(extension.context, extension)
        assert [line for line in told if '"sites_off"' in line]
        assert [line for line in told if '"dictionary"' in line]
        assert not [line for line in told if "Mallory" in line or "no site" in line or "ww" in line]
