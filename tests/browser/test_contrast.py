"""Ghost text and lines stand out on the field's own background, whatever it is: WCAG's 3 to 1.

Ghost text is measured on the picture itself, in large letters, so that opacity and all that lies
below it count; lines, too thin for that, by their computed colour. The card's own text is axe's
business (test_card.py).
"""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import Drawn, box_of
from tests.browser.pictures import Darkroom
from tests.browser.typing import type_into
from tests.chromium import ROOT
from tests.conftest import Extension

ENOUGH = 3.0
PICTURES = ROOT / "out" / "ui"
GROUNDS = {
    "white": ("#fff", "#1d1d22"),
    "near-black": ("#111317", "#e8eaee"),
    "black on mid-grey": ("#808080", "#000"),
    "white on mid-grey": ("#6f6f6f", "#fff"),
    "grey on white": ("#fff", "#767676"),
    "pale on white": ("#fff", "#b5b5b5"),
    "yellow": ("#ffd54f", "#3a2f00"),
    "blue": ("#1565c0", "#fff"),
    "red": ("#c62828", "#fff"),
    "oklch": ("oklch(0.55 0.2 300)", "oklch(0.98 0.02 300)"),
}
# The ground as the browser paints it, and the pixel that stands out most from it.
MEASURE = """async ([data, ground]) => {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  context.fillStyle = ground;
  context.fillRect(0, 0, 1, 1);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const paper = luminance(context.getImageData(0, 0, 1, 1).data);
  const ratio = (color) => {
    const [dark, light] = [paper, luminance(color)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  if (Array.isArray(data)) return ratio(data);
  const blob = new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]);
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
  let most = 1;
  for (let i = 0; i < pixels.length; i += 4)
    most = Math.max(most, ratio([pixels[i], pixels[i + 1], pixels[i + 2]]));
  return most;
}"""
COLOURS = """(() => {
  const root = chrome.dom.openOrClosedShadowRoot(document.querySelector("div[popover=manual]"));
  const theme = getComputedStyle(root.querySelector(".theme"));
  const ghost = getComputedStyle(root.querySelector(".ghost"));
  return {
    lines: Object.fromEntries(["spelling", "grammar", "style", "positive", "negative"].map(
      (name) => [name, theme.getPropertyValue(`--${name}`)])),
    drawn: [...root.querySelectorAll("path")].filter((path) => path.getAttribute("d"))
      .map((path) => getComputedStyle(path).stroke),
    opacity: Number(ghost.opacity), underlined: ghost.textDecorationLine === "underline",
  };
})()"""


def ratio(darkroom: Darkroom, seen: str | list[int], ground: str) -> float:
    found: float = darkroom.bench.evaluate(MEASURE, [seen, ground])
    return found


def parts(color: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", color)[:3]]


@pytest.fixture
def only_words(extension: Extension) -> None:
    """No corrections, so that the pixels are the ghost's."""
    extension.worker.evaluate("chrome.storage.local.set({correction: false})")


def paint(page: Page, ground: str, ink: str) -> None:
    page.locator("#area").evaluate(
        """(field, [ground, ink]) => Object.assign(field.style,
          {background: ground, color: ink, font: "bold 30px/1.5 sans-serif", width: "900px"})""",
        [ground, ink],
    )


@pytest.mark.usefixtures("only_words")
@pytest.mark.parametrize("name", GROUNDS)
def test_ghost_text_can_be_read_and_told_from_what_is_typed(
    page: Page, drawn: Drawn, darkroom: Darkroom, name: str
) -> None:
    ground, ink = GROUNDS[name]
    paint(page, ground, ink)
    type_into(page, "#area", "I would like to take this opport")
    shown: dict[str, Any] = drawn.until("s.lines.length > 0")
    picture = darkroom.take(page, box_of(shown["lines"][0]))
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.locator("#area").screenshot(path=PICTURES / f"ghost {name}.png")
    assert ratio(darkroom, base64.b64encode(picture).decode(), ground) >= ENOUGH
    look = drawn.world.evaluate(COLOURS)
    assert look["opacity"] <= 0.8 or look["underlined"]


@pytest.mark.parametrize("name", GROUNDS)
def test_lines_stand_out(page: Page, drawn: Drawn, darkroom: Darkroom, name: str) -> None:
    ground, ink = GROUNDS[name]
    paint(page, ground, ink)
    type_into(page, "#area", "We recieve it on monday.")
    drawn.marks(2)
    look = drawn.world.evaluate(COLOURS)
    page.locator("#area").screenshot(path=PICTURES / f"lines {name}.png")
    for color in [*look["lines"].values(), *look["drawn"]]:
        assert ratio(darkroom, parts(color), ground) >= ENOUGH, look


def test_a_field_that_turns_dark_is_seen_after_a_rest(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", "We recieve it on monday.")
    drawn.marks(2)
    before = drawn.world.evaluate(COLOURS)["lines"]
    page.locator("#area").evaluate("(field) => { field.style.background = '#111' }")
    page.keyboard.type(" Well")
    rested = "new Promise((done) => setTimeout(done, 50))"
    for _ in range(100):
        if drawn.world.evaluate(COLOURS)["lines"] != before:
            return
        drawn.world.evaluate(rested)
    raise AssertionError("the lines keep the colours of a white field")
