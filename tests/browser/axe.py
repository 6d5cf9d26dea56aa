"""axe-core on the card in its closed shadow root, where the content script has it."""

from __future__ import annotations

import json
from typing import Any

from tests.browser.drawn import Drawn
from tests.chromium import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = json.dumps({"runOnly": {"type": "tag", "values": TAGS}})
# axe walks open roots, and measures colours within the body alone. In the content script's own
# world, and there alone, the host says it has such a root; and it is moved into the body, open as
# it is. What is looked at is the shipped card.
ON_OVERLAY = f"""(() => {{
  const hosts = [...document.querySelectorAll("div[popover=manual]")];
  for (const host of hosts)
    Object.defineProperty(host, "shadowRoot", {{
      configurable: true, value: chrome.dom.openOrClosedShadowRoot(host)}});
  const root = hosts[0].shadowRoot;
  for (const host of hosts) document.body.moveBefore(host, null);
  root.getAnimations().forEach((one) => one.finish());
  const card = {{fromShadowDom: ["div[popover=manual]", ".card:not([hidden])"]}};
  return axe.run({{include: [card]}}, {OPTIONS});
}})()"""


def found(result: Any) -> list[str]:
    """One line a node that breaks a rule."""
    return [f"{one['id']}: {node['html']}" for one in result["violations"] for node in one["nodes"]]


def violations_of_card(drawn: Drawn) -> list[str]:
    """What axe has against the open card; fails if it looked at nothing."""
    drawn.world.evaluate(AXE)
    result = drawn.world.evaluate(ON_OVERLAY)
    checked = {one["id"] for one in result["passes"] + result["violations"]}
    assert {"aria-dialog-name", "button-name", "color-contrast"} <= checked, checked
    return found(result)
