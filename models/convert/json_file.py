"""One JSON object from a file, or a line that says what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .errors import ConvertError


def read_json(path: Path) -> dict[str, Any]:
    """Raises ConvertError when the file is missing or is no JSON object."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConvertError(f"the folder has no {path.name}") from None
    except (OSError, ValueError) as error:
        raise ConvertError(f"{path.name} cannot be read: {error}") from None
    if not isinstance(found, dict):
        raise ConvertError(f"{path.name} is not a JSON object")
    return found
