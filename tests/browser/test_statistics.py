"""Statistics: real typing is counted where that is wanted, shown in numbers and plots, and erased.

What must not be counted is shown by what is counted afterwards: it stands there alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests import chromium
from tests.browser.drawn import Drawn
from tests.browser.pictures import take_page
from tests.browser.private_window import open_private, private_allowed
from tests.browser.typing import expect_text, read, type_into
from tests.chromium import ROOT
from tests.conftest import Extension, Launch

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
START = "I would like to take this opport"
MISTAKEN = "We recieve the parcels."
CORRECTED = "We receive the parcels."
COUNT = """(counts) => chrome.runtime.sendMessage({kind: "count", counts:
  {shown: 0, accepted: 0, words: 0, saved: 0, corrected: {}, ...counts}})"""
READ = "async () => (await chrome.storage.local.get('statistics_days')).statistics_days ?? null"
RESET = "chrome.storage.local.remove(['statistics_days', 'statistics', 'filler'])"
# How many pixels of a plot's canvas are anything but empty.
INK = """(canvas) => {
  const {width, height} = canvas;
  const {data} = canvas.getContext("2d").getImageData(0, 0, width, height);
  return data.filter((value, index) => index % 4 === 3 && value > 0).length;
}"""


@pytest.fixture
def extension(extension: Extension) -> Iterator[Extension]:
    """The session's, with nothing counted before and after."""
    extension.worker.evaluate(RESET)
    yield extension
    extension.worker.evaluate(RESET)


@pytest.fixture
def options(extension: Extension) -> Iterator[Page]:
    page = extension.context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(extension.url("options/options.html#statistics"))
    page.get_by_role("switch", name="Count what Nib does").wait_for()  # from now on it follows
    yield page
    page.close()
    assert errors == []


def today_of(extension: Extension) -> dict[str, Any]:
    """What is stored of today; {} for nothing."""
    stored = extension.worker.evaluate(READ)
    days: dict[str, dict[str, Any]] = stored["days"] if stored else {}
    return days.get(date.today().isoformat(), {})


def wait_for_count(extension: Extension, condition: str) -> dict[str, Any]:
    """Today's counts `day`, once the JavaScript condition holds."""
    counts: dict[str, Any] = extension.worker.evaluate(
        f"""() => new Promise((done) => {{
          const look = async () => {{
            const {{statistics_days}} = await chrome.storage.local.get("statistics_days");
            const day = Object.values(statistics_days?.days ?? {{}}).at(-1);
            if (day && ({condition})) done(day);
          }};
          chrome.storage.onChanged.addListener(look);
          look();
          setTimeout(() => done({{missing: {json.dumps(condition)}}}), 10000);
        }})"""
    )
    assert "missing" not in counts, counts
    return counts


def accept_ghost(page: Page, drawn: Drawn, field: str = "#area") -> str:
    type_into(page, field, START)
    ghost = drawn.ghost()
    page.keyboard.press("Tab")
    assert read(page, field) == START + ghost
    return ghost


def leave_field(page: Page) -> None:
    """What was counted is sent at once."""
    page.locator("#open-dialog").focus()


def switch_on(extension: Extension) -> None:
    extension.worker.evaluate("chrome.storage.local.set({statistics: true})")


def test_off_nothing_is_stored(page: Page, drawn: Drawn, extension: Extension) -> None:
    accept_ghost(page, drawn)
    leave_field(page)
    switch_on(extension)
    page.reload()
    again = Drawn(page)
    ghost = accept_ghost(page, again)
    leave_field(page)
    counts = wait_for_count(extension, "day.accepted > 0")
    assert (counts["accepted"], counts["words"]) == (1, len(ghost.split()))
    extension.worker.evaluate("chrome.storage.local.set({statistics: false})")
    late = again.world.evaluate(f"({COUNT})({{words: 7}})")  # of a frame that does not know yet
    assert late == {"ok": True}
    assert today_of(extension) == counts


def test_what_is_taken_appears_in_numbers_and_plots(
    page: Page, drawn: Drawn, extension: Extension, options: Page
) -> None:
    options.get_by_role("switch", name="Count what Nib does").click()
    options.get_by_text("Nothing was counted yet.").wait_for()
    assert options.locator("canvas").count() == 0
    page.bring_to_front()
    ghost = accept_ghost(page, drawn)
    drawn.until("s.ghost === ''")
    page.locator("#area").fill("")
    type_into(page, "#area", MISTAKEN)
    drawn.marks(1)
    page.keyboard.press("Alt+j")
    assert drawn.card()["old"] == "recieve"
    page.keyboard.press("Enter")
    expect_text(page, "#area", CORRECTED)
    leave_field(page)
    counts = wait_for_count(extension, "day.accepted > 0 && day.corrected.spelling > 0")
    assert counts["shown"] >= counts["accepted"] == 1
    assert counts["words"] == len(ghost.split())
    assert counts["saved"] == len(ghost) - 1
    assert counts["corrected"] == {"spelling": 1}
    stored = json.dumps(extension.worker.evaluate(READ))
    assert not any(word in stored for word in (*ghost.split(), "recieve", "receive"))
    options.bring_to_front()
    assert_shown(options, counts)


def assert_shown(options: Page, counts: dict[str, Any]) -> None:
    saved = counts["saved"]
    expect(options.locator(".headline")).to_have_text(
        f"You saved {saved} keystroke{'s' if saved != 1 else ''} in the last 30 days."
    )
    figures = dict(
        zip(
            options.locator(".figures dt").all_inner_texts(),
            options.locator(".figures dd").all_inner_texts(),
            strict=True,
        )
    )
    assert figures["Keystrokes saved"] == str(saved)
    assert figures["Words completed"] == str(counts["words"])
    assert figures["Completions taken"] == f"{counts['accepted']} of {counts['shown']}"
    assert figures["Corrections taken"] == "1"
    for name in ("saved", "words", "completions", "corrections"):
        plot = options.locator(f".plot[data-name={name}]")
        assert plot.locator("canvas").evaluate(INK) > 500
        plot.get_by_text("As a table").click()
        today = plot.locator("tbody tr").last
        first = {"completions": "accepted"}.get(name, name)
        wanted = 1 if name == "corrections" else counts[first]
        assert today.locator("td").first.inner_text() == str(wanted)
    assert options.locator(".kinds li").all_inner_texts() == ["Spelling\n1"]


def test_typing_along_shows_one_completion_and_words_are_taken_of_one(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    switch_on(extension)
    type_into(page, "#area", START)
    ghost = drawn.ghost()
    page.keyboard.type(ghost[0])
    drawn.until(f"s.ghost === {json.dumps(ghost[1:])}", 2_000)
    page.keyboard.press("Control+ArrowRight")
    taken = read(page, "#area").removeprefix(START + ghost[0])
    leave_field(page)
    counts = wait_for_count(extension, "day.accepted > 0")
    assert (counts["shown"], counts["accepted"], counts["words"]) == (1, 1, len(taken.split()))
    assert counts["saved"] == len(taken) - 1


def test_all_of_it_is_erased_once_that_is_confirmed(extension: Extension, options: Page) -> None:
    switch_on(extension)
    options.evaluate(COUNT, {"words": 3, "saved": 1})
    options.get_by_text("You saved 1 keystroke in the last 30 days.").wait_for()
    options.get_by_role("button", name="Erase the statistics").click()
    options.get_by_role("button", name="Keep it").click()
    assert today_of(extension)["words"] == 3
    options.get_by_role("button", name="Erase the statistics").click()
    options.get_by_role("button", name="Erase it").click()
    options.get_by_text("Nothing was counted yet.").wait_for()
    assert extension.worker.evaluate(READ) is None


def test_counting_off_keeps_what_was_counted_until_it_is_erased(
    extension: Extension, options: Page
) -> None:
    switch_on(extension)
    options.evaluate(COUNT, {"words": 3, "saved": 12})
    options.get_by_role("switch", name="Count what Nib does").click()
    options.get_by_text("Counting is off.").wait_for()
    assert options.evaluate(COUNT, {"words": 3}) == {"ok": True}
    assert today_of(extension)["words"] == 3
    assert options.get_by_text("You saved 12 keystrokes").is_visible()


DAMAGED = [
    "'words'",
    "{version: 9, days: {}}",
    "{version: 1, days: {'2026-13-40': {shown: 1}, today: null}}",
    "{version: 1, days: {'2026-01-01': {shown: -1, accepted: 'x', words: 1e99, saved: 0}}}",
]


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_value_is_replaced(damaged: str, extension: Extension, options: Page) -> None:
    extension.worker.evaluate(
        f"chrome.storage.local.set({{statistics: true, statistics_days: {damaged}}})"
    )
    options.reload()
    options.get_by_text("Nothing was counted yet.").wait_for()
    assert options.evaluate(COUNT, {"words": 2}) == {"ok": True}
    assert today_of(extension)["words"] == 2


def test_counts_at_once_all_arrive(extension: Extension, options: Page) -> None:
    switch_on(extension)
    many = f"() => Promise.all(Array.from({{length: 40}}, () => ({COUNT})({{words: 1}})))"
    assert options.evaluate(many) == [{"ok": True}] * 40
    assert today_of(extension)["words"] == 40


def test_a_full_storage_loses_nothing(extension: Extension, options: Page) -> None:
    switch_on(extension)
    options.evaluate(COUNT, {"words": 5})
    before = today_of(extension)
    options.evaluate(
        """async () => {
          const {local} = chrome.storage;
          const room = local.QUOTA_BYTES - await local.getBytesInUse();
          await local.set({filler: "x".repeat(room - 10)});
        }"""
    )
    answer = options.evaluate(COUNT, {"corrected": {"spelling": 100, "capital": 100}})
    assert (answer["ok"], answer["code"]) == (False, "failed")
    assert today_of(extension) == before
    assert extension.worker.evaluate("chrome.storage.local.get('statistics')") == {
        "statistics": True
    }


def test_a_private_window_counts_nothing(
    built: Path, playwright_instance: Playwright, tmp_path: Path, serve_pages: str
) -> None:
    with private_allowed(playwright_instance, tmp_path, built) as context:
        own = Extension(context, chromium.extension_id(context))
        switch_on(own)
        private = open_private(own, f"{serve_pages}/fields.html")
        drawn = Drawn(private)
        assert drawn.world.evaluate("chrome.extension.inIncognitoContext") is True
        accept_ghost(private, drawn)
        leave_field(private)
        answer = drawn.world.evaluate(f"({COUNT})({{words: 7}})")
        assert (answer["ok"], answer["code"]) == (False, "forbidden")
        page = context.new_page()
        page.goto(f"{serve_pages}/fields.html")
        page.bring_to_front()
        ghost = accept_ghost(page, Drawn(page))
        leave_field(page)
        counts = wait_for_count(own, "day.accepted > 0")
        assert (counts["accepted"], counts["words"]) == (1, len(ghost.split()))


def a_year() -> dict[str, Any]:
    """Made up, and the same each time: more on some days, nothing on Sundays."""
    days = {}
    for ago in range(399, -1, -1):
        day = date.today() - timedelta(days=ago)
        if day.weekday() == 6:
            continue
        much = 4 + (ago * 37) % 23
        days[day.isoformat()] = {
            "shown": 3 * much,
            "accepted": much,
            "words": 2 * much + ago % 3,
            "saved": 7 * much + ago % 11,
            "corrected": {"spelling": much % 7, "comma": ago % 3, "agreement": ago % 2},
        }
    return {"version": 1, "days": days}


@pytest.mark.parametrize("scale", [1, 2])
def test_it_looks_right_and_axe_finds_nothing(scale: int, launch: Launch, built: Path) -> None:
    viewport = {"width": 1000 // scale, "height": 800 // scale}
    with launch(extension=built, viewport=viewport, scale=scale) as context:
        own = Extension(context, chromium.extension_id(context))
        own.worker.evaluate(
            "(days) => chrome.storage.local.set({statistics: true, statistics_days: days})",
            a_year(),
        )
        page = context.new_page()
        page.goto(own.url("options/options.html#statistics"))
        page.locator("canvas").last.wait_for()
        page.evaluate(AXE)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            check(page, f"statistics-{scheme}-{100 * scale}")
        page.emulate_media(color_scheme="light", forced_colors="active")
        check(page, f"statistics-forced-{100 * scale}")
        page.emulate_media(forced_colors="none")
        page.get_by_role("radio", name="Last 12 months").check()
        page.locator(".plot summary").first.click()
        page.locator(".plot .u-over").nth(2).hover()
        assert page.locator(".plot").nth(2).get_by_text("in all").count() == 0
        check(page, f"statistics-year-{100 * scale}")
        page.get_by_role("button", name="Erase the statistics").click()
        check(page, f"statistics-erase-{100 * scale}")


def check(page: Page, name: str) -> None:
    result = page.evaluate(
        f"axe.run(document, {json.dumps({'runOnly': {'type': 'tag', 'values': TAGS}})})"
    )
    found = [f"{one['id']}: {n['html']}" for one in result["violations"] for n in one["nodes"]]
    assert found == []
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)
    take_page(page, name)
