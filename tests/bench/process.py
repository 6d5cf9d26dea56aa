"""The engine's process in Chromium, as /proc shows it: CPU time and memory. Linux only.

The offscreen document and the page an EnginePort lives in share one process, the extension's; it
is the largest renderer by far once a model is loaded.
"""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import BrowserContext

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def status_mb(pid: int, field: str) -> int:
    """A memory field of /proc/PID/status (VmRSS, VmHWM), in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith(f"{field}:"))
    return int(line.split()[1]) // 1024


def cpu_ms(pid: int) -> float:
    """User and system time of all threads of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_MS


def engine_pid(context: BrowserContext) -> int:
    """The renderer that holds most memory."""
    browser = context.browser
    assert browser is not None
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    renderers = [process["id"] for process in processes if process["type"] == "renderer"]
    return int(max(renderers, key=lambda pid: status_mb(pid, "VmRSS")))
