"""Choose an item of the context menu, press a shortcut: the browser's own event, dispatched in the
background.

Chromium shows no native menu without a window, so the click itself is left out; all after it is
the shipped code (FACTS.md). So it is with shortcuts, which nobody bound in a new profile. The tab
is the real one, as the browser describes it. The real menu and keys: browser/test_real_menu.py.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.conftest import Extension

DISPATCH = """async ({info, active}) => {
  const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
  chrome.contextMenus.onClicked.dispatch(info, {...tab, ...active});
}"""


def choose(
    extension: Extension,
    item: str,
    page: Page,
    *,
    editable: bool = False,
    selection: str | None = None,
    frame_id: int = 0,
    tab: dict[str, Any] | None = None,
) -> None:
    """As if `item` was clicked on `page`; `tab` overrides what the browser says of its tab."""
    page.bring_to_front()
    info: dict[str, Any] = {
        "menuItemId": item,
        "editable": editable,
        "frameId": frame_id,
        "pageUrl": page.url,
    }
    if selection is not None:
        info["selectionText"] = selection
    extension.worker.evaluate(DISPATCH, {"info": info, "active": tab or {}})


PRESS = """async ({name, active}) => {
  const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
  chrome.commands.onCommand.dispatch(name, {...tab, ...active});
}"""


def press(extension: Extension, shortcut: str, page: Page, **tab: Any) -> None:
    """As if the keys of `shortcut` were pressed on `page`: they show us its address."""
    page.bring_to_front()
    active = {"url": page.url, **tab}
    extension.worker.evaluate(PRESS, {"name": shortcut, "active": active})
