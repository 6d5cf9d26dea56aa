"""Reads the feeling of a text: a label for it, for each sentence, and the words that carry it.

In: text, the sentiment model and its tokenizer (runtime.port). Out: types.Sentiment, code point
offsets. Words are encoded one by one, so that pieces have offsets in both twins; long text goes
through in small batches, and others get their turn between them. Draws nothing, stores no text.
"""

from __future__ import annotations

import math
import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nib.runtime.port import Model, Tensor, Tokenizer
from nib.segment import sentences
from nib.types import POLARITIES, Polarity, SentenceSentiment, Sentiment, SentimentSpan

START, PAD, END = 0, 1, 2
MAX_PIECES = 128  # with START and END, as in training
BATCH_ROWS = 8
MAX_WORD_LENGTH = 100  # code points of a word that are read; nobody writes longer ones
WORD_CACHE = 4096

# Calibrated on the dev sets with the shipped graph: models/sentiment/CARD.md.
TEMPERATURE = 1.2
NEUTRAL_BIAS = 0.2
SPAN_MIN = 0.5
SPAN_MIN_IN_NEUTRAL = 0.8  # a lone strong word in a sentence without feeling is seldom meant

Probabilities = tuple[float, float, float]
NEUTRAL: Probabilities = (0.0, 1.0, 0.0)
_WORD = re.compile(r"\S+")
_CLAUSE_MARKS = ",;:.!?…)"
_FUNCTION_WORD_LIST = """a an the of to in on at for from by with and or but as is are was were be
 been am this that these those it its it's i i'm you he she we they his her their our my your there
 here which who what how when where why so if then than do does did has have had will would can
 could please"""
_FUNCTION_WORDS = frozenset(_FUNCTION_WORD_LIST.split())
_NEGATION_LIST = "not no never hardly barely without isn't wasn't don't didn't"
_NEGATIONS = frozenset(_NEGATION_LIST.split())


@dataclass(frozen=True, slots=True)
class Word:
    """text[start:end] as pieces of the vocabulary."""

    start: int
    end: int
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WordFeeling:
    start: int
    end: int
    probabilities: Probabilities


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of the model: its sentence probabilities and those of each of its words."""

    sentence: Probabilities
    words: tuple[WordFeeling, ...]
    pieces: int


class SentimentReader:
    """Reads texts with one loaded model; holds nothing of them but a cache of words' pieces."""

    def __init__(self, model: Model, tokenizer: Tokenizer) -> None:
        self._model = model
        self._encode = lru_cache(WORD_CACHE)(lambda word: tuple(tokenizer.encode(word)))

    async def read(self, text: str, binary: bool = False) -> Sentiment:
        """`binary` allows no neutral label. Raises ModelError when the model cannot run."""
        ranges = sentences(text)
        words = [self._words(text, start, end) for start, end in ranges]
        rows: list[tuple[Word, ...]] = []
        owners: list[int] = []
        for number, row in ((n, row) for n, each in enumerate(words) for row in windows(each)):
            rows.append(row)
            owners.append(number)
        whole = whole_text(words)
        readings = await self._run([*rows, *whole])
        readings, overall = readings[: len(rows)], readings[len(rows) :]
        parts: list[list[Reading]] = [[] for _ in ranges]
        for owner, reading in zip(owners, readings, strict=True):
            parts[owner].append(reading)
        found = tuple(
            describe(text, span, part, binary) for span, part in zip(ranges, parts, strict=True)
        )
        label, score = choose(average(overall or readings), binary)
        return Sentiment(text, label, score, found)

    def _words(self, text: str, start: int, end: int) -> list[Word]:
        words = []
        for match in _WORD.finditer(text, start, end):
            pieces = self._encode(match.group()[:MAX_WORD_LENGTH])
            if pieces:
                words.append(Word(*match.span(), pieces))
        return words

    async def _run(self, rows: Sequence[tuple[Word, ...]]) -> list[Reading]:
        """A reading for each row, run in batches of like length."""
        readings: list[Reading | None] = [None] * len(rows)
        order = sorted(range(len(rows)), key=lambda number: count_pieces(rows[number]))
        for first in range(0, len(order), BATCH_ROWS):
            chosen = order[first : first + BATCH_ROWS]
            feeds = collate([rows[number] for number in chosen])
            output = await self._model.run(feeds, ("sentence_logits", "token_logits"))
            sentence = output.tensors["sentence_logits"].data
            token = output.tensors["token_logits"].data
            stride = len(token) // len(chosen)
            for place, number in enumerate(chosen):
                logits = token[place * stride : (place + 1) * stride]
                readings[number] = decode(rows[number], sentence[3 * place : 3 * place + 3], logits)
        return [reading for reading in readings if reading is not None]


def count_pieces(words: Sequence[Word]) -> int:
    return sum(len(word.pieces) for word in words)


def windows(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words in rows that the model can take; all but very long sentences are one row."""
    row: list[Word] = []
    room = MAX_PIECES - 2
    for word in words:
        size = min(len(word.pieces), MAX_PIECES - 2)
        if row and size > room:
            yield tuple(row)
            row, room = [], MAX_PIECES - 2
        row.append(Word(word.start, word.end, word.pieces[:size]))
        room -= size
    if row:
        yield tuple(row)


def whole_text(words: Sequence[Sequence[Word]]) -> list[tuple[Word, ...]]:
    """All sentences as one row, if there are several and they fit: read together they give a
    better label than their average (5 points of macro recall on tweets)."""
    together = [word for sentence in words for word in sentence]
    several = sum(map(bool, words)) > 1
    return [tuple(together)] if several and count_pieces(together) <= MAX_PIECES - 2 else []


def collate(rows: Sequence[Sequence[Word]]) -> dict[str, Tensor]:
    """The model's inputs: START, pieces, END, then padding to the longest row."""
    length = max(count_pieces(row) for row in rows) + 2
    ids: array[int] = array("q")
    mask: array[int] = array("q")
    for row in rows:
        pieces = [START, *(piece for word in row for piece in word.pieces), END]
        ids.extend(pieces + [PAD] * (length - len(pieces)))
        mask.extend([1] * len(pieces) + [0] * (length - len(pieces)))
    shape = (len(rows), length)
    return {
        "input_ids": Tensor("int64", shape, ids),
        "attention_mask": Tensor("int64", shape, mask),
    }


def softmax(logits: Sequence[float], temperature: float = 1.0) -> Probabilities:
    top = max(logits)
    negative, neutral, positive = (math.exp((value - top) / temperature) for value in logits)
    total = negative + neutral + positive
    return negative / total, neutral / total, positive / total


def decode(row: Sequence[Word], sentence: Sequence[float], token: Sequence[float]) -> Reading:
    """sentence: 3 logits; token: 3 logits for each piece, START first. A word's probabilities are
    the mean over its pieces."""
    words = []
    place = 1
    for word in row:
        pieces = range(place, place + len(word.pieces))
        place = pieces.stop
        each = [softmax(token[3 * piece : 3 * piece + 3]) for piece in pieces]
        words.append(WordFeeling(word.start, word.end, mean(each, [1] * len(each))))
    negative, neutral, positive = sentence
    biased = (negative, neutral + NEUTRAL_BIAS, positive)
    return Reading(softmax(biased, TEMPERATURE), tuple(words), place)


def mean(rows: Sequence[Probabilities], weights: Sequence[int]) -> Probabilities:
    total = sum(weights)
    negative, neutral, positive = (
        sum(row[side] * weight for row, weight in zip(rows, weights, strict=True)) / total
        for side in range(3)
    )
    return negative, neutral, positive


def average(readings: Sequence[Reading]) -> Probabilities:
    """Of several sentences or windows, each weighs as much as it is long."""
    if not readings:
        return NEUTRAL
    return mean([r.sentence for r in readings], [r.pieces for r in readings])


def choose(probabilities: Probabilities, binary: bool = False) -> tuple[Polarity, float]:
    """The likeliest label and its probability, without neutral when `binary`."""
    negative, neutral, positive = probabilities
    if binary:
        neutral = 0.0
        total = negative + positive
        negative, positive = (negative / total, positive / total) if total else (0.5, 0.5)
    sides = (negative, neutral, positive)
    best = max(range(3), key=lambda side: (sides[side], side))
    return POLARITIES[best], sides[best]


def describe(
    text: str, span: tuple[int, int], readings: Sequence[Reading], binary: bool
) -> SentenceSentiment:
    """One sentence: its label, and the spans in it."""
    label, score = choose(average(readings), binary)
    least = SPAN_MIN_IN_NEUTRAL if label == "neutral" else SPAN_MIN
    words = [word for reading in readings for word in reading.words]
    return SentenceSentiment(SentimentSpan(*span, label, score), find_spans(text, words, least))


def find_spans(text: str, words: Sequence[WordFeeling], least: float) -> tuple[SentimentSpan, ...]:
    """Runs of words of one polarity, each at least `least` likely, within a clause."""
    spans: list[SentimentSpan] = []
    run: list[WordFeeling] = []
    run_label: Polarity = "neutral"
    for word in words:
        felt, score = choose(word.probabilities)
        if score < least:
            felt = "neutral"
        open_run = bool(run) and text[run[-1].end - 1] not in _CLAUSE_MARKS
        if open_run and (felt == run_label or only_negates(text, run)):
            run.append(word)
            continue
        spans += trim(text, run, run_label)
        run, run_label = ([word] if felt != "neutral" else []), felt
    return (*spans, *trim(text, run, run_label))


def only_negates(text: str, run: Sequence[WordFeeling]) -> bool:
    """A bare "not" is no span: what it turns over belongs to it."""
    return all(text[word.start : word.end].lower() in _NEGATIONS for word in run)


def trim(text: str, run: Sequence[WordFeeling], label: Polarity) -> list[SentimentSpan]:
    """The run without function words and punctuation at its ends; [] if nothing is left."""
    bare = [strip_marks(text, word.start, word.end) for word in run]
    carries = [text[start:end].lower() not in _FUNCTION_WORDS for start, end in bare]
    if not any(carries):
        return []
    first, last = carries.index(True), len(run) - 1 - carries[::-1].index(True)
    side = POLARITIES.index(label)
    kept = [word.probabilities[side] for word in run[first : last + 1]]
    return [SentimentSpan(bare[first][0], bare[last][1], label, sum(kept) / len(kept))]


def strip_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without punctuation at its ends; all of it if it is nothing else (":(")."""
    first, last = start, end
    while first < last and unicodedata.category(text[first])[0] == "P":
        first += 1
    while last > first and unicodedata.category(text[last - 1])[0] == "P":
        last -= 1
    return (first, last) if first < last else (start, end)
