"""The sheet out/fields.png: every field with ghost text, an underline and a card, as it is seen.

In: a PNG a field. Out: one PNG, laid out by the browser itself in an empty page.
"""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

from playwright.sync_api import Page

STYLE = """body { margin: 16px; display: grid; grid-template-columns: repeat(4, 480px); gap: 16px;
  align-items: start;
  font: 14px system-ui, sans-serif; background: #e8e8e8 }
figure { margin: 0; background: #fff } img { display: block; width: 480px }
figcaption { padding: 6px 8px; font-weight: 600 }"""


def compose(page: Page, pictures: dict[str, bytes], out: Path) -> None:
    """`pictures`: by title, in order."""
    if not pictures:
        return
    figures = "".join(
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<img src="data:image/png;base64,{base64.b64encode(png).decode()}"></figure>'
        for title, png in pictures.items()
    )
    page.set_viewport_size({"width": 2_000, "height": 800})
    page.set_content(f"<style>{STYLE}</style>{figures}")
    out.parent.mkdir(exist_ok=True)
    page.screenshot(path=out, full_page=True)
