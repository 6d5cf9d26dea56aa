"""Takes pictures of whole pages, and compares screenshots: where ink is, whether two show the same.

The pictures are decoded by the browser itself, in a blank page. An assertion on pixels is the one
that does not rest on Nib's own measuring.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import BrowserContext, Page

from tests.browser.drawn import Box
from tests.chromium import ROOT

PICTURES = ROOT / "out" / "ui"

COMPARE = """async ([first, second]) => {
  const pixels = async (data) => {
    const blob = new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]);
    const image = await createImageBitmap(blob);
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await pixels(first), await pixels(second)];
  const shade = ({data}, i) => data[i] + data[i + 1] + data[i + 2];
  const paper = shade(a, 0);
  // Ghost ink is paler: what counts as ink is a share of each picture's own darkest.
  const depth = (image, i) => Math.abs(shade(image, i) - paper);
  const darkest = (image) => {
    let most = 1;
    for (let i = 0; i < image.data.length; i += 4) most = Math.max(most, depth(image, i));
    return most;
  };
  const least = [a, b].map((image) => darkest(image) * 0.4);
  const ink = [a, b].map((image, nth) =>
    Array.from({length: a.width * a.height}, (_, i) => depth(image, 4 * i) > least[nth]));
  const overlap = (dx, dy) => {
    let both = 0, either = 0;
    for (let y = 1; y < a.height - 1; y++) for (let x = 1; x < a.width - 1; x++) {
      const [first, second] = [ink[0][y * a.width + x], ink[1][(y + dy) * a.width + x + dx]];
      both += first && second; either += first || second;
    }
    return either ? both / either : 1;
  };
  const shifts = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [overlap(dx, dy), dx, dy]));
  const [best, dx, dy] = shifts.reduce((x, y) => (y[0] > x[0] ? y : x));
  let left = a.width, top = a.height, right = -1, bottom = -1;
  for (let i = 0; i < a.data.length; i += 4) {
    if (Math.abs(shade(a, i) - shade(b, i)) <= 60) continue;
    const [x, y] = [(i / 4) % a.width, Math.floor(i / 4 / a.width)];
    left = Math.min(left, x); right = Math.max(right, x + 1);
    top = Math.min(top, y); bottom = Math.max(bottom, y + 1);
  }
  const changed = right < 0 ? null : [left, top, right, bottom];
  return {overlap: best, shift: [dx, dy], changed};
}"""


def take_page(page: Page, name: str) -> None:
    """All of the page, in out/ui; a window as high as it has no scroll bar to cut off."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    assert before
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": before["width"], "height": height})
    page.screenshot(path=PICTURES / f"{name}.png")
    page.set_viewport_size(before)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two pictures of one place.

    overlap: ink in both to ink in either, 0..1, at the `shift` in pixels (-1, 0 or 1 each way) at
    which they agree best; changed: where they differ, unshifted.
    """

    overlap: float
    shift: tuple[int, int]
    changed: Box | None


class Darkroom:
    """Takes pictures of parts of a page and compares them in a page of its own."""

    def __init__(self, context: BrowserContext) -> None:
        self.bench: Page = context.new_page()

    def take(self, page: Page, box: Box, caret: Literal["hide", "initial"] = "hide") -> bytes:
        """caret: hiding it puts a style element into the page, which a strict policy forbids."""
        page.bring_to_front()
        width, height = box.right - box.left, box.bottom - box.top
        clip = {"x": box.left, "y": box.top, "width": width, "height": height}
        return page.screenshot(clip=clip, animations="disabled", caret=caret)  # type: ignore[arg-type]

    def compare(self, first: bytes, second: bytes) -> Comparison:
        encoded = [base64.b64encode(picture).decode() for picture in (first, second)]
        answer = self.bench.evaluate(COMPARE, encoded)
        changed = answer["changed"]
        return Comparison(
            answer["overlap"], tuple(answer["shift"]), Box(*changed) if changed else None
        )

    def close(self) -> None:
        self.bench.close()
