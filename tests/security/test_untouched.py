"""Fields Nib never touches: not a letter of them is sent anywhere, not even to its own engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.conftest import Extension
from tests.inside import ContentWorld
from tests.traffic import Traffic

# What is typed into each names it, so that a leak says where it came from.
UNTOUCHED = {
    "password": '<input type="password">',
    "new-password": '<input type="password" autocomplete="new-password">',
    "shown-password": '<input type="password" id="shown">',
    "named-password": '<input type="text" name="userPassword">',
    "card": '<input autocomplete="cc-number">',
    "card-name": '<input autocomplete="section-a billing cc-name">',
    "code": '<input autocomplete="one-time-code">',
    "short-code": '<input maxlength="6" name="otp">',
    "username": '<input autocomplete="username">',
    "email": '<input type="email">',
    "text-email": '<input type="text" autocomplete="email">',
    "telephone": '<input type="tel">',
    "number": '<input type="text" inputmode="numeric">',
    "address": '<input type="url">',
    "readonly": "<textarea readonly></textarea>",
    "source": '<textarea spellcheck="false"></textarea>',
    "editor": '<div class="CodeMirror"><textarea></textarea></div>',
    "locked": '<div contenteditable="false" tabindex="0">x</div>',
}
WHILE_OFF = "Not for anyone. "
ALLOWED = '<textarea id="allowed" rows="4" cols="60"></textarea>'


@pytest.fixture
def page(fresh_extension: Extension, serve_pages: str) -> Iterator[Page]:
    page = fresh_extension.context.pages[0]
    page.goto(f"{serve_pages}/demo.html")
    yield page


def place_fields(page: Page) -> None:
    fields = [f'<div data-name="{name}">{html}</div>' for name, html in UNTOUCHED.items()]
    page.evaluate("(html) => { document.body.innerHTML = html; }", "".join([*fields, ALLOWED]))


def type_into(page: Page, name: str) -> None:
    field = page.locator(f'[data-name="{name}"]').locator("input, textarea, div").last
    field.click(force=True)
    if name == "shown-password":
        page.evaluate("() => { document.querySelector('#shown').type = 'text'; }")
    page.keyboard.type(f"secret {name} text. She have it ")


def test_untouched_fields_send_nothing(page: Page, fresh_extension: Extension) -> None:
    place_fields(page)
    traffic = Traffic(ContentWorld(page))
    for name in UNTOUCHED:
        type_into(page, name)
    page.click("#allowed")
    page.keyboard.type("An allowed text. ")
    traffic.wait_for("An allowed text.")  # the control: this one is looked at
    sent = [str(message) for message in traffic.sent()]
    leaks = [name for name in UNTOUCHED if any(f"secret {name}" in message for message in sent)]
    assert leaks == []
    assert not any("secret" in message for message in sent)


@pytest.mark.parametrize("settings", [{"enabled": False}, {"sites_off": ["127.0.0.1"]}])
def test_nothing_is_sent_where_nib_is_off(
    settings: dict[str, object], page: Page, fresh_extension: Extension
) -> None:
    place_fields(page)
    traffic = Traffic(ContentWorld(page))
    fresh_extension.worker.evaluate("(settings) => chrome.storage.local.set(settings)", settings)
    page.click("#allowed")
    page.keyboard.type(WHILE_OFF)
    fresh_extension.worker.evaluate("() => chrome.storage.local.clear()")
    page.wait_for_selector("[popover=manual]", state="attached")  # Nib has come to the field
    page.keyboard.type("And on again. ")
    traffic.wait_for("And on again.")
    texts = [message.get("before", message.get("text", "")) for message in traffic.sent()]
    assert [text for text in texts if 0 < len(text) <= len(WHILE_OFF)] == []


def test_a_field_turned_into_a_password_falls_silent(page: Page) -> None:
    place_fields(page)
    page.evaluate(
        "() => { document.querySelector('#allowed').outerHTML = '<input id=field>"
        "<textarea id=allowed></textarea>'; }"
    )
    traffic = Traffic(ContentWorld(page))
    page.click("#field")
    page.evaluate("() => { document.querySelector('#field').type = 'password'; }")
    page.keyboard.type("now secret ")
    page.evaluate("() => { document.querySelector('#field').type = 'text'; }")
    page.keyboard.type("still secret ")
    page.click("#allowed")
    page.keyboard.type("An allowed text. ")
    traffic.wait_for("An allowed text.")
    assert not any("secret" in str(message) for message in traffic.sent())
