"""nib.sentiment: the pure parts by tables, and the shipped model on sentences that are clear."""

from __future__ import annotations

import asyncio
import hashlib
import json
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nib import sentiment
from nib.runtime.native import NativeRuntime
from nib.runtime.port import Output, State, Tensor
from nib.sentiment import SentimentReader, Word, WordFeeling
from nib.types import Polarity
from tokenizers import Tokenizer as HfTokenizer

COMMITTED = Path(__file__).parents[2] / "models/sentiment"
POSITIVE, NEGATIVE, NEUTRAL = (0.05, 0.05, 0.9), (0.9, 0.05, 0.05), (0.05, 0.9, 0.05)


class LetterTokenizer:
    """Each code point is a piece; its id is the code point."""

    def encode(self, text: str) -> list[int]:
        return [ord(letter) for letter in text]

    def decode(self, token_ids: Sequence[int]) -> str:
        return "".join(map(chr, token_ids))

    def vocabulary(self) -> list[str]:
        return []


class LetterModel:
    """A piece "+" is positive, "-" is negative; a sentence is the sum of its pieces."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    async def run(
        self, feeds: Mapping[str, Tensor], fetch: Sequence[str], state: State | None = None
    ) -> Output:
        rows, length = feeds["input_ids"].shape
        self.shapes.append((rows, length))
        ids = feeds["input_ids"].data
        token = array("f")
        sentence = array("f")
        for row in range(rows):
            signs = ids[row * length : (row + 1) * length]
            for piece in signs:
                token.extend((8.0 * (piece == ord("-")), 4.0, 8.0 * (piece == ord("+"))))
            balance = sum((s == ord("+")) - (s == ord("-")) for s in signs)
            sentence.extend((-4.0 * balance, 2.0, 4.0 * balance))
        tensors = {
            "sentence_logits": Tensor("float32", (rows, 3), sentence),
            "token_logits": Tensor("float32", (rows, length, 3), token),
        }
        return Output({name: tensors[name] for name in fetch})


def read(text: str, binary: bool = False) -> sentiment.Sentiment:
    return asyncio.run(SentimentReader(LetterModel(), LetterTokenizer()).read(text, binary))


def feelings(text: str, probabilities: Sequence[tuple[float, float, float]]) -> list[WordFeeling]:
    words = list(sentiment._WORD.finditer(text))
    return [WordFeeling(*w.span(), p) for w, p in zip(words, probabilities, strict=True)]


@pytest.mark.parametrize(
    ("text", "felt", "expected"),
    [
        ("a lovely film", "=++", [("lovely film", "positive")]),
        ("The lovely film.", "+++", [("lovely film", "positive")]),
        ("good, but slow", "+=-", [("good", "positive"), ("slow", "negative")]),
        ("not good at all", "--==", [("not good", "negative")]),
        ("not good at all", "-+==", [("not good", "negative")]),
        ("it is not.", "==-", [("not", "negative")]),
        ("please send", "+=", []),
        ("funny, moving!", "++", [("funny", "positive"), ("moving", "positive")]),
        ("(dreadful)", "-", [("dreadful", "negative")]),
        ("thanks 😀👍🏽", "=+", [("😀👍🏽", "positive")]),
        ("thanks :(", "=-", [(":(", "negative")]),
        ("cafe\u0301s lovely\u0301", "=+", [("lovely\u0301", "positive")]),
        ("it is the", "+++", []),
        ("plain words", "==", []),
        ("", "", []),
    ],
)
def test_spans(text: str, felt: str, expected: list[tuple[str, Polarity]]) -> None:
    kinds = {"+": POSITIVE, "-": NEGATIVE, "=": NEUTRAL}
    spans = sentiment.find_spans(text, feelings(text, [kinds[sign] for sign in felt]), 0.5)
    assert [(text[span.start : span.end], span.label) for span in spans] == expected


def test_a_span_below_the_threshold_is_not_shown() -> None:
    text = "rather nice"
    words = feelings(text, [NEUTRAL, (0.1, 0.3, 0.6)])
    assert sentiment.find_spans(text, words, 0.7) == ()
    assert [s.score for s in sentiment.find_spans(text, words, 0.5)] == [0.6]


@pytest.mark.parametrize(
    ("probabilities", "binary", "expected"),
    [
        ((0.2, 0.5, 0.3), False, ("neutral", 0.5)),
        ((0.2, 0.5, 0.3), True, ("positive", 0.6)),
        ((0.6, 0.1, 0.3), False, ("negative", 0.6)),
        ((0.0, 1.0, 0.0), True, ("positive", 0.5)),
    ],
)
def test_choose(
    probabilities: tuple[float, float, float], binary: bool, expected: tuple[Polarity, float]
) -> None:
    label, score = sentiment.choose(probabilities, binary)
    assert (label, pytest.approx(score)) == expected


@given(st.lists(st.integers(1, 200), max_size=80))
def test_windows_keep_every_word_and_fit_the_model(sizes: list[int]) -> None:
    words = [Word(n, n + 1, tuple(range(size))) for n, size in enumerate(sizes)]
    rows = list(sentiment.windows(words))
    assert [(w.start, w.end) for row in rows for w in row] == [(w.start, w.end) for w in words]
    assert all(0 < sentiment.count_pieces(row) <= sentiment.MAX_PIECES - 2 for row in rows)


@given(st.tuples(*[st.floats(-50, 50)] * 3), st.floats(0.5, 3))
def test_softmax_is_a_distribution_in_the_order_of_the_logits(
    logits: tuple[float, float, float], temperature: float
) -> None:
    found = sentiment.softmax(logits, temperature)
    assert sum(found) == pytest.approx(1)
    assert found.index(max(found)) == logits.index(max(logits)) or max(found) == pytest.approx(
        found[logits.index(max(logits))]
    )


def test_collate_pads_to_the_longest_row() -> None:
    rows = [[Word(0, 1, (7,))], [Word(0, 2, (7, 8)), Word(3, 4, (9,))]]
    feeds = sentiment.collate(rows)
    assert feeds["input_ids"].shape == (2, 5)
    assert list(feeds["input_ids"].data) == [0, 7, 2, 1, 1, 0, 7, 8, 9, 2]
    assert list(feeds["attention_mask"].data) == [1, 1, 1, 0, 0, 1, 1, 1, 1, 1]


@pytest.mark.parametrize("text", ["", " ", "\n\t \n"])
def test_text_without_words_is_neutral(text: str) -> None:
    found = read(text)
    assert (found.label, found.score, found.sentences) == ("neutral", 1.0, ())


def test_each_sentence_has_its_own_label_and_offsets() -> None:
    text = "😀 Plain words. It is ++good++ now.  And - bad."
    found = read(text)
    sentences = [text[s.sentence.start : s.sentence.end] for s in found.sentences]
    assert sentences == ["😀 Plain words.", "It is ++good++ now.", "And - bad."]
    assert [s.sentence.label for s in found.sentences] == ["neutral", "positive", "negative"]


@given(st.text(st.sampled_from("ab+- .\n😀e\u0301"), max_size=120), st.booleans())
def test_offsets_stay_inside_their_sentence(text: str, binary: bool) -> None:
    found = read(text, binary)
    for part in found.sentences:
        whole = part.sentence
        assert 0 <= whole.start < whole.end <= len(text)
        assert not (binary and whole.label == "neutral")
        for span in part.spans:
            assert whole.start <= span.start < span.end <= whole.end


def test_several_sentences_are_also_read_together() -> None:
    model = LetterModel()
    found = asyncio.run(SentimentReader(model, LetterTokenizer()).read("So ++. But -. But -."))
    assert sum(rows for rows, _ in model.shapes) == 4
    assert found.label == "neutral"  # the signs of all three cancel
    assert [s.sentence.label for s in found.sentences] == ["positive", "negative", "negative"]


def test_long_text_runs_in_small_batches() -> None:
    model = LetterModel()
    text = "+ " * 2000 + ". " + "A plain one. " * 100
    asyncio.run(SentimentReader(model, LetterTokenizer()).read(text))
    assert all(rows <= sentiment.BATCH_ROWS for rows, _ in model.shapes)
    assert all(length <= sentiment.MAX_PIECES for _, length in model.shapes)
    assert sum(rows for rows, _ in model.shapes) > 100


def test_a_very_long_word_is_bounded() -> None:
    found = read("x" * 100_000)
    assert found.sentences[0].sentence.end == 100_000


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> SentimentReader:
    """The committed model, loaded by the native runtime from an index of its own."""
    folder = tmp_path_factory.mktemp("models")
    files = {
        role: {"path": str(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for role, path in {
            "graph": COMMITTED / "model.int8.onnx",
            "tokenizer": COMMITTED / "tokenizer.json",
        }.items()
    }
    (folder / "index.json").write_text(json.dumps({"sentiment": {"files": files}}))
    runtime = NativeRuntime(folder)
    model = asyncio.run(runtime.load_model("sentiment"))
    return SentimentReader(model, asyncio.run(runtime.load_tokenizer("sentiment")))


@pytest.mark.parametrize(
    ("text", "label", "spans"),
    [
        ("I love this phone, it is fantastic.", "positive", ["love", "fantastic"]),
        ("What a terrible waste of time.", "negative", ["terrible waste"]),
        ("The food was good, but the service was terrible.", "negative", ["good", "terrible"]),
        ("The movie is not good.", "negative", ["not good"]),
        ("See you tomorrow 😊", "positive", ["😊"]),
        ("I am going home 😡", "negative", ["😡"]),
        ("The meeting starts at ten in room four.", "neutral", []),
        ("Please send me the report by Friday.", "neutral", []),
        ("The attached file contains the minutes of the last meeting.", "neutral", []),
    ],
)
def test_shipped_model_on_clear_sentences(
    shipped: SentimentReader, text: str, label: Polarity, spans: list[str]
) -> None:
    found = asyncio.run(shipped.read(text))
    assert found.label == label
    shown = [text[span.start : span.end] for part in found.sentences for span in part.spans]
    assert shown == spans


@pytest.mark.parametrize(
    "text",
    [
        "I \u2764\ufe0f it 😀👍🏽 café cafe\u0301 naïve ½ “quoted” it’s",
        "Hello, world! Great—but slow… (maybe) 3.5% off; see https://example.org/a?b=c",
        "Ünïcödé   with   gaps and a # sign",
    ],
)
def test_words_give_the_pieces_of_their_sentence(text: str) -> None:
    """Encoding word by word is what makes offsets known; the model must not notice."""
    tokenizer = HfTokenizer.from_file(str(COMMITTED / "tokenizer.json"))
    joined = " ".join(text.split())
    pieces = [
        piece
        for word in text.split()
        for piece in tokenizer.encode(word, add_special_tokens=False).ids
    ]
    assert pieces == tokenizer.encode(joined, add_special_tokens=False).ids
