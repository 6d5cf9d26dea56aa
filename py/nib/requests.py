"""What the engine is asked: the requests of extension/shared/messages.ts as dataclasses.

In: JSON text. Out: a checked request, or RequestError. The host has validated it before; this
border does not rely on that. Lone surrogates become U+FFFD: neither tokenizer takes them.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from nib.dialects import DIALECTS
from nib.manner import LENGTHS

#: In UTF-16 units, as messages.ts has it; code points are never more.
MAX_TEXT = 20_000
MAX_WORDS = 50_000
MAX_WORD = 100
MAX_HEADING = 200
MAX_WAIT_MS = 2_000
DEFAULT_DIALECT, DEFAULT_LENGTH = "any", "sentence"
MAX_PHRASES = 2_000
MAX_PHRASE = 200
MAX_MEMORY = 6_700_000  # letters of base64: more than a memory ever has
LEARNING = ("off", "paused", "on")
FEATURES = ("correct", "complete", "sentiment")  # the order they are loaded in

_OF_LEARNING = ("learn", "configure", "memory", "forget", "export_memory", "import_memory")
_SURROGATE = re.compile("[\ud800-\udfff]")


class RequestError(Exception):
    """The request does not fit; the message says where, and holds nothing of the request."""


@dataclass(frozen=True, slots=True)
class Complete:
    id: int
    before: str
    after: str
    min_confidence: float
    title: str  # of the page
    label: str  # of the field, or its placeholder
    length: str = DEFAULT_LENGTH
    mid_word: bool = True
    dialect: str = DEFAULT_DIALECT
    wait_ms: float = 0  # a newer request within this time makes this one needless


@dataclass(frozen=True, slots=True)
class Correct:
    id: int
    text: str
    dictionary: tuple[str, ...]
    caret_utf16: int | None  # where the writer types: that word is left alone
    dialect: str = DEFAULT_DIALECT


@dataclass(frozen=True, slots=True)
class ReadSentiment:
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Cancel:
    id: int
    target: int


@dataclass(frozen=True, slots=True)
class Warm:
    id: int
    features: tuple[str, ...]
    again: bool  # a person asked: also what failed a moment ago


@dataclass(frozen=True, slots=True)
class GetState:
    id: int


@dataclass(frozen=True, slots=True)
class Learn:
    """What the person wrote; accepted: what was offered behind `text` and taken."""

    id: int
    text: str
    accepted: str


@dataclass(frozen=True, slots=True)
class Configure:
    """From the settings: whether Nib learns, and the organisation's phrases."""

    id: int
    learning: Literal["off", "paused", "on"]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewMemory:
    id: int
    search: str


@dataclass(frozen=True, slots=True)
class Forget:
    """what: a word or a phrase; None: everything."""

    id: int
    what: str | None


@dataclass(frozen=True, slots=True)
class ExportMemory:
    id: int


@dataclass(frozen=True, slots=True)
class ImportMemory:
    """content: what an export gave; only_look: say what it is, and change nothing."""

    id: int
    content: bytes
    only_look: bool


MemoryRequest = ViewMemory | Forget | ExportMemory | ImportMemory
Request = (
    Complete
    | Correct
    | ReadSentiment
    | Cancel
    | Warm
    | GetState
    | Learn
    | Configure
    | MemoryRequest
)


def parse_request(message: str) -> Request:
    """The request in `message` (JSON). Raises RequestError."""
    try:
        fields = json.loads(message)
    except ValueError:
        raise RequestError("The request is not JSON.") from None
    if not isinstance(fields, dict):
        raise RequestError("The request is not an object.")
    return _parse_learning(fields) if fields.get("kind") in _OF_LEARNING else _parse(fields)


def _parse(fields: dict[str, Any]) -> Request:
    request_id = _count(fields, "id")
    match fields.get("kind"):
        case "complete":
            low = _number(fields, "min_confidence", 0, 1)
            title, label = (_heading(fields, key) for key in ("title", "label"))
            before, after = _text(fields, "before"), _text(fields, "after")
            length = _one_of(fields, "length", LENGTHS, DEFAULT_LENGTH)
            dialect = _one_of(fields, "dialect", DIALECTS, DEFAULT_DIALECT)
            mid_word = _switch(fields, "mid_word", otherwise=True)
            wait_ms = _number(fields, "wait_ms", 0, MAX_WAIT_MS) if "wait_ms" in fields else 0
            return Complete(
                request_id, before, after, low, title, label, length, mid_word, dialect, wait_ms
            )
        case "correct":
            caret_utf16 = _count(fields, "caret") if "caret" in fields else None
            words = _words(fields, "dictionary")
            dialect = _one_of(fields, "dialect", DIALECTS, DEFAULT_DIALECT)
            return Correct(request_id, _text(fields, "text"), words, caret_utf16, dialect)
        case "sentiment":
            return ReadSentiment(request_id, _text(fields, "text"))
        case "cancel":
            return Cancel(request_id, _count(fields, "target"))
        case "warm":
            asked = fields.get("features")
            wanted = asked if isinstance(asked, list) else []
            named = tuple(name for name in FEATURES if name in wanted)
            return Warm(request_id, named, again=fields.get("again") is True)
        case "state":
            return GetState(request_id)
    raise RequestError("The request is of no known kind.")


def _parse_learning(fields: dict[str, Any]) -> Request:
    request_id = _count(fields, "id")
    match fields["kind"]:
        case "learn":
            accepted = _text(fields, "accepted") if "accepted" in fields else ""
            return Learn(request_id, _text(fields, "text"), accepted)
        case "memory":
            return ViewMemory(request_id, _heading(fields, "search"))
        case "forget":
            return Forget(request_id, _text(fields, "what") if "what" in fields else None)
        case "export_memory":
            return ExportMemory(request_id)
        case "import_memory":
            only_look = _switch(fields, "only_look", otherwise=False)
            return ImportMemory(request_id, _bytes(fields, "content"), only_look)
    mode = fields.get("learning")
    if mode not in LEARNING:
        raise RequestError("The request's learning is not off, paused or on.")
    phrases = _list(fields, "phrases", MAX_PHRASES, MAX_PHRASE)
    return Configure(request_id, cast(Literal["off", "paused", "on"], mode), phrases)


def _count(fields: dict[str, Any], key: str) -> int:
    value = fields.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RequestError(f"The request's {key} is not a whole number.")
    return value


def _number(fields: dict[str, Any], key: str, least: int, most: int) -> float:
    value = fields.get(key)
    if not isinstance(value, int | float) or not least <= value <= most:
        raise RequestError(f"The request's {key} is not between {least} and {most}.")
    return float(value)


def _one_of(fields: dict[str, Any], key: str, allowed: Sequence[str], otherwise: str) -> str:
    """One of a few names; `otherwise` where the request says nothing."""
    value = fields.get(key, otherwise)
    if not isinstance(value, str) or value not in allowed:
        raise RequestError(f"The request's {key} is none of {', '.join(allowed)}.")
    return value


def _switch(fields: dict[str, Any], key: str, *, otherwise: bool) -> bool:
    value = fields.get(key, otherwise)
    if not isinstance(value, bool):
        raise RequestError(f"The request's {key} is neither true nor false.")
    return value


def _heading(fields: dict[str, Any], key: str) -> str:
    """A short line that need not be there; more of it is cut off."""
    return _text(fields, key)[:MAX_HEADING] if key in fields else ""


def _text(fields: dict[str, Any], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        raise RequestError(f"The request's {key} is not text.")
    if len(value) > MAX_TEXT:
        raise RequestError(f"The request's {key} is longer than {MAX_TEXT} characters.")
    return _SURROGATE.sub("\ufffd", value)


def _bytes(fields: dict[str, Any], key: str) -> bytes:
    value = fields.get(key)
    if not isinstance(value, str) or len(value) > MAX_MEMORY:
        raise RequestError(f"The request's {key} is not text of at most {MAX_MEMORY} letters.")
    try:
        return base64.b64decode(value, validate=True)
    except ValueError:
        raise RequestError(f"The request's {key} is not base64.") from None


def _words(fields: dict[str, Any], key: str) -> tuple[str, ...]:
    return _list(fields, key, MAX_WORDS, MAX_WORD)


def _list(fields: dict[str, Any], key: str, most: int, longest: int) -> tuple[str, ...]:
    """Entries that are too long are left out."""
    value = fields.get(key)
    if not isinstance(value, list) or len(value) > most:
        raise RequestError(f"The request's {key} is not a list of at most {most} words.")
    return tuple(one for one in value if isinstance(one, str) and len(one) <= longest)
