"""The grammar tagger over the model port: one sentence in, edits with kind, reason, confidence out.

Words go to pieces one by one, the graph gives each word its likeliest tags; tagger_reading.py tries
them, tagger_judge.py asks the language model about them (or reads the changed sentence again), and
what enough speaks for stays. Spelling candidates come from the caller. Nothing here knows of rules
or the caret.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from nib.rank import LanguageModel
from nib.runtime.port import Model, ModelError, Runtime, Tensor, Tokenizer
from nib.tagger_edits import edit_of
from nib.tagger_judge import judged, looked_at
from nib.tagger_policy import Opinion
from nib.tagger_reading import Reading
from nib.tagger_slots import Slots, Speller
from nib.tagger_tags import START, Forms, read_forms
from nib.tagger_words import shape, tokens
from nib.types import Edit

MOST_WORDS = 80  # longer sentences are left alone: the model was trained on shorter ones
_MOST_PIECES_A_WORD = 12
_MOST_PIECES = 200
_OUTPUTS = ("wrong", "values", "tags")


@dataclass(frozen=True, slots=True)
class TaggerData:
    """What goes with the graph: tags.json of models/correction."""

    tags: tuple[str, ...]
    thresholds: dict[str, float]  # of each group of tags (tagger_policy), with a language model
    thresholds_alone: dict[str, float]  # without one
    forms: Forms
    begin: int
    end: int
    unknown: int
    cased: bool
    passes: int


def read_data(data: bytes) -> TaggerData:
    """Raises ModelError where the bytes are not a tagger's data."""
    try:
        raw = json.loads(data)
        return TaggerData(
            tuple(raw["tags"]),
            dict(raw["thresholds"]),
            dict(raw["thresholds_alone"]),
            read_forms(raw["forms"]),
            begin=int(raw["begin"]),
            end=int(raw["end"]),
            unknown=int(raw["unknown"]),
            cased=bool(raw["cased"]),
            passes=int(raw["passes"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the grammar model's data cannot be read: {error}") from error


class Tagger:
    def __init__(self, model: Model, tokenizer: Tokenizer, data: TaggerData) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._data = data
        self._pieces: dict[str, list[int]] = {}
        self._last: tuple[Sequence[str], list[Opinion]] | None = None

    @property
    def forms(self) -> Forms:
        return self._data.forms

    async def edits(
        self,
        sentence: str,
        speller: Speller,
        guarded: Collection[str] = (),
        language: LanguageModel | None = None,
    ) -> list[Edit]:
        """Edits of one sentence, in order; words in `guarded` are never changed.

        With a language model there are more of them, and more of them are right.
        """
        ranges = tokens(sentence)
        if not 2 <= len(ranges) <= MOST_WORDS:
            return []
        slots = Slots([sentence[start:end] for start, end in ranges])
        thresholds = self._data.thresholds if language else self._data.thresholds_alone
        reading = Reading(slots, self._data.forms, speller, thresholds, guarded)
        opinions = await self.opinions(reading.words)
        for left in range(self._data.passes - 1, -1, -1):
            trial = reading.trial(opinions)
            if trial is None:
                break
            again = None
            if language:
                values = await judged(reading, trial, language)
            else:
                again = await self.opinions(trial.words)
                values = looked_at(trial, again)
            whole = reading.judge(trial, values)
            if not reading.changed or not left:
                break
            opinions = again if again and whole else await self.opinions(reading.words)
        found = (edit_of(sentence, ranges, change) for change in reading.slots.changes())
        return [edit for edit in found if edit is not None]

    async def suspicions(self, sentence: str) -> list[tuple[int, int, float]]:
        """The ranges of the words, and how probable it is that each is wrong; empty if unread."""
        ranges = tokens(sentence)
        if not 2 <= len(ranges) <= MOST_WORDS:
            return []
        opinions = await self.opinions([START, *(sentence[start:end] for start, end in ranges)])
        pairs = zip(ranges, opinions[1:], strict=True)
        return [(start, end, opinion.wrong) for (start, end), opinion in pairs]

    async def opinions(self, words: Sequence[str]) -> list[Opinion]:
        """What the graph says of each of `words`, the first being START; the last is kept."""
        if self._last is None or self._last[0] != words:
            self._last = (words, await self._read(words))
        return self._last[1]

    async def _read(self, words: Sequence[str]) -> list[Opinion]:
        feeds, count = self._feeds(words)
        output = (await self._model.run(feeds, _OUTPUTS)).tensors
        wrong, values, ids = (output[name].data for name in _OUTPUTS)
        width = len(values) // count
        names = self._data.tags
        seen = [
            Opinion(
                float(wrong[w]),
                tuple(
                    (names[int(ids[k])], float(values[k]))
                    for k in range(w * width, (w + 1) * width)
                ),
            )
            for w in range(count)
        ]
        return seen + [Opinion(0.0, ())] * (len(words) - count)

    def _feeds(self, words: Sequence[str]) -> tuple[dict[str, Tensor], int]:
        """The graph's inputs, and how many words fitted."""
        pieces, shapes, first, last = [self._data.begin], [0], [0], [0]
        for word in words[1:]:
            ids = self._pieces_of(word)
            if len(pieces) + len(ids) >= _MOST_PIECES:
                break
            first.append(len(pieces))
            pieces += ids
            last.append(len(pieces) - 1)
            shapes += [0 if self._data.cased else shape(word)] * len(ids)
        pieces.append(self._data.end)
        shapes.append(0)
        feeds = {"pieces": pieces, "shapes": shapes, "mask": [1] * len(pieces)}
        feeds |= {"first": first, "last": last}
        return {
            name: Tensor("int64", (1, len(row)), array("q", row)) for name, row in feeds.items()
        }, len(first)

    def _pieces_of(self, word: str) -> list[int]:
        ids = self._pieces.get(word)
        if ids is None:
            ids = list(self._tokenizer.encode(word))[:_MOST_PIECES_A_WORD]
            ids = ids or [self._data.unknown]
            if len(self._pieces) < 20_000:
                self._pieces[word] = ids
        return ids


async def load_tagger(runtime: Runtime, name: str = "correction") -> Tagger:
    """Raises ModelError when a file is missing or damaged."""
    data = read_data(await runtime.read_data(name))
    return Tagger(await runtime.load_model(name), await runtime.load_tokenizer(name), data)
