"""Choose an item of the context menu: the browser's own event, dispatched in the background.

Chromium shows no native menu without a window, so the click itself is what a test cannot do; all
after it is the shipped code (FACTS.md). The tab is the real one, as the browser describes it.
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
