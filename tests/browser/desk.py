"""A browser that learns: its options page and a page of fields, taught by typing, asked for what
it knows."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests import chromium
from tests.browser.drawn import Drawn
from tests.browser.options_page import STORED
from tests.conftest import Extension
from tests.engine_port import EnginePort

SENTENCE = "Please greet our Zorblatt coordinator in Trondheim for me."
BEGUN, REST = SENTENCE[:10], SENTENCE[10:]
FILE = "learned/memory.bin"


class Desk:
    """A browser, its options page and a page of fields."""

    def __init__(self, context: BrowserContext, pages: str) -> None:
        self.extension = Extension(context, chromium.extension_id(context))
        self.context = context
        self.pages = pages
        self.page = self.fields(context)
        self.drawn = Drawn(self.page)
        self.options: Page | None = None
        self.is_met = False

    def fields(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.goto(f"{self.pages}/fields.html")
        return page

    # --- writing

    def write(self, *sentences: str) -> None:
        """Each in a field of its own, which is then left."""
        self.meet_nib()
        page = self.page
        page.bring_to_front()
        for sentence in sentences:
            page.locator("#area").fill("")
            page.locator("#area").click()
            page.keyboard.type(sentence)
            page.locator("#line").click()

    def meet_nib(self) -> None:
        """In a browser that just started, what is typed before Nib is there is not learned."""
        if not self.is_met:
            self.is_met = True
            self.page.bring_to_front()
            self.page.locator("#serif").click()
            self.page.keyboard.type("I would like to take this opport", delay=50)
            self.drawn.ghost()

    def ghost_behind(self, text: str) -> str:
        self.meet_nib()
        self.page.bring_to_front()
        self.page.locator("#serif").fill("")
        self.page.locator("#serif").click()
        self.page.keyboard.type(text)
        return self.drawn.ghost()

    # --- the section of the options

    def section(self) -> Page:
        if self.options is None:
            self.options = self.context.new_page()
            self.options.goto(self.extension.url("options/options.html#learning"))
        self.options.bring_to_front()
        return self.options

    def switch(self, name: str, on: bool) -> None:
        switch = self.section().locator(f"[data-name={name}]")
        if (switch.get_attribute("aria-checked") == "true") != on:
            switch.click()
        expect(switch).to_have_attribute("aria-checked", str(on).lower())

    def show(self) -> Page:
        """What Nib has learned, asked for anew."""
        options = self.section()
        options.reload()
        options.locator("[data-name=show_learned]").click()
        options.locator("[data-name=learned_summary]").wait_for()
        return options

    def files(self) -> list[str]:
        stored: list[list[Any]] = self.section().evaluate(STORED)
        return [name for name, _ in stored]

    def memory(self, search: str = "") -> dict[str, Any]:
        port = EnginePort(self.context)
        answer = port.ask(kind="memory", search=search)
        port.close()
        return answer
