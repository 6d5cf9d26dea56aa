"""What a hostile page can reach of Nib: nothing. And what Nib's own pages may run: their files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.conftest import Extension
from tests.inside import ContentWorld

FORGED = """() => {
  const kinds = ["wake_engine", "add_word", "fix_grammar", "show_sentiment", "complete_here",
    "complete", "correct", "sentiment", "warm", "state", "look", "check", "fix_all",
    "apply_finding", "show_power", "menu_at"];
  for (const kind of kinds) {
    const message = {kind, id: 1, word: "forged", text: "forged", selection: "forged",
      features: ["complete"], before: "forged", after: "", min_confidence: 0, dictionary: []};
    window.postMessage(message, "*");
    window.dispatchEvent(new MessageEvent("message", {data: message}));
    document.dispatchEvent(new CustomEvent(kind, {detail: message}));
    new BroadcastChannel("nib-engine").postMessage(message);
  }
}"""
HOSTS = """async () => {
  const hosts = await chrome.runtime.getContexts({contextTypes: ["OFFSCREEN_DOCUMENT"]});
  return hosts.length;
}"""


@pytest.fixture
def page(fresh_extension: Extension, serve_pages: str) -> Iterator[Page]:
    page = fresh_extension.context.pages[0]
    page.goto(f"{serve_pages}/demo.html")
    yield page


def settle(page: Page) -> None:
    """Let the tasks queued in the page and in its content script run, and the router answer."""
    ContentWorld(page).evaluate(
        "new Promise((done) => setTimeout(() => requestIdleCallback(done)))"
        ".then(() => chrome.runtime.sendMessage({kind: 'unknown'}))"
    )


def test_forged_messages_of_a_page_do_nothing(page: Page, fresh_extension: Extension) -> None:
    page.evaluate(FORGED)
    settle(page)
    assert fresh_extension.worker.evaluate(HOSTS) == 0
    assert fresh_extension.worker.evaluate("() => chrome.storage.local.get()") == {"welcomed": True}


HOSTILE = """<!doctype html><textarea id="message"></textarea><script>
const field = document.querySelector("#message");
field.focus();
for (const key of "She have a secret ") {
  field.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
  field.value += key;
  const input = {data: key, inputType: "insertText", bubbles: true, composed: true};
  field.dispatchEvent(new InputEvent("beforeinput", {...input, cancelable: true}));
  field.dispatchEvent(new InputEvent("input", input));
  field.dispatchEvent(new KeyboardEvent("keyup", {key, bubbles: true}));
}
</script>"""


def test_forged_keys_and_input_wake_nothing(page: Page, fresh_extension: Extension) -> None:
    # The page's own script does it: what the debugging protocol runs counts as a user's act.
    served = {"body": HOSTILE, "content_type": "text/html"}
    page.route("**/hostile.html", lambda route: route.fulfill(**served))
    page.goto(page.url.replace("demo.html", "hostile.html"))
    settle(page)
    assert page.input_value("#message") == "She have a secret "
    assert fresh_extension.worker.evaluate(HOSTS) == 0
    page.keyboard.type("really typed ")  # the control: this does wake it
    fresh_extension.worker.evaluate(
        f"""async () => {{
          const count = {HOSTS};
          while (!(await count())) await new Promise((next) => setTimeout(next, 20));
        }}"""
    )


def test_a_page_has_no_way_to_the_extension(page: Page, fresh_extension: Extension) -> None:
    page.click("#message")
    page.keyboard.type("Hello ")
    assert page.evaluate("() => typeof chrome?.runtime?.sendMessage") == "undefined"
    assert page.evaluate("() => typeof chrome?.runtime?.connect") == "undefined"
    assert page.evaluate("() => typeof browser") == "undefined"


FILES = (
    "manifest.json",
    "popup/popup.html",
    "icons/nib-32.png",
    "wasm/worker.js",
    "models/index.json",
)


@pytest.mark.parametrize("path", FILES)
def test_a_page_cannot_load_the_extensions_files(
    path: str, page: Page, fresh_extension: Extension
) -> None:
    url = fresh_extension.url(path)
    ways = page.evaluate(
        """(url) => {
          const load = (tag, attribute) => new Promise((done) => {
            const element = document.createElement(tag);
            element.onload = () => done("loaded");
            element.onerror = () => done("refused");
            element[attribute] = url;
            document.body.append(element);
          });
          return Promise.all([
            fetch(url).then(() => "loaded", () => "refused"),
            import(url).then(() => "loaded", () => "refused"),
            load("img", "src"),
            load("script", "src"),
          ]);
        }""",
        url,
    )
    assert ways == ["refused"] * 4


def test_a_page_cannot_frame_the_popup(page: Page, fresh_extension: Extension) -> None:
    page.evaluate(
        """(url) => new Promise((done) => {
          const frame = document.createElement("iframe");
          frame.id = "stolen";
          frame.onload = done;
          frame.src = url;
          document.body.append(frame);
        })""",
        fresh_extension.url("popup/popup.html"),
    )
    frames = [frame for frame in page.frames if frame.parent_frame is not None]
    assert all(fresh_extension.id not in frame.url for frame in frames)


def test_a_page_cannot_look_into_what_nib_draws(page: Page) -> None:
    page.evaluate(
        """() => {
          globalThis.roots = [];
          const attach = Element.prototype.attachShadow;
          Element.prototype.attachShadow = function (init) {
            const root = attach.call(this, {...init, mode: "open"});
            roots.push(root);
            return root;
          };
        }"""
    )
    page.click("#message")
    page.keyboard.type("Hello ")
    added = page.wait_for_function(
        """() => [...document.querySelectorAll("*")].find((node) => node.popover === "manual")"""
    ).as_element()
    assert added is not None
    assert added.evaluate("(host) => host.shadowRoot") is None
    assert added.evaluate("(host) => host.outerHTML.includes('Hello')") is False
    assert page.evaluate("() => roots.length") == 0
    assert added.evaluate("(host) => host.childNodes.length") == 0


# Run from a timer: what the debugging protocol evaluates itself is exempt from the policy.
EVAL = """() => new Promise((done) => setTimeout(() => {
  try { done(eval("6 * 7")); } catch (error) { done(error.name); }
}))"""
FUNCTION = """() => new Promise((done) => setTimeout(() => {
  try { done(new Function("return 42")()); } catch (error) { done(error.name); }
}))"""
INLINE = """() => {
  const script = document.createElement("script");
  script.textContent = "globalThis.inlined = 42";
  document.head.append(script);
  return globalThis.inlined ?? "blocked";
}"""
FOREIGN = """() => fetch("https://foreign.example/x").then(() => 42, (error) => error.name)"""


@pytest.mark.parametrize(
    ("code", "refused"),
    [(EVAL, "EvalError"), (FUNCTION, "EvalError"), (INLINE, "blocked"), (FOREIGN, "TypeError")],
    ids=["eval", "new Function", "inline script", "foreign host"],
)
def test_own_pages_run_only_their_own_files(
    code: str, refused: str, page: Page, fresh_extension: Extension
) -> None:
    if code is not FOREIGN:
        assert page.evaluate(code) == 42  # the control: a page without our policy runs it
    own = fresh_extension.context.new_page()
    own.goto(fresh_extension.url("popup/popup.html"))
    assert own.evaluate(code) == refused
