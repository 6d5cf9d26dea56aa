"""The language model's next token, mixed with what the phrases say of the word it belongs to.

In: the text so far, the tokens of the word that has begun, the model's probabilities. Out: the
likeliest tokens by (1 - weight) * model + weight * phrases. The phrases know words, the model
tokens: a word counts for the token it goes on with. The model alone where there are no phrases.
Where a person's own memory speaks for much of what the phrases say, they weigh more.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from nib.language import Ids, NextTokens
from nib.personal_prediction import PersonalPhrases
from nib.phrases import Phrases, Prediction

#: The phrases' weight by how many words before they knew: models/phrases/CARD.md has the dev text.
WEIGHTS = (0.0, 0.04, 0.16, 0.32, 0.52)
#: The same by the share that a person's own memory speaks for (0 to 1): OWN_WEIGHT * share ** 3.
#: Chosen, as all numbers of personal_prediction.py, on TUNED of tests/bench/authors.py.
OWN_WEIGHT, OWN_POWER = 0.9, 3
MODEL_TOKENS = 24  # of the model's own that are weighed
KEPT_WORDS = 4096

AnyPhrases = Phrases | PersonalPhrases
Encode = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the phrases say: probability by token, their weight, and how likely the word that stands
    there is a whole one (None where they do not know it)."""

    shares: dict[int, float] = field(default_factory=dict)
    weight: float = 0.0
    ended: float | None = None


NO_HINTS = Hints()


class Mixture:
    def __init__(self, phrases: AnyPhrases | None, encode: Encode) -> None:
        self._phrases = phrases
        self._encode = encode
        self._tokens: dict[str, Ids] = {}
        self._last: tuple[tuple[str, object], Hints] = (("", None), NO_HINTS)

    def hints(self, text: str, word_tokens: Ids) -> Hints:
        """What may come behind `text`, whose last word (with the blank before it) is made of
        word_tokens so far."""
        if self._phrases is None:
            return NO_HINTS
        key = (text, getattr(self._phrases, "version", None))
        if self._last[0] != key:
            self._last = (key, self._weigh(self._phrases, text, word_tokens))
        return self._last[1]

    def _weigh(self, phrases: AnyPhrases, text: str, word_tokens: Ids) -> Hints:
        found = phrases.predict(text)
        shares: dict[int, float] = {}
        word_start = max(text.rfind(" "), text.rfind("\n"))
        blank = " " if word_start >= 0 and text[word_start] == " " else ""
        ended = None
        for word in found.words:
            tokens = self._tokens_of(blank + word.text)
            if word.text == text[word_start + 1 :]:
                ended = word.probability
            elif tokens[: len(word_tokens)] == word_tokens:
                token = tokens[len(word_tokens)]
                shares[token] = shares.get(token, 0.0) + word.probability
        if ended:
            for word in phrases.predict(text + " ").words:
                token = self._tokens_of(" " + word.text)[0]
                shares[token] = shares.get(token, 0.0) + ended * word.probability
        return Hints(shares, weight_of(found), ended)

    def _tokens_of(self, text: str) -> Ids:
        known = self._tokens.get(text)
        if known is None:
            if len(self._tokens) >= KEPT_WORDS:
                self._tokens.clear()
            known = self._tokens[text] = tuple(self._encode(text))
        return known


def weight_of(found: Prediction) -> float:
    """How much the phrases count beside the model."""
    return max(WEIGHTS[found.known], OWN_WEIGHT * found.own**OWN_POWER)


def mixed(model: list[tuple[int, float]], hints: Hints) -> list[tuple[int, float]]:
    """(token, probability), likeliest first. model: the same, of the language model."""
    if not hints.shares:
        return model
    left = 1 - hints.weight
    shares = {token: left * share for token, share in model}
    for token, share in hints.shares.items():
        shares[token] = shares.get(token, 0.0) + hints.weight * share
    return sorted(shares.items(), key=lambda item: -item[1])


def likeliest(found: NextTokens, hints: Hints) -> list[tuple[int, float]]:
    """(token, probability) of the model's best and of all that is hinted at."""
    pairs = zip(found.ids, found.logprobs, strict=True)
    best = [(token, math.exp(logprob)) for token, logprob in islice(pairs, MODEL_TOKENS)]
    missing = hints.shares.keys() - {token for token, _ in best}
    if missing:
        rest = islice(zip(found.ids, found.logprobs, strict=True), MODEL_TOKENS, None)
        best += [(token, math.exp(logprob)) for token, logprob in rest if token in missing]
    return mixed(best, hints)
