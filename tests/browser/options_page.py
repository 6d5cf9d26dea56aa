"""The options page as people use it: clicks, a chosen folder, and what the page then says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.conftest import Extension

WAIT_MS = 60_000
STORED = """async () => {
  const names = [];
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder) {
      if (handle.kind === "directory") await walk(handle, `${path}${name}/`);
      else names.push([path + name, (await handle.getFile()).size]);
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return names.sort();
}"""
# Writes zeros over a stored file's first bytes, or cuts it: a disk error, as the browser sees it.
SPOIL = """async ([id, name, size]) => {
  const root = await navigator.storage.getDirectory();
  const folder = await (await root.getDirectoryHandle("models")).getDirectoryHandle(id);
  if (size === null) return folder.removeEntry(name);
  const file = await (await folder.getFileHandle(name)).createWritable({keepExistingData: true});
  if (size < 0) await file.write({type: "write", position: 0, data: new Uint8Array(64)});
  else await file.truncate(size);
  await file.close();
}"""


class OptionsPage:
    """The options, open in a tab, at the section that `section` names."""

    def __init__(self, extension: Extension, section: str = "language-model") -> None:
        self.problems: list[str] = []
        self.page: Page = extension.context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        # Armed from the start: a quick Enter would open the browser's own dialogue before it is.
        self.page.on("filechooser", lambda _: None)
        self.page.goto(extension.url(f"options/options.html#{section}"))
        self.shown(section)

    def shown(self, section: str) -> None:
        """Waits until this section is the one that is shown."""
        self.page.locator(f"section[aria-labelledby={section}]").wait_for()
        if section == "language-model":
            self.page.locator("li.model").first.wait_for()  # what was cut off is cleared away

    def go(self, section: str) -> None:
        """Click the section's link, or choose it where the window is narrow."""
        jump = self.page.get_by_role("combobox", name="Section", exact=True)
        if jump.is_visible():
            jump.select_option(section)
        else:
            self.page.locator(f"nav a[href='#{section}']").click()
        self.shown(section)

    def switch(self, name: str) -> None:
        """Click a switch; it is then the other way."""
        found = self.page.locator(f"[data-name={name}]")
        was = found.get_attribute("aria-checked")
        found.click()
        self.page.locator(f"[data-name={name}]:not([aria-checked={was}])").wait_for()

    def setting(self, key: str) -> Any:
        """What is stored under a key; None for nothing."""
        return self.page.evaluate("async (key) => (await chrome.storage.local.get(key))[key]", key)

    def store(self, **settings: Any) -> None:
        """Settings as another page would store them, before anything is clicked here."""
        self.page.evaluate("(settings) => chrome.storage.local.set(settings)", settings)

    def expect_setting(self, key: str, wanted: Any) -> None:
        """The setting is stored so, now or in a moment."""
        self.page.wait_for_function(
            "async ([key, wanted]) => JSON.stringify((await chrome.storage.local.get(key))[key])"
            " === JSON.stringify(wanted)",
            arg=[key, wanted],
        )

    def choose(self, folder: Path) -> None:
        """Click "Load a model from a folder..." and choose `folder`."""
        self.page.bring_to_front()
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="Load a model from a folder").click()
        chooser.value.set_files(folder)

    def load(self, folder: Path) -> str:
        """The same; what the page says when it is over."""
        self.choose(folder)
        return self.outcome()

    def outcome(self) -> str:
        said = self.page.locator(".outcome:not(:empty)")
        said.wait_for(timeout=WAIT_MS)
        return said.inner_text()

    def card(self, title: str) -> Locator:
        return self.page.locator("li.model").filter(has=self.page.get_by_text(title, exact=True))

    def titles(self) -> list[str]:
        return self.page.locator("li.model h3 span:first-child").all_inner_texts()

    def in_use(self) -> str:
        return self.page.locator("li.model.used h3 span:first-child").inner_text()

    def id_of(self, title: str) -> str:
        return self.card(title).get_attribute("data-id") or ""

    def use(self, title: str) -> None:
        self.card(title).get_by_role("button", name="Use").click()
        self.card(title).get_by_text("In use").wait_for()

    def remove(self, title: str) -> None:
        self.card(title).get_by_role("button", name="Remove").click()
        self.card(title).get_by_role("button", name="Remove it").click()
        self.card(title).wait_for(state="detached")

    def stored(self) -> list[tuple[str, int]]:
        """Every file in the browser's storage of the extension: path and bytes."""
        return [(path, size) for path, size in self.page.evaluate(STORED)]

    def spoil(self, title: str, role: str, size: int | None) -> None:
        """Damage a stored file: cut it to `size` bytes, zero its start (-1), remove it (None)."""
        self.page.evaluate(SPOIL, [self.id_of(title), role, size])
