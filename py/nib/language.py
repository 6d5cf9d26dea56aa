"""The language model over the port: next tokens of a text, and how probable a wording is.

In: token ids or texts. Out: log-probabilities (natural). Keeps the key/value states of the last
prompts and computes only what differs from them. Decides nothing about what is shown.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import cast

from nib.runtime.port import Model, ModelError, Output, State, Tensor, Tokenizer
from nib.vocabulary import Vocabulary

Ids = tuple[int, ...]

# A text begins behind a line break: no worse than the chat template or <|endoftext|> on any dev
# set (models/language/CARD.md), and the model needs a first token to look at.
START_TEXT = "\n"
KEPT_STATES = 4  # 46 kB a token: 3 to 7 MB each
COVERED_BUT = 6  # tokens
KEPT_ANSWERS = 64
TOP_K = 256
HEALING_K = 4096  # of 49,152: a typed beginning may lead to a word that is far from likely


@dataclass(frozen=True, slots=True)
class NextTokens:
    """The likeliest next tokens, best first: ids and natural log-probabilities."""

    ids: Sequence[int]
    logprobs: Sequence[float]


def common_prefix(one: Sequence[int], other: Sequence[int]) -> int:
    """How many leading items agree."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in same)


def common_suffix(sequences: Sequence[Sequence[int]]) -> int:
    """How many trailing items all sequences share."""
    shortest = min(len(sequence) for sequence in sequences)
    for back in range(1, shortest + 1):
        if len({sequence[-back] for sequence in sequences}) > 1:
            return back - 1
    return shortest


def int64(values: Sequence[int], *shape: int) -> Tensor:
    return Tensor("int64", shape or (len(values),), array("q", values))


class LanguageModel:
    """One loaded model. Cancelling a call at any await leaves all that is kept valid."""

    def __init__(self, model: Model, tokenizer: Tokenizer, start: Sequence[int] = ()) -> None:
        """start: token ids before every text; where there are none, those of START_TEXT."""
        self._model = model
        self._tokenizer = tokenizer
        self.vocabulary = Vocabulary(tokenizer.vocabulary())
        self.start: Ids = tuple(start) or tuple(tokenizer.encode(START_TEXT))
        self._states: OrderedDict[Ids, State] = OrderedDict()
        self._answers: OrderedDict[Ids, NextTokens] = OrderedDict()

    def forget(self) -> None:
        """Drop all that is kept; the next call computes from the start."""
        self._states.clear()
        self._answers.clear()

    def encode(self, text: str) -> Ids:
        """Token ids of a text, behind the start."""
        return (*self.start, *self._tokenizer.encode(text))

    def tokens(self, text: str) -> list[int]:
        """Token ids of a piece of text."""
        return self._tokenizer.encode(text)

    def known(self, ids: Ids) -> NextTokens | None:
        """What comes after `ids`, if that needs no run of the model."""
        return self._answers.get(ids)

    async def next_tokens(self, ids: Ids, k: int = TOP_K, guess: Ids = ()) -> NextTokens:
        """At least the k likeliest tokens after `ids` (which must not be empty).

        guess: tokens that may come next. They travel in the same run, which costs little, and
        what comes behind each is then known as well: speculative decoding, the checking half.
        """
        k = min(k, len(self.vocabulary))  # a model of one's own may have few tokens
        known = self._answers.get(ids)
        if known is not None and len(known.ids) >= k:
            self._answers.move_to_end(ids)
            return known
        positions = list(range(len(ids) - 1, len(ids) + len(guess)))
        output = await self._run((*ids, *guess), positions, [0] * len(positions), k, keep=True)
        best, logprobs = output.tensors["topk_ids"], output.tensors["topk_logprobs"]
        width = best.shape[1]
        for place in range(len(positions)):
            row = slice(place * width, (place + 1) * width)
            answer = NextTokens(cast("array[int]", best.data[row]), logprobs.data[row])
            self._remember((*ids, *guess[:place]), answer)
        return self._answers[ids]

    def _remember(self, ids: Ids, answer: NextTokens) -> None:
        self._answers[ids] = answer
        self._answers.move_to_end(ids)
        if len(self._answers) > KEPT_ANSWERS:
            self._answers.popitem(last=False)

    async def score(self, prefix: str, continuations: Sequence[str]) -> list[float]:
        """Log-probability of each continuation behind `prefix`, up to a constant all share."""
        return await self.score_variants([prefix + continuation for continuation in continuations])

    async def score_variants(self, texts: Sequence[str], *, tail: int | None = None) -> list[float]:
        """Log-probability of each wording of one text, up to a constant all share.

        Only tokens from the first difference on are computed. tail: of the tokens behind the last
        difference, how many to look at (all when None): enough context tells, the rest costs time.
        """
        if not texts:
            return []
        variants = [self.encode(text) for text in texts]
        if tail is not None:
            cut = max(0, common_suffix(variants) - tail)
            variants = [ids[: len(ids) - cut] for ids in variants]
        shared = min(common_prefix(variants[0], ids) for ids in variants)
        if shared == min(len(ids) for ids in variants):
            shared -= 1  # a variant that ends there still needs something to compute
        first = await self._tail_logprob(variants[0], shared, keep=True)  # its state serves all
        rest = [await self._tail_logprob(ids, shared, keep=False) for ids in variants[1:]]
        return [first, *rest]

    async def _tail_logprob(self, ids: Ids, shared: int, *, keep: bool) -> float:
        """Sum of the log-probabilities of ids[shared:]."""
        if len(ids) == shared:
            return 0.0
        positions = list(range(shared - 1, len(ids) - 1))
        targets = [ids[position + 1] for position in positions]
        output = await self._run(ids[:-1], positions, targets, 1, keep=keep)
        return sum(output.tensors["target_logprobs"].data)

    async def _run(
        self, ids: Ids, positions: Sequence[int], targets: Sequence[int], k: int, *, keep: bool
    ) -> Output:
        """One run over `ids`, of which the longest prefix that a kept state covers is reused."""
        base, past = self._longest_kept(ids, positions[0])
        feeds = {
            "token_ids": int64(ids[past:], 1, len(ids) - past),
            "past_length": int64([past]),
            "positions": int64([position - past for position in positions]),
            "targets": int64(targets),
            "k": int64([k]),
        }
        state = self._states[base] if base is not None else None
        try:
            fetch = ["topk_ids", "topk_logprobs", "target_logprobs"]
            output = await self._model.run(feeds, fetch, state)
        except ModelError:
            self.forget()  # the states may belong to a device that is gone
            raise
        if keep and output.state is not None:
            # A wrong guess or a typing slip behind the shared part is not worth another state.
            covered = base is not None and len(base) - past <= COVERED_BUT
            self._keep(ids, output.state, base if covered else None)
        return output

    def _longest_kept(self, ids: Ids, at_most: int) -> tuple[Ids | None, int]:
        """(the kept prompt that shares most with `ids`, how many tokens of it to reuse)."""
        best: Ids | None = None
        longest = 0
        for kept in self._states:
            shared = min(common_prefix(kept, ids), at_most)
            if shared > longest:
                best, longest = kept, shared
        if best is not None:
            self._states.move_to_end(best)
        return best, longest

    def _keep(self, ids: Ids, state: State, grown_from: Ids | None) -> None:
        """Keep the state of `ids`; one it grew out of is not needed any more."""
        if grown_from is not None:
            self._states.pop(grown_from, None)
        self._states[ids] = state
        if len(self._states) > KEPT_STATES:
            self._states.popitem(last=False)
