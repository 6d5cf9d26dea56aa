"""Fixtures for every test that needs a browser: Chromium with the built extension, local pages.

One browser a session, on a profile of its own; a test that changes settings puts them back, or
asks for `fresh_extension`, a browser of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, Worker, sync_playwright

from tests import chromium, pages_server
from tests.engine_port import EnginePort


@dataclass(frozen=True, slots=True)
class Extension:
    """A running browser with the extension in it."""

    context: BrowserContext
    id: str

    @property
    def worker(self) -> Worker:
        """The background's service worker; woken by the browser when it sleeps."""
        workers = self.context.service_workers
        return workers[0] if workers else self.context.wait_for_event("serviceworker")

    def url(self, path: str) -> str:
        return f"chrome-extension://{self.id}/{path}"


Launch = Callable[..., AbstractContextManager[BrowserContext]]


@pytest.fixture(scope="session")
def playwright_instance() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def launch(playwright_instance: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Launch:
    """chromium.launch on a new profile; keyword arguments as there."""

    def start(**options: object) -> AbstractContextManager[BrowserContext]:
        profile = tmp_path_factory.mktemp("profile")
        return chromium.launch(playwright_instance, profile, **options)  # type: ignore[arg-type]

    return start


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the built extension."""
    if not (chromium.EXTENSION / "manifest.json").exists():
        pytest.exit("dist/nib is not built: run `make build` first", returncode=2)
    return chromium.EXTENSION


@pytest.fixture(scope="session")
def extension(launch: Launch, built: Path) -> Iterator[Extension]:
    """Chromium with dist/nib, for the whole session."""
    with launch(extension=built) as context:
        yield Extension(context, chromium.extension_id(context))


@pytest.fixture
def fresh_extension(launch: Launch, built: Path) -> Iterator[Extension]:
    """Chromium with dist/nib, for this test alone: a new profile, no engine running."""
    with launch(extension=built) as context:
        yield Extension(context, chromium.extension_id(context))


@pytest.fixture
def engine(extension: Extension) -> Iterator[EnginePort]:
    """A port to the session browser's engine."""
    port = EnginePort(extension.context)
    yield port
    port.close()


@pytest.fixture(scope="session")
def serve_pages() -> Iterator[str]:
    """tests/pages over http on this machine; the URL it begins with, no slash at its end."""
    with pages_server.serve() as url:
        yield url
