"""Draw the toolbar icons from nib.svg: nib-SIZE.png, and nib-off-SIZE.png without its colour.

Run by hand after a change of nib.svg: `.venv/bin/python -m extension.icons.render`. The PNG files
are committed, for neither browser takes SVG in a manifest alike.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import find_chromium

FOLDER = Path(__file__).resolve().parent
SIZES_PX = (16, 32, 48, 128)
COLOUR, GREY = "#2b4acb", "#8a8f9c"


def main() -> None:
    drawing = (FOLDER / "nib.svg").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=["--no-sandbox", "--headless=new"]
        )
        page = browser.new_page()
        for name, colour in (("nib", COLOUR), ("nib-off", GREY)):
            for size in SIZES_PX:
                page.set_viewport_size({"width": size, "height": size})
                page.set_content(
                    f"<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>"
                    + drawing.replace(COLOUR, colour)
                )
                page.screenshot(path=FOLDER / f"{name}-{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
