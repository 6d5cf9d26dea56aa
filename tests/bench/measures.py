"""The figures of replays: keys saved, accuracy, latency, calibration, ratios. Pure.

In: Sessions (replay.py) and pairs of (stated confidence, right). Out: dictionaries for bench.json;
shares are 0..1, times milliseconds, every figure with its n. Runs nothing.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from tests.bench.figures import summary
from tests.bench.replay import Asked, Session

BINS = 10
Pairs = Sequence[tuple[float, bool]]


def share(part: float, whole: float) -> float | None:
    """part / whole, None of nothing."""
    return round(part / whole, 4) if whole else None


def worth(sessions: Sequence[Session]) -> dict[str, Any]:
    """What a writer gains: keystrokes saved, how often what is shown is right, how often silent."""
    asked = [one for session in sessions for one in session.asked]
    shown = [one for one in asked if one.right is not None]
    right = [one for one in shown if one.right]
    letters = sum(session.letters for session in sessions)
    keys = sum(session.keys for session in sessions)
    words = [len(one.answer.text.split()) for one in shown]
    begun = [one for one in asked if one.answer.first_ms is not None]
    withdrawn = [one for one in begun if not one.answer.text]
    return {
        "keystrokes_saved": share(letters - keys, letters),
        "shown_precision": share(len(right), len(shown)),
        "words_per_suggestion": round(statistics.mean(words), 2) if words else None,
        "words_per_right_suggestion": share(
            sum(len(one.answer.text.split()) for one in right), len(right)
        ),
        "silent_share": share(len(asked) - len(shown), len(asked)),
        "withdrawn_share": share(len(withdrawn), len(begun)),
        "n": {
            "texts": len(sessions),
            "letters": letters,
            "keys": keys,
            "asked": len(asked),
            "shown": len(shown),
        },
    }


def worth_by_kind(sessions: Sequence[Session]) -> dict[str, Any]:
    """worth() of all, and of each kind of text."""
    ordered = sorted(sessions, key=lambda session: session.kind)
    kinds = groupby(ordered, key=lambda session: session.kind)
    return {**worth(sessions), "by_kind": {kind: worth(list(group)) for kind, group in kinds}}


def latency(asked: Sequence[Asked]) -> dict[str, Any]:
    """Key to the first ghost word wherever one was shown (the final reply may have taken it back),
    to the full ghost where that shows something, and to the final reply always, silence too."""
    shown = [one.answer for one in asked if one.answer.text]
    firsts = [one.answer.first_ms for one in asked if one.answer.first_ms is not None]
    return {
        "first_ghost_ms": summary(firsts),
        "full_ghost_ms": summary([one.full_ms for one in shown]),
        "answer_ms": mean_summary([one.answer.full_ms for one in asked]),
    }


def latency_by_tier(asked: Sequence[Asked]) -> dict[str, Any]:
    """latency() of all; the same by the tier that showed the first word."""
    tiers = sorted({one.answer.first_tier for one in asked if one.answer.first_tier})
    by_tier = {
        tier: latency([one for one in asked if one.answer.first_tier == tier]) for tier in tiers
    }
    return {**latency(asked), "by_first_tier": by_tier}


def mean_summary(samples: Sequence[float]) -> dict[str, float]:
    """summary() with the mean beside it."""
    mean = {"mean": round(statistics.mean(samples), 1)} if samples else {}
    return {**summary(samples), **mean}


def calibration(pairs: Pairs) -> dict[str, Any]:
    """Stated confidence against share right, in equal bins; ECE: their mean gap, by weight."""
    bins = []
    gap = 0.0
    for number in range(BINS):
        inside = [p for p in pairs if min(int(p[0] * BINS), BINS - 1) == number]
        if inside:
            stated = statistics.mean(p[0] for p in inside)
            right = sum(p[1] for p in inside) / len(inside)
            gap += abs(stated - right) * len(inside)
            bins.append({"stated": round(stated, 3), "right": round(right, 3), "n": len(inside)})
    return {"ece": share(gap, len(pairs)), "bins": bins, "n": len(pairs)}


def ratio(peer_ms: Sequence[float], our_ms: Sequence[float]) -> float | None:
    """How many times longer the peer took, mean by mean."""
    if not peer_ms or not our_ms:
        return None
    return round(statistics.mean(peer_ms) / statistics.mean(our_ms), 2)


def words_known_ms(pieces: Sequence[tuple[float, str]], words: int) -> float | None:
    """When a text that came in pieces had so many whole words: its next word began, or it ended.
    None if there never were as many."""
    text = ""
    for ms, piece in pieces:
        text += piece
        if len(text.split()) > words or (len(text.split()) == words and text[-1:] in ".!?\n "):
            return ms
    return pieces[-1][0] if pieces and len(text.split()) == words else None


def accuracy(hits: Iterable[Sequence[bool]]) -> Mapping[str, Any]:
    """hits: for each word start, whether each guess in turn was the word."""
    found = list(hits)
    return {
        "top1": share(sum(any(one[:1]) for one in found), len(found)),
        "top3": share(sum(any(one[:3]) for one in found), len(found)),
        "n": len(found),
    }
