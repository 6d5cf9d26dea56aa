"""A memory from a file that anyone may have made: what Nib packed is taken, and what would do harm
later is refused whole, though its length and checksum are right."""

from __future__ import annotations

import json
import random
import string
import zlib
from array import array
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nib.personal import SIZES, PersonalMemory
from nib.personal_file import DamagedMemoryError, pack, unpack, unpack_foreign
from nib.personal_table import ContextTable
from nib.personal_words import MOST_WORDS

TABLE_BYTES = sum(ContextTable(*size).bytes for size in SIZES)


def taught(*texts: str, times: int = 1) -> PersonalMemory:
    memory = PersonalMemory()
    for _ in range(times):
        for text in texts:
            memory.learn(text)
    return memory


def packed() -> bytes:
    return pack(taught("Kind regards from the McFlange team.", "We ship it on Monday.", times=4))


def parts(content: bytes) -> tuple[dict[str, Any], bytearray, bytearray]:
    """The JSON, the tables, the words' columns."""
    plain = zlib.decompress(content.partition(b"\n")[2])
    head, _, arrays = plain.partition(b"\n")
    return (
        json.loads(head),
        bytearray(arrays[:TABLE_BYTES]),
        bytearray(arrays[TABLE_BYTES:]),
    )


def sealed(head: bytes, tables: bytes, columns: bytes) -> bytes:
    body = zlib.compress(b"\n".join((head, tables + columns)), 1)
    first = {"nib_memory": 1, "bytes": len(body), "crc32": zlib.crc32(body)}
    return json.dumps(first).encode() + b"\n" + body


def resealed(change: Callable[[dict[str, Any], bytearray, bytearray], object]) -> bytes:
    about, tables, columns = parts(packed())
    change(about, tables, columns)
    return sealed(json.dumps(about).encode(), tables, columns)


def test_what_was_packed_is_taken() -> None:
    assert pack(unpack_foreign(packed())) == packed()
    assert resealed(lambda *_: None)
    assert pack(unpack_foreign(resealed(lambda *_: None))) == packed()


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400), st.lists(st.integers(0, 500), max_size=3))
def test_whatever_text_was_learned_is_taken(text: str, forgotten: list[int]) -> None:
    memory = taught(text, "Kind regards from the McFlange team.", times=4)
    for at in forgotten:
        known = sorted(map(memory.words.folded, memory.words))
        memory.forget(known[at % len(known)])
    assert pack(unpack_foreign(pack(memory))) == pack(memory)


def test_a_full_memory_is_taken() -> None:
    """Of short words, the number of which is what ends it, in the middle of a sentence."""
    chance = random.Random(3)
    memory = PersonalMemory()
    while not memory.words.is_full:
        words = ["".join(chance.choices(string.ascii_lowercase, k=4)) for _ in range(119)]
        memory.learn(" ".join(words) + ".")
    assert len(memory.words) > MOST_WORDS * 0.9
    assert len(unpack_foreign(pack(memory)).words) == len(memory.words)


def about(**change: Any) -> bytes:
    return resealed(lambda told, *_: told.update(change))


def words(**change: Any) -> bytes:
    return resealed(lambda told, *_: told["words"].update(change))


def renamed(old: str, new: Any) -> bytes:
    def change(told: dict[str, Any], *_: bytearray) -> None:
        folded = told["words"]["folded"]
        folded[folded.index(old)] = new

    return resealed(change)


def counted(value: float) -> bytes:
    def change(told: dict[str, Any], _: bytearray, columns: bytearray) -> None:
        size = len(told["words"]["folded"])
        columns[size + 4 : size + 8] = array("f", [value]).tobytes()

    return resealed(change)


def numbered(value: int) -> bytes:
    def change(told: dict[str, Any], _: bytearray, columns: bytearray) -> None:
        columns[-4:] = array("I", [value]).tobytes()

    return resealed(change)


def table_of(value: int, part: int) -> bytes:
    """Every entry of a part of the first table; parts: keys, totals, epochs, words, counts."""
    slots = SIZES[0][0] * 4
    lengths = [4 * slots, 2 * slots, 2 * slots, 2 * slots * SIZES[0][1], 2 * slots * SIZES[0][1]]
    start = sum(lengths[:part])

    def change(_: dict[str, Any], tables: bytearray, __: bytearray) -> None:
        tables[start : start + lengths[part]] = array("H", [value]).tobytes() * (lengths[part] // 2)

    return resealed(change)


def headed(head: bytes) -> bytes:
    _, tables, columns = parts(packed())
    return sealed(head, bytes(tables), bytes(columns))


HOSTILE = {
    "a nest": headed(b"[" * 1_000_000),
    "a nest in an entry": headed(b'{"sizes":' + b"[" * 1_000_000),
    "a nest among words": headed(b'{"words":{"folded":["' + b'\\"", [' * 300_000),
    "a long line": headed(b'{"x":"' + b"x" * 2_600_000 + b'"}'),
    "no end to it": sealed(b"0" * 20_000_000, b"", b""),
    "words learned without end": about(learned_words=float("inf")),
    "words learned that are no number": about(learned_words=float("nan")),
    "words unlearned": about(learned_words=-1),
    "a number of a million digits": headed(b'{"learned_words":' + b"9" * 1_000_000 + b"}"),
    "tables of other sizes": about(sizes=[[1, 1]] * 4),
    "too many phrases": about(phrases=[["kind regards", 1]] * 2_001),
    "a phrase that is none": about(phrases=[["kind regards"]]),
    "a phrase seen without end": about(phrases=[["Kind regards from us", float("inf")]]),
    "a phrase seen less than never": about(phrases=[["Kind regards from us", -1]]),
    "a phrase with a secret": about(phrases=[["the number is 4929123412341234", 4]]),
    "a phrase that turns the line round": about(phrases=[["kind \u202e regards from", 4]]),
    "a phrase that is half a sign": about(phrases=[["kind \ud800 regards from", 4]]),
    "a word twice": renamed("ship", "regards"),
    "a word that is two": renamed("ship", "ship it"),
    "a word in capitals": renamed("ship", "SHIP"),
    "a word with a sign nobody sees": renamed("ship", "sh\u202eip"),
    "a word that is half a sign": renamed("ship", "sh\ud800p"),
    "a word without end": renamed("ship", "s" * 61),
    "a word that is a number": renamed("ship", 7),
    "a word that is a list": renamed("ship", ["ship"]),
    "a spelling of another word": words(written={"1": "Other"}),
    "a spelling of no word": words(written={"9999": "Kind"}),
    "spellings that are a list": words(written=["Kind"]),
    "the next number is one that was given": words(next_number=0x1000),
    "no next number is left": words(next_number=2**32 - 1),
    "a count without end": counted(float("inf")),
    "a count that is none": counted(float("nan")),
    "a count below nothing": counted(-1.0),
    "a number given twice": numbered(0x1000),
    "a number of a mark": numbered(1),
    "totals that would run over": table_of(65_535, 1),
    "next words that there are not": table_of(60_000, 3),
    "counts that would run over": table_of(65_535, 4),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused(name: str) -> None:
    with pytest.raises(DamagedMemoryError):
        unpack_foreign(HOSTILE[name])


def test_a_refusal_says_nothing_of_the_content() -> None:
    for content in HOSTILE.values():
        with pytest.raises(DamagedMemoryError) as refusal:
            unpack_foreign(content)
        assert "kind" not in str(refusal.value).lower()
        assert refusal.value.__cause__ is None


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_what_is_taken_can_be_used(data: st.DataObject) -> None:
    """Any bytes in any array: refused, or good for all that is done with a memory."""
    told, tables, columns = parts(packed())
    for _ in range(data.draw(st.integers(1, 40))):
        where = data.draw(st.sampled_from([tables, columns]))
        where[data.draw(st.integers(0, len(where) - 1))] = data.draw(st.integers(0, 255))
    content = sealed(json.dumps(told).encode(), bytes(tables), bytes(columns))
    try:
        memory = unpack_foreign(content)
    except DamagedMemoryError:
        return
    memory.learn("Kind regards from the McFlange team. We ship it on Monday.")
    memory.learn_accepted("Kind regards ", "from the McFlange team")
    list(memory.contexts(["kind", "regards", "from"]))
    memory.forget("Monday")
    memory.make_room()
    assert unpack(pack(memory))
