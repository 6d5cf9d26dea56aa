"""Completion: where it is silent, how beginnings are healed, what may be shown. Real model."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from nib import loading
from nib.complete import Completer
from nib.completion_limits import confidence_of, may_complete, repeats, unwanted
from nib.language import LanguageModel
from nib.prompt import CONTEXT_UNITS, context_start, split_typed
from nib.runtime.native import NativeRuntime
from nib.types import Completion
from nib.vocabulary import begins_anew


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("Thank you", "", True),
        ("Thank you ", "\nBest,", True),
        ("", "", False),
        ("   ", "", False),
        ("Tha", "nk you", False),  # the caret is inside a word
        ("see https://exam", "", False),
        ("write to bob@exa", "", False),
        ("ping @bo", "", False),
        ("in src/ma", "", False),
        ("const x = foo.ba", "", False),
        ("it costs 12", "", False),
        ("in some_name", "", False),
        ("Dear all,\n\nThank", "", True),
        ("a" * 60, "", False),
    ],
)
def test_where_completion_makes_sense(before: str, after: str, allowed: bool) -> None:
    assert may_complete(before, after) is allowed


@pytest.mark.parametrize(
    ("context", "head", "typed"),
    [
        ("Thank you for your he", "Thank you for your", " he"),
        ("Thank you ", "Thank you", " "),
        ("Thank", "", "Thank"),
        ("Dear all,\nThank", "Dear all,\n", "Thank"),
        ("Dear all,\nThank yo", "Dear all,\nThank", " yo"),
        ("a b\n", "a b\n", ""),
    ],
)
def test_the_last_word_is_taken_back(context: str, head: str, typed: str) -> None:
    assert split_typed(context) == (head, typed)
    assert head + typed == context


def test_a_long_text_is_cut_at_a_sentence() -> None:
    text = "This is one sentence of some length. " * 30 + "And here it"
    start = context_start(text)
    assert len(text) - start <= CONTEXT_UNITS
    assert text[start:].startswith("This is one")


@pytest.mark.parametrize(
    ("text", "generated_from", "loops"),
    [
        ("the latest version of the latest", 21, True),
        ("we went to the the", 14, True),
        ("we went to the shop", 14, False),
        ("as far as", 3, False),
    ],
)
def test_loops(text: str, generated_from: int, loops: bool) -> None:
    assert repeats(text, generated_from) is loops


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("you are a bastard", True),
        ("what a shit", True),
        ("they are bitching", True),
        ("Charles Dickens wrote", False),
        ("a cocktail with spices", False),
        ("the grapes", False),
        ("rapeseed oil", False),
    ],
)
def test_words_never_offered(text: str, refused: bool) -> None:
    assert unwanted(text) is refused


def test_confidence_never_falls_as_probability_rises() -> None:
    values = [confidence_of(step / 100) for step in range(101)]
    assert values == sorted(values)
    assert values[0] >= 0.0
    assert values[-1] <= 1.0


@pytest.mark.parametrize(
    ("token", "ends"), [(" the", True), (".", True), (None, True), ("ing", False), ("'t", False)]
)
def test_what_ends_a_word(token: str | None, ends: bool) -> None:
    assert begins_anew(token) is ends


@pytest.fixture(scope="module")
def language() -> LanguageModel:
    return asyncio.run(loading.load_language(NativeRuntime()))


@pytest.fixture
def completer(language: LanguageModel) -> Iterator[Completer]:
    yield Completer(language)


def complete(completer: Completer, before: str, after: str = "", least: float = 0.2) -> str:
    return asyncio.run(completer.complete(before, after, min_confidence=least)).text


@pytest.mark.parametrize(
    ("before", "begins"),
    [
        ("Please let me know if you have any", " questions"),
        ("Please let me know if you have any ", "questions"),
        ("Please let me know if you have any que", "stions"),
        ("Please let me know if you have any questio", "ns"),
    ],
)
def test_the_same_word_wherever_the_typing_stops(
    completer: Completer, before: str, begins: str
) -> None:
    assert complete(completer, before).startswith(begins)


def test_only_whole_words_are_shown(completer: Completer) -> None:
    shown = complete(completer, "I look forward to hearing", least=0.05)
    assert shown.strip()
    assert not shown.endswith(" ")
    assert all(word.strip(".!?").replace("'", "").isalpha() for word in shown.split())


@pytest.mark.parametrize(
    "before", ["Hello", "John,", "In 2020", "my number is 555", "The meeting is on Mon", "and/or"]
)
def test_always_has_words_to_offer(completer: Completer, before: str) -> None:
    found = asyncio.run(completer.complete(before, "", min_confidence=0.9, always=True))
    assert any(map(str.isalpha, found.text))
    assert not found.text.endswith(" ")


@pytest.mark.parametrize("before", ["Thank you for your", "Thank you for your he"])
def test_alternatives_are_other_words(completer: Completer, before: str) -> None:
    find = completer.complete(before, "", min_confidence=0.0, alternatives=3, always=True)
    found = asyncio.run(find)
    assert len(found.alternatives) == 2
    first_words = {(before + text).split()[-1] for text in found.alternatives}
    assert len(first_words) == 2
    assert not any(found.text.startswith(other) for other in found.alternatives)
    letters = "".join(found.alternatives).replace(" ", "")
    assert letters.replace("'", "").isalpha()


def test_a_typed_beginning_brings_no_blocked_word(completer: Completer) -> None:
    for before in ("What the fu", "He is such an assho", "This is bullsh"):
        assert unwanted(before + complete(completer, before, least=0.0)) is False


def test_silence_where_the_text_behind_the_caret_says_it(completer: Completer) -> None:
    before = "Please let me know if you have any"
    assert complete(completer, before, "\n questions") == ""


def test_silence_below_the_confidence(completer: Completer) -> None:
    assert complete(completer, "The capital of the", least=0.99) == ""


def test_it_goes_as_far_as_wanted(language: LanguageModel) -> None:
    phrases = asyncio.run(loading.load_phrases(NativeRuntime()))
    completer = Completer(language, phrases)
    parts: list[Completion] = []

    def shown(length: str) -> str:
        find = completer.complete(
            "Please let me", "", min_confidence=0.1, length=length, on_part=parts.append
        )
        return asyncio.run(find).text

    words = shown("words").split()
    assert all(len(part.text.split()) <= 2 for part in parts)
    whole = shown("sentence")
    assert len(words) == 2
    assert words == whole.split()[:2]
    clause, conjunction, _ = whole.partition(" if")
    assert conjunction
    assert shown("clause") == clause


def test_a_word_that_is_begun_may_be_left_to_the_writer(completer: Completer) -> None:
    before = "Please let me know if you have any"
    find = completer.complete(before, "", min_confidence=0.1, mid_word=False)
    assert asyncio.run(find).text == ""
    find = completer.complete(f"{before} ", "", min_confidence=0.1, mid_word=False)
    assert asyncio.run(find).text.startswith("questions")


def test_it_writes_the_writers_english(language: LanguageModel) -> None:
    spellings = asyncio.run(loading.load_spellings(NativeRuntime()))
    completer = Completer(language, None, spellings)

    def end_of(before: str, dialect: str) -> str:
        find = completer.complete(before, "", min_confidence=0, always=True, dialect=dialect)
        return asyncio.run(find).text.split()[0]

    assert end_of("The museum is in the city cent", "any") == "er"
    assert end_of("The museum is in the city cent", "uk") == "re"
    assert end_of("The museum is in the city cent", "us") == "er"


SURE = "Please let me know if you have any"


def test_a_stop_between_tokens_spoils_nothing(language: LanguageModel) -> None:
    async def interrupted() -> str:
        completer = Completer(language)
        before = "It was very nice to meet you. " + SURE
        for steps in range(1, 8):
            task = asyncio.ensure_future(completer.complete(before, "", min_confidence=0.0))
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        return (await completer.complete(before, "", min_confidence=0.2)).text

    assert asyncio.run(interrupted()).startswith(" questions")


def test_a_reused_prefix_gives_what_a_fresh_start_gives(language: LanguageModel) -> None:
    """Up to the rounding of int8, which reordering float sums can tip: the same likely words."""
    ids = language.encode("I would like to thank you for your help. " + SURE)
    for end in range(2, len(ids)):
        grown = asyncio.run(language.next_tokens(ids[:end]))
    language.forget()
    fresh = asyncio.run(language.next_tokens(ids[:-1]))
    assert grown.ids[0] == fresh.ids[0]
    known = dict(zip(fresh.ids, fresh.logprobs, strict=True))
    apart = [abs(known[i] - p) for i, p in zip(grown.ids[:5], grown.logprobs[:5], strict=True)]
    assert max(apart) < 1.0
