"""The corrector as a whole, without a language model: sentences, caret, cache, any text."""

import asyncio
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nib.correct import Corrector, prose
from nib.dictionary import Dictionary
from nib.english import english
from nib.types import Correction

DICTIONARY = Dictionary(
    (Path(__file__).parents[2] / "models/dictionary/dictionary.bin.gz").read_bytes()
)
CORRECTOR = Corrector(DICTIONARY)


def correct(text: str, *own_words: str, caret: int | None = None) -> Correction:
    return asyncio.run(CORRECTOR.correct(text, own_words, caret))


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("i dont know. teh dog is here.", "I don't know. The dog is here."),
        ("He said teh thing 😀. It is a apple!", "He said the thing 😀. It is an apple!"),
        ("> quoted mail dont change\nI dont mind.", "> quoted mail dont change\nI don't mind."),
        ("```\ndont touch\n```\nI dont mind.", "```\ndont touch\n```\nI don't mind."),
        ("Nothing wrong here.", "Nothing wrong here."),
        ("", ""),
    ],
)
def test_corrected(text: str, corrected: str) -> None:
    assert correct(text).corrected == corrected


def test_every_edit_has_a_reason() -> None:
    found = correct("i dont know teh the the answer , its a apple on monday.")
    assert len(found.edits) >= 6
    for edit in found.edits:
        assert english(edit.reason).endswith((".", "?"))
        assert "$" not in english(edit.reason)
        assert 0 < edit.confidence <= 1


def test_the_word_at_the_caret_is_left_alone() -> None:
    text = "I dont know teh"
    assert [edit.replacement for edit in correct(text, caret=len(text)).edits] == ["don't"]
    assert [edit.replacement for edit in correct(text, caret=4).edits] == ["the"]
    assert len(correct(text).edits) == 2


def test_own_words_change_what_was_kept() -> None:
    text = "The goverment is here."
    assert correct(text).edits
    assert not correct(text, "goverment").edits
    assert correct(text).edits


ANY_TEXT = st.text(
    st.sampled_from(" \n.,!?'’\"aAiI😀\u0301-`@") | st.characters(codec="utf-8"), max_size=80
)
WORD_LIST = "i dont teh the the a apple , . its he go was books many monday 😀 i'm"
WORDS = st.lists(st.sampled_from(WORD_LIST.split()), max_size=14).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(ANY_TEXT | WORDS)
def test_edits_are_sorted_apart_and_real(text: str) -> None:
    found = correct(text)
    cursor = 0
    for edit in found.edits:
        assert cursor <= edit.start <= edit.end <= len(text)
        assert text[edit.start : edit.end] != edit.replacement
        cursor = edit.end
    parts, cursor = [], 0
    for edit in found.edits:
        parts += [text[cursor : edit.start], edit.replacement]
        cursor = edit.end
    assert found.corrected == "".join(parts) + text[cursor:]


@settings(deadline=None, max_examples=60)
@given(WORDS)
def test_correcting_twice_goes_no_further_than_needed(text: str) -> None:
    """A corrected text has no more to correct than it had before."""
    first = correct(text)
    assert len(correct(first.corrected).edits) <= max(len(first.edits), 1)


@pytest.mark.parametrize(
    "piece",
    ["a", "teh ", "Teh dog are here. ", ".", "😀", "' ", "i", "x\u0301 ", "a,b", "\n", "``"],
)
def test_200_000_characters_take_bounded_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    correct(text)
    assert time.process_time() - started < 20


def test_typing_rechecks_only_the_changed_sentence() -> None:
    text = " ".join(f"The recieved letter number {n} was teh best of all." for n in range(300))
    correct(text)
    started = time.process_time()
    correct(f"{text} One more sentense.")
    assert time.process_time() - started < 0.3


def test_others_get_their_turn_within_a_long_text() -> None:
    async def correct_beside_another() -> int:
        text = " ".join(f"He said {n}." for n in range(100))
        long = asyncio.create_task(Corrector(DICTIONARY).correct(text))
        turns = 0
        while not long.done():
            await asyncio.sleep(0)
            turns += 1
        return turns

    assert asyncio.run(correct_beside_another()) > 10


def test_prose_leaves_out_quotes_and_fences() -> None:
    text = "One. Two.\n> quoted\n```\ncode\n```\nThree."
    assert [text[start:end] for start, end in prose(text)] == ["One.", "Two.", "Three."]
