"""What the engine answers: nib's values as the dictionaries of messages.ts's EngineReply.

Code point offsets become UTF-16 here, one conversion a reply. Pure.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from typing import Any

from nib.learning import Listed, View
from nib.offsets import to_utf16
from nib.types import Completion, Correction, Sentiment, SentimentSpan, Wording

Reply = dict[str, Any]


def wording(told: Wording) -> list[str]:
    return [told.key, *told.places]


def cancelled(request_id: int) -> Reply:
    return {"kind": "cancelled", "id": request_id}


def error(request_id: int, code: str, reason: Wording) -> Reply:
    return {"kind": "error", "id": request_id, "code": code, "reason": wording(reason)}


def state(request_id: int, engine_state: dict[str, Any]) -> Reply:
    return {"kind": "state", "id": request_id, "state": engine_state}


def done(request_id: int) -> Reply:
    return {"kind": "done", "id": request_id}


def memory(request_id: int, view: View) -> Reply:
    def listed(found: Sequence[Listed]) -> list[dict[str, Any]]:
        return [{"text": one.text, "count": round(one.count, 1)} for one in found]

    return {
        "kind": "memory",
        "id": request_id,
        "bytes": view.bytes,
        "learned_words": view.learned_words,
        "word_count": view.word_count,
        "phrase_count": view.phrase_count,
        "words": listed(view.words),
        "phrases": listed(view.phrases),
        "problem": view.problem,
    }


def memory_file(request_id: int, content: bytes) -> Reply:
    """content: b"" where nothing was learned."""
    encoded = base64.b64encode(content).decode()
    return {"kind": "memory_file", "id": request_id, "content": encoded}


def completion(request_id: int, found: Completion, *, partial: bool = False) -> Reply:
    """partial: more of it, or another answer, follows under the same id."""
    more = {"partial": True} if partial else {}
    return {
        "kind": "complete",
        "id": request_id,
        "completion": found.text,
        "confidence": found.confidence,
        "tier": found.tier,
        **more,
    }


def correction(request_id: int, found: Correction, *, partial: bool = False) -> Reply:
    """partial: a better answer follows under the same id."""
    starts = to_utf16(found.text, (edit.start for edit in found.edits))
    ends = to_utf16(found.text, (edit.end for edit in found.edits))
    edits = [
        {
            "start": start,
            "end": end,
            "replacement": edit.replacement,
            "kind": edit.kind,
            "reason": wording(edit.reason),
            "confidence": edit.confidence,
        }
        for edit, start, end in zip(found.edits, starts, ends, strict=True)
    ]
    more = {"partial": True} if partial else {}
    return {"kind": "correct", "id": request_id, "edits": edits, **more}


def sentiment(request_id: int, found: Sentiment) -> Reply:
    sentences = []
    for one in found.sentences:
        whole, *spans = _spans(found.text, (one.sentence, *one.spans))
        sentences.append({**whole, "spans": spans})
    return {
        "kind": "sentiment",
        "id": request_id,
        "label": found.label,
        "score": found.score,
        "sentences": sentences,
    }


def _spans(text: str, spans: Iterable[SentimentSpan]) -> list[dict[str, Any]]:
    listed = list(spans)
    starts = to_utf16(text, (span.start for span in listed))
    ends = to_utf16(text, (span.end for span in listed))
    return [
        {"start": start, "end": end, "label": span.label, "score": span.score}
        for span, start, end in zip(listed, starts, ends, strict=True)
    ]
