"""What is chosen on the options page holds in a field: features, kinds of finding, sites, fields,
when ghost text comes. And the way between the sections, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawn import Drawn
from tests.browser.options_page import OptionsPage
from tests.browser.typing import type_into
from tests.conftest import Extension
from tests.engine_port import EnginePort

START = "I would like to take this opport"
MISTAKE = "We saw the the end of it."
HERE = "127.0.0.1"  # the site of the test pages


@pytest.fixture
def options(extension: Extension) -> Iterator[OptionsPage]:
    """The page with nothing stored; nothing is left behind."""
    extension.worker.evaluate("chrome.storage.local.clear()")
    engine = EnginePort(extension.context)
    engine.warm("complete")  # silence says something only once the engine could speak
    engine.close()
    options = OptionsPage(extension, "features")
    options.page.set_default_timeout(15_000)
    yield options
    assert options.problems == []
    options.page.close()
    extension.worker.evaluate("chrome.storage.local.clear()")


def in_field(page: Page, drawn: Drawn, condition: str, field: str = "#area") -> None:
    """The field is used as a person would, and then shows this."""
    page.bring_to_front()
    page.locator(field).focus()
    drawn.until(condition)


def add_site(options: OptionsPage, pattern: str, what: str = "Nib is off") -> None:
    form = options.page.locator("[data-name=add-site]")
    form.get_by_label("Add a site").fill(pattern)
    form.get_by_role("combobox").select_option(label=what)
    form.get_by_role("button", name="Add").click()


def rows(options: OptionsPage, name: str) -> list[str]:
    return options.page.locator(f"[data-name={name}] li .title").all_inner_texts()


# --- features and kinds of finding


GHOST = (START, "s.ghost !== ''", "s.ghost === ''")
MARK = (MISTAKE, "s.marks.length === 1", "s.marks.length === 0")


@pytest.mark.parametrize(
    ("feature", "effect"), [("completion", GHOST), ("correction", MARK), ("enabled", GHOST)]
)
def test_a_feature_goes_and_comes_with_its_switch(
    options: OptionsPage, page: Page, drawn: Drawn, feature: str, effect: tuple[str, str, str]
) -> None:
    text, shown, gone = effect
    page.bring_to_front()
    type_into(page, "#area", text)
    drawn.until(shown)
    options.page.bring_to_front()
    options.switch(feature)
    options.expect_setting(feature, False)
    in_field(page, drawn, gone)
    options.page.bring_to_front()
    options.switch(feature)
    page.bring_to_front()
    type_into(page, "#serif", text)
    drawn.until(shown)


def test_sentiment_is_drawn_once_it_is_on(options: OptionsPage, page: Page, drawn: Drawn) -> None:
    options.go("sentiment")
    options.switch("sentiment")
    page.bring_to_front()
    type_into(page, "#area", "The food was wonderful and the people were very kind. ")
    drawn.until("s.tints.length > 0")


def test_a_kind_of_finding_is_switched_off_and_on(
    options: OptionsPage, page: Page, drawn: Drawn
) -> None:
    page.bring_to_front()
    type_into(page, "#area", MISTAKE)
    drawn.marks(1)
    options.page.bring_to_front()
    options.go("corrections")
    assert "the the end" in options.page.locator("[data-name=repeated]").inner_text()
    options.switch("repeated")
    options.expect_setting("ignored_rules", ["repeated"])
    in_field(page, drawn, "s.marks.length === 0")
    options.page.bring_to_front()
    options.switch("repeated")
    in_field(page, drawn, "s.marks.length === 1")


def test_a_rule_of_a_newer_version_is_listed_while_it_is_ignored(options: OptionsPage) -> None:
    options.go("corrections")
    options.store(ignored_rules=["newer_rule"])
    newer = options.page.get_by_role("switch", name="Newer rule")
    newer.click()
    newer.wait_for(state="detached")
    options.expect_setting("ignored_rules", [])


def test_an_ignored_finding_is_found_and_taken_back(options: OptionsPage) -> None:
    words = [f"wrod{number}" for number in range(12)]
    findings = [{"kind": "spelling", "original": word, "replacement": "word"} for word in words]
    options.store(ignored_findings=findings)
    options.go("corrections")
    search = options.page.get_by_label("Search in: Ignored corrections")
    search.fill("WROD7")
    expect(options.page.locator("[data-name=ignored] .count")).to_have_text("1 of 12 found")
    options.page.get_by_role("button", name="Take back: wrod7 → word, Spelling").click()
    options.expect_setting(
        "ignored_findings", [one for one in findings if one["original"] != "wrod7"]
    )
    search.fill("")
    assert "wrod7 → word" not in rows(options, "ignored")


# --- sites and fields


def test_a_site_is_switched_off_by_its_pattern_and_on_again(
    options: OptionsPage, page: Page, drawn: Drawn
) -> None:
    page.bring_to_front()
    type_into(page, "#area", START)
    drawn.ghost()
    options.page.bring_to_front()
    options.go("sites")
    add_site(options, f"http://{HERE}/fields*")
    options.expect_setting("sites_off", [f"{HERE}/fields*"])
    in_field(page, drawn, "s.ghost === ''")
    options.page.bring_to_front()
    options.page.get_by_role("button", name=f"Remove: {HERE}/fields*").click()
    options.expect_setting("sites_off", [])
    page.bring_to_front()
    type_into(page, "#serif", START)
    drawn.ghost()


def test_off_by_default_and_on_where_it_is_wanted(
    options: OptionsPage, page: Page, drawn: Drawn
) -> None:
    options.go("sites")
    options.page.get_by_role("radio", name="Nib is off").check()
    options.expect_setting("on_by_default", False)
    add_site(options, "localhost", "Nib is on")
    page.bring_to_front()
    type_into(page, "#area", START)
    drawn.silent()
    options.page.bring_to_front()
    add_site(options, HERE, "Nib is on")
    options.expect_setting("sites_on", ["localhost", HERE])
    page.bring_to_front()
    type_into(page, "#serif", START)
    drawn.ghost()


def test_one_feature_is_off_on_a_site(options: OptionsPage, page: Page, drawn: Drawn) -> None:
    options.go("sites")
    add_site(options, HERE, "Completion is off")
    options.expect_setting("completion_off", [HERE])
    page.bring_to_front()
    type_into(page, "#area", MISTAKE + " " + START)
    drawn.until("s.marks.length === 1 && s.ghost === ''")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the name of a site first"),
        ("a.example, b.example", "One site at a time"),
        ("chrome://settings", "begin with http or https"),
        ("localhost:8080", "Leave out the number behind the colon"),
        ("exam*.org", "A star may stand first"),
        ("me@example.org", "“me@example.org” is not the name of a site"),
    ],
)
def test_what_is_no_site_is_said_and_not_kept(options: OptionsPage, typed: str, said: str) -> None:
    options.go("sites")
    add_site(options, typed)
    expect(options.page.get_by_role("alert")).to_contain_text(said)
    assert options.setting("sites_off") is None
    add_site(options, "example.org")
    expect(options.page.locator("#site-fault")).to_have_text("")
    add_site(options, "Example.org/")
    expect(options.page.get_by_role("alert")).to_contain_text("in this list already")
    add_site(options, "example.org", "Nib is on")
    options.expect_setting("sites_on", ["example.org"])
    assert options.setting("sites_off") == []


@pytest.mark.parametrize(
    ("key", "field"),
    [("in_search_fields", "#search"), ("in_one_line", "#line"), ("in_spellcheck_off", "#source")],
)
def test_fields_are_left_alone_or_not(
    options: OptionsPage, page: Page, drawn: Drawn, key: str, field: str
) -> None:
    options.go("fields")
    if key != "in_spellcheck_off":  # which is off from the start
        options.switch(key)
        options.expect_setting(key, False)
    page.bring_to_front()
    type_into(page, field, START)
    drawn.silent()
    options.page.bring_to_front()
    options.switch(key)
    options.expect_setting(key, True)
    page.bring_to_front()
    type_into(page, "#area", START)
    drawn.ghost()
    page.locator(field).fill("")
    type_into(page, field, START)
    drawn.ghost()


def test_what_is_never_touched_stays_so_with_all_fields_on(
    options: OptionsPage, page: Page, drawn: Drawn
) -> None:
    options.store(in_spellcheck_off=True)
    options.go("fields")
    listed = options.page.locator(".plain").inner_text()
    page.bring_to_front()
    for field, words in [
        ("#password", "passwords"),
        ("#card-number", "card numbers"),
        ("#code", "one-time codes"),
        ("#user", "user names"),
        ("#codemirror", "code editors"),
    ]:
        assert words in listed
        type_into(page, field, START)
        drawn.silent(500)


# --- the way between the sections


def test_an_address_opens_its_section_and_links_follow(options: OptionsPage) -> None:
    options.page.goto(options.page.url.split("#")[0] + "#appearance")
    options.shown("appearance")
    options.page.locator("nav a[href='#sites']").click()
    options.shown("sites")
    heading = options.page.get_by_role("heading", name="Sites", exact=True)
    expect(heading).to_be_focused()
    assert options.page.title() == "Sites · Nib options"
    expect(options.page.locator("nav a[aria-current=page]")).to_have_text("Sites")
    options.page.go_back()
    options.shown("appearance")
    options.page.goto(options.page.url.split("#")[0] + "#nowhere")
    options.shown("features")


def test_the_keyboard_alone_reaches_and_changes_everything(options: OptionsPage) -> None:
    keyboard = options.page.keyboard
    options.page.bring_to_front()
    for _ in range(2):
        keyboard.press("Tab")
    expect(options.page.locator("nav a[href='#ghost-text']")).to_be_focused()
    keyboard.press("Enter")
    options.shown("ghost-text")
    keyboard.press("Tab")  # from the heading into the section
    expect(options.page.get_by_role("radio", name="Balanced")).to_be_focused()
    keyboard.press("ArrowDown")
    options.expect_setting("min_confidence", 0.25)
    keyboard.press("Tab")
    expect(options.page.get_by_role("slider", name="How sure Nib has to be")).to_be_focused()
    keyboard.press("ArrowRight")
    options.expect_setting("min_confidence", 0.3)
    keyboard.press("Tab")
    keyboard.press("ArrowRight")
    options.expect_setting("ghost_delay_ms", 20)
    expect(options.page.locator("[data-name=ghost_delay_ms] output")).to_have_text("20 ms")
    keyboard.press("Tab")
    keyboard.press("ArrowUp")
    options.expect_setting("ghost_length", "clause")
    keyboard.press("Tab")
    keyboard.press(" ")
    options.expect_setting("ghost_mid_word", False)


def test_a_narrow_window_has_a_choice_instead_of_links(options: OptionsPage) -> None:
    options.page.set_viewport_size({"width": 420, "height": 800})
    expect(options.page.get_by_role("navigation").get_by_role("link")).to_have_count(0)
    options.go("english")
    options.page.get_by_role("radio", name="United Kingdom").check()
    options.expect_setting("dialect", "uk")


def test_a_change_elsewhere_is_shown(options: OptionsPage) -> None:
    options.store(completion=False)
    options.page.get_by_role("switch", name="Completion", checked=False).wait_for()


def test_sync_is_off_until_it_is_wanted(options: OptionsPage) -> None:
    options.go("sync")
    words = options.page.get_by_role("switch", name="Sync the dictionary too", checked=False)
    expect(words).to_be_disabled()
    options.switch("sync")
    options.expect_setting("sync", True)
    words.click()
    options.expect_setting("sync_dictionary", True)


def test_the_version_is_the_manifests(options: OptionsPage) -> None:
    options.go("about")
    version = options.page.evaluate("chrome.runtime.getManifest().version")
    expect(options.page.locator("main")).to_contain_text(f"Nib {version}.")
