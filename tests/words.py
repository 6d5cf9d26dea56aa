"""What people read, for tests: a wording of the engine as English text, from the real messages."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "extension/_locales/en/messages.json"


@cache
def messages() -> dict[str, str]:
    entries = json.loads(LOCALE.read_text(encoding="utf-8"))
    return {key: entry["message"] for key, entry in entries.items()}


def words_of(wording: Sequence[str]) -> str:
    """[key, what fills $1, what fills $2, ...] as the popup shows it."""
    key, *places = wording
    return re.sub(r"\$(\d)", lambda place: places[int(place[1]) - 1], messages()[key])
