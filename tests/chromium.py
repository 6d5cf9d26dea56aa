"""Find a Chromium, and start it with the built extension: the one way tests, bench and demo do it.

Order: NIB_BROWSER, then Chrome or Chromium on the path, then Debian's `chromium` by apt when root.
Flags are those of FACTS.md; nothing here waits for anything but the browser itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = ROOT / "dist" / "nib"

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    # Branded Chrome switched --load-extension off in release 137; Chromium never did.
    "--disable-features=DisableLoadExtensionCommandLineSwitch",
)
# Playwright's own defaults that would make the browser another one than people use.
NOT_PLAYWRIGHTS = (
    "--disable-extensions",
    "--enable-unsafe-swiftshader",
    "--disable-field-trial-config",
)


# True once the background has dealt with the browser's "installed" (background/welcome.ts).
WELCOMED = "async () => (await chrome.storage.local.get('welcomed')).welcomed === true"
# Not that it was shown: Chromium says "installed" at each start with --load-extension.
FORGET = """async () => {
  const {welcomed, ...others} = await chrome.storage.local.get();
  await chrome.storage.local.remove(Object.keys(others));
}"""
FORBIDDEN = "async () => (await chrome.storage.managed.get('welcome')).welcome === false"
WELCOME = "/welcome/welcome.html"
WAIT_S = 30.0


class NoBrowserError(Exception):
    """No Chromium was found and none could be installed; the message says what to do."""


def find_chromium(install: bool = False) -> Path:
    """The browser's executable. With `install`, root on Debian or Ubuntu gets it by apt."""
    wanted = os.environ.get("NIB_BROWSER")
    if wanted:
        found = shutil.which(wanted)
        if not found:
            raise NoBrowserError(f"NIB_BROWSER is set to {wanted}, but nothing runs there.")
        return Path(found)
    for name in ON_PATH:
        if found := shutil.which(name):
            return Path(found)
    if install and os.geteuid() == 0 and shutil.which("apt-get"):
        print("browser: installing Debian's chromium ...", flush=True)
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "chromium"],
        ):
            subprocess.run(
                command,
                check=True,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
        return find_chromium()
    raise NoBrowserError(
        "No Chrome or Chromium was found. Install one (Debian: apt install chromium) "
        "or set NIB_BROWSER to its path."
    )


@contextmanager
def launch(
    playwright: Playwright,
    profile: Path,
    *,
    extension: Path | None = EXTENSION,
    headless: bool = True,
    more_flags: tuple[str, ...] = (),
    viewport: dict[str, int] | None = None,
    scale: float = 1,
    welcome: bool = False,
    display: str | None = None,
) -> Iterator[BrowserContext]:
    """A browser with only our extension (or none), on the given profile folder; closed at the
    end. Unless `welcome` is wanted, its page is closed and nothing is left chosen."""
    is_new = not (profile / "Default").exists()
    flags = [*QUIET]
    if extension:
        flags += [f"--disable-extensions-except={extension}", f"--load-extension={extension}"]
    if headless:
        flags.append("--headless=new")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=str(find_chromium()),
        headless=False,  # --headless=new above: the old headless mode has no extensions
        args=[*flags, *more_flags],
        ignore_default_args=list(NOT_PLAYWRIGHTS),
        viewport=viewport or {"width": 1000, "height": 800},  # type: ignore[arg-type]
        device_scale_factor=scale,
        env={**os.environ, "DISPLAY": display} if display else None,  # type: ignore[arg-type]
    )
    try:
        if extension and is_new and not welcome:
            close_welcome(context)
        yield context
    finally:
        context.close()


def extension_id(context: BrowserContext) -> str:
    """The id our extension got, read off its service worker, once its settings can be read: after
    its start Chromium takes about 3 s to look for an organisation's policy, and Nib waits for that
    before it begins in a field."""
    worker = context.service_workers[0] if context.service_workers else None
    worker = worker or context.wait_for_event("serviceworker")
    worker.evaluate("() => chrome.storage.managed?.get().then(() => true)")
    return worker.url.split("/")[2]


def welcome_page(context: BrowserContext) -> Page | None:
    """The page that opened because the extension was installed; None where a policy forbids it."""
    worker = context.service_workers[0] if context.service_workers else None
    worker = worker or context.wait_for_event("serviceworker")
    deadline = time.monotonic() + WAIT_S
    while not worker.evaluate(WELCOMED):
        if time.monotonic() > deadline:
            raise TimeoutError("the browser did not say that the extension was installed")
    if worker.evaluate(FORBIDDEN):
        return None
    while not (found := [page for page in context.pages if page.url.endswith(WELCOME)]):
        if time.monotonic() > deadline:
            raise TimeoutError("the welcome page did not open")
        worker.evaluate("0")  # lets the browser's events in
    return found[0]


def close_welcome(context: BrowserContext) -> None:
    page = welcome_page(context)
    if page:
        page.get_by_role("contentinfo").wait_for()  # all that it stores by itself is stored
        page.close()
    context.service_workers[0].evaluate(FORGET)


if __name__ == "__main__":
    try:
        print(f"browser: {find_chromium(install=True)}")
    except (NoBrowserError, subprocess.CalledProcessError) as problem:
        sys.exit(f"browser: {problem}")
