"""The personal memory: what it learns and never learns, its bounds, forgetting, its file."""

from __future__ import annotations

import random
import string
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nib.personal import MOST_BYTES, PersonalMemory
from nib.personal_file import DamagedMemoryError, pack, unpack
from nib.personal_phrases import MOST_PHRASES, PhraseBook
from nib.personal_prediction import Own, PersonalPhrases
from nib.personal_text import runs
from nib.personal_words import MOST_WORDS
from nib.phrase_table import PhraseTable
from nib.phrases import Phrases

PACKED = Path(__file__).parents[2] / "models" / "phrases" / "phrases.bin.gz"
SIGNED = "Best regards, Zbigniewska from the Krakow office."


@cache
def phrases() -> Phrases:
    return Phrases(PhraseTable(PACKED.read_bytes()))


def taught(*texts: str, times: int = 1) -> PersonalMemory:
    memory = PersonalMemory()
    for _ in range(times):
        for text in texts:
            memory.learn(text)
    return memory


def own(memory: PersonalMemory) -> PersonalPhrases:
    return PersonalPhrases(phrases(), Own(memory, PhraseBook()))


def first_word(memory: PersonalMemory, before: str) -> str:
    words = own(memory).predict(before).words
    return words[0].text if words else ""


def everything(memory: PersonalMemory) -> str:
    """All text that the memory holds."""
    words = [memory.words.folded(word) + " " + memory.words.written(word) for word in memory.words]
    return " ".join([*words, *(phrase.text for phrase in memory.book)]).lower()


def test_a_name_comes_back_with_its_capital() -> None:
    memory = taught("We met Zbigniewska at the fair.", "I told Zbigniewska about it.")
    assert first_word(memory, "Please ask Zb") == "Zbigniewska"


def test_what_was_written_behind_the_same_words_comes_first() -> None:
    memory = taught("We ship the flange coupler on Monday.", times=3)
    assert first_word(memory, "Can you ship the flange ") == "coupler"


def test_it_adapts_to_what_is_written_now() -> None:
    memory = taught("Our contact is Anna.", times=4)
    for _ in range(12):
        memory.learn("Our contact is Bertram.")
    assert first_word(memory, "Our contact is ") == "Bertram"


def test_a_phrase_typed_three_times_is_offered_whole() -> None:
    twice, thrice = taught(SIGNED, times=2), taught(SIGNED, times=3)
    assert own(twice).phrase("Best reg") is None
    offer = own(thrice).phrase("Best reg")
    assert offer is not None
    assert offer.text == "ards, Zbigniewska from the Krakow office."


def test_given_phrases_are_offered_though_nothing_is_learned() -> None:
    mine = Own(PersonalMemory(), PhraseBook(), in_use=False)
    mine.give(["Kind regards from your Nib support team"])
    offer = PersonalPhrases(phrases(), mine).phrase("Kind regards fr")
    assert offer is not None
    assert offer.text == "om your Nib support team"
    mine.give([])
    assert PersonalPhrases(phrases(), mine).phrase("Kind regards fr") is None


def test_nothing_of_the_memory_is_used_while_it_is_off() -> None:
    mine = Own(taught(SIGNED, times=5), PhraseBook(), in_use=False)
    off = PersonalPhrases(phrases(), mine)
    assert off.phrase("Best reg") is None
    assert off.predict("I met Zbig") == phrases().predict("I met Zbig")


@pytest.mark.parametrize(
    "secret",
    [
        "4111111111111111",
        "4111-1111-1111-1111",
        "12345",
        "anna@example.org",
        "https://example.org/reset?x=abc",
        "www.example.org",
        "example.org",
        "h0rsebattery",
        "Tr0ub4dor",
        "abCdeFghIjkL",
        "sk_live_abcdef",
        "x" * 31,
        "@handle",
        "C:\\secrets",
        "bastard",
        "a=b",
    ],
)
def test_what_looks_like_a_secret_is_never_learned(secret: str) -> None:
    memory = taught(f"Please send it to {secret} before noon today.", times=4)
    assert secret.lower() not in everything(memory)
    assert all(secret.lower() not in token.folded for run in runs(secret) for token in run.tokens)
    assert memory.words.id_of("noon")  # the rest is


def test_nothing_is_learned_across_a_secret() -> None:
    memory = taught("Send it to anna@example.org before noon.", times=4)
    assert list(memory.contexts(["to"])) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "My password is swordfish.",
        "The PIN was hunter.",
        "password: swordfish",
        "The api key is swordfish, I think.",
    ],
)
def test_what_follows_the_name_of_a_secret_is_not_learned(sentence: str) -> None:
    memory = taught(sentence, times=4)
    assert not memory.words.id_of("swordfish")
    assert not memory.words.id_of("hunter")


@pytest.mark.parametrize(
    "text",
    ["> They wrote this line to me.", "THIS IS SHOUTED AT THEM.", "{ a: 1, b: 2 } = [];", ""],
)
def test_quoted_and_strange_text_teaches_nothing(text: str) -> None:
    assert taught(text).learn(text) == 0


def test_numbers_are_in_no_phrase() -> None:
    memory = taught("Please call me back in 15 minutes or so.", times=5)
    assert not any(char.isdigit() for char in everything(memory))


def test_forgetting_a_word() -> None:
    memory = taught("We met Zbigniewska at the fair.", SIGNED, times=4)
    assert memory.forget("Zbigniewska")
    assert "zbigniewska" not in everything(memory)
    assert first_word(memory, "We met Zb") != "Zbigniewska"
    memory.learn("We met Zbigniewska once.")
    assert first_word(memory, "and Zbigniewska ") != "at"  # what followed it is gone as well


def test_forgetting_a_phrase() -> None:
    memory = taught(SIGNED, times=5)
    assert memory.forget("Best regards, Zbigniewska from the Krakow office.")
    assert own(memory).phrase("Best reg") is None
    ways = [way.text for way in own(memory).ways_on("Best regards, Zbigniewska ", 3)]
    assert "from the Krakow" not in ways


def test_forgetting_what_was_never_learned_changes_nothing() -> None:
    memory = taught(SIGNED, times=3)
    before = pack(memory)
    assert not memory.forget("unheard")
    assert pack(memory) == before


def test_a_flood_stays_within_its_bounds() -> None:
    chance = random.Random(1)
    letters = string.ascii_lowercase + "éößЖ漢"
    memory = PersonalMemory()
    for _ in range(6_000):
        words = ("".join(chance.choices(letters, k=chance.randint(3, 28))) for _ in range(20))
        memory.learn(" ".join(words).capitalize() + ".")
    content = pack(memory)
    assert len(content) <= MOST_BYTES
    assert len(memory.words) <= MOST_WORDS
    assert len(memory.book) <= MOST_PHRASES
    memory.learn("It still learns what is new today.")
    assert memory.words.id_of("today")
    assert pack(unpack(content)) == content


sentence = st.lists(
    st.text(alphabet="abcdeABC'-", min_size=1, max_size=8), min_size=2, max_size=12
).map(lambda words: " ".join(words) + ".")


@settings(deadline=None, max_examples=40)
@given(st.lists(sentence, max_size=12))
def test_its_file_gives_the_same_memory_back(texts: list[str]) -> None:
    memory = taught(*texts)
    again = unpack(pack(memory))
    assert pack(again) == pack(memory)
    for text in texts:
        assert own(again).predict(text[:-3]) == own(memory).predict(text[:-3])
        assert again.learn(text) == memory.learn(text)
    assert pack(again) == pack(memory)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_forgotten_words_are_in_no_text(data: st.DataObject) -> None:
    texts = data.draw(st.lists(sentence, min_size=1, max_size=8))
    memory = taught(*texts, times=4)
    known = sorted(word for word in map(memory.words.folded, memory.words) if word[0].isalpha())
    if not known:
        return
    word = data.draw(st.sampled_from(known))
    assert memory.forget(word)
    assert memory.words.id_of(word) == 0
    assert all(word not in phrase.text.lower().split() for phrase in memory.book)
    assert not any(known == word for known in map(memory.words.folded, memory.words))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_any_text_can_be_learned(text: str) -> None:
    memory = taught(text, times=3)
    assert len(pack(memory)) <= MOST_BYTES
    for before in (text, text[:-1], text + " "):
        words = own(memory).predict(before).words
        assert sum(word.probability for word in words) <= 1 + 1e-6
        own(memory).phrase(before)


@cache
def packed() -> bytes:
    return pack(taught(SIGNED, "We ship the flange coupler on Monday.", times=4))


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_is_noticed(at: int, change: int) -> None:
    content = bytearray(packed())
    content[at % len(content)] ^= change
    try:
        memory = unpack(bytes(content))
    except DamagedMemoryError:
        return
    assert pack(memory) == packed()  # a blank of the first line: nothing was lost


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=300) | st.integers(0, 3_000).map(lambda n: packed()[:-1][:n]))
def test_what_is_no_memory_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedMemoryError):
        unpack(content)
