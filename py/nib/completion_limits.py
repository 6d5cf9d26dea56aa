"""What ghost text may not be, and how sure it has to be.

Pure functions and data: where completion stays silent, loops, words never offered, and the map
from a product of token probabilities to the share of such texts that were right.
"""

from __future__ import annotations

import re
from bisect import bisect_right

#: Behind these nothing is offered: addresses, handles, hashtags, paths, code, numbers.
_NOT_PROSE = re.compile(r"(?:https?:|www\.|//|[@#_\\{}<>=|`~^*$%]|\w[./:]\w|\d)")
LONGEST_WORD = 40
MIN_LETTERS = 2

#: Measured by tests/bench/calibrate_completion.py on dev e-mail, support, handbook and web text:
#: (mixed) product of token probabilities, share of shown texts that were right, both ascending.
#: 13,400 drafts in 106 sentences, 25 November 2026; thinned out.
CALIBRATION: tuple[tuple[float, float], ...] = (
    (0.0, 0.0),
    (0.13, 0.17),
    (0.23, 0.22),
    (0.33, 0.34),
    (0.43, 0.44),
    (0.48, 0.53),
    (0.58, 0.61),
    (0.68, 0.71),
    (0.75, 0.81),
    (0.85, 0.90),
    (0.93, 0.93),
    (1.0, 0.99),
)

#: The same of what the phrases say without the model.
PHRASE_CALIBRATION: tuple[tuple[float, float], ...] = (
    (0.0, 0.0),
    (0.13, 0.06),
    (0.23, 0.12),
    (0.38, 0.26),
    (0.53, 0.36),
    (0.63, 0.38),
    (0.68, 0.50),
    (0.75, 0.58),
    (0.83, 0.74),
    (0.88, 0.81),
    (0.93, 0.88),
    (1.0, 0.96),
)

#: The same of whole phrases that a person writes often: 3,900 offers to four people
#: (tests/bench/authors.py, TUNED), learned on the half before, 26 November 2026.
OWN_PHRASE_CALIBRATION: tuple[tuple[float, float], ...] = (
    (0.0, 0.0),
    (0.25, 0.20),
    (0.45, 0.28),
    (0.55, 0.36),
    (0.65, 0.42),
    (0.75, 0.62),
    (0.85, 0.65),
    (0.95, 0.88),
    (1.0, 0.95),
)

#: The least confidence of what is shown before the model has spoken, which may change it.
SURE_AT_ONCE = 0.8

#: Words ghost text never contains. Short on purpose: insults and obscenities that would hurt if a
#: machine put them into somebody's mouth. Writing them oneself stays possible.
_BLOCKED = re.compile(
    r"\b(?:arsehole|asshole|bastard|bitch|bollocks|bullshit|cock|cocksuck|crap|cunt|damn|dick|dyke"
    r"|fag|faggot|fuck|goddamn|jackass|kike|motherfuck|nazi|negro|nigga|nigger|piss|prick|pussy"
    r"|rape|retard|shit|slut|spic|tits|tranny|twat|wank|whore)(?:s|ed|er|ers|ing)?\b",
    re.IGNORECASE,
)


def may_complete(before: str, after: str) -> bool:
    """Whether ghost text can make sense between these two."""
    if sum(map(str.isalpha, before[-200:])) < MIN_LETTERS or after[:1].isalnum():
        return False
    last_word = before[before.rfind(" ") + 1 :].rpartition("\n")[2]
    return len(last_word) <= LONGEST_WORD and not _NOT_PROSE.search(last_word)


def confidence_of(probability: float) -> float:
    """Calibrated: how often text of this raw probability is what the writer goes on to write."""
    return _between(CALIBRATION, probability)


def phrase_confidence(probability: float) -> float:
    """The same for what the phrases say without the model."""
    return _between(PHRASE_CALIBRATION, probability)


def own_phrase_confidence(probability: float) -> float:
    """The same for a phrase of the person's own."""
    return _between(OWN_PHRASE_CALIBRATION, probability)


def _between(points: tuple[tuple[float, float], ...], x: float) -> float:
    xs = [at for at, _ in points]
    right = min(max(bisect_right(xs, x), 1), len(xs) - 1)
    (x0, y0), (x1, y1) = points[right - 1], points[right]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


def repeats(text: str, generated_from: int) -> bool:
    """Whether what was generated begins to go round: a doubled word, or a pair of words that
    stood there already a moment ago."""
    words = text.lower().split()
    new = len(text[generated_from:].split())
    if new == 0 or len(words) < 2:
        return False
    if words[-1] == words[-2]:
        return True
    recent = words[-14:-1]
    return any(recent[i : i + 2] == words[-2:] for i in range(len(recent) - 1))


def unwanted(text: str) -> bool:
    """Whether the last words hold one that is never offered."""
    return _BLOCKED.search(" ".join(text.split()[-2:])) is not None
