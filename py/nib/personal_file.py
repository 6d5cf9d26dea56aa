"""The personal memory as the bytes of one file, and back.

In: a PersonalMemory. Out: a line {"nib_memory": 1, "bytes", "crc32"} and a zlib stream: a line of
JSON (words, phrases, sizes of the tables) and the tables' arrays. What does not fit exactly is
refused whole; of a file that anyone may have made (an import) also what could be read and would
do harm later. Opens no file: the worker stores the bytes (wasm/memory_store.ts).
"""

from __future__ import annotations

import json
import re
import zlib
from itertools import accumulate

from nib.personal import MOST_BYTES, SIZES, PersonalMemory
from nib.personal_phrases import LONGEST_PHRASE, MOST_PHRASES
from nib.personal_text import may_learn
from nib.personal_words import MOST_COUNTED, PersonalWords

VERSION = 1
_LEVEL = 1  # most of it is zeros or cannot be made smaller
_MOST_PLAIN = 6_000_000
_MOST_HEAD = 2_500_000  # of it, the line of JSON: words and phrases are bounded by their bytes
_MOST_LEARNED = 10**12
_DEEPEST = 4
_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NO_BRACKET = re.compile(rb"[^][{}]+")
_WRONG = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
    zlib.error,
)


class DamagedMemoryError(ValueError):
    """These bytes are no memory, or of another version. The message holds nothing of them."""


def pack(memory: PersonalMemory) -> bytes:
    """At most MOST_BYTES."""
    while len(content := _packed(memory)) > MOST_BYTES:  # the limits of the parts forbid it
        memory.make_room()
    return content


def _packed(memory: PersonalMemory) -> bytes:
    about = {
        "learned_words": memory.learned_words,
        "words": memory.words.texts(),
        "phrases": [[phrase.text, round(phrase.count, 2)] for phrase in memory.book],
        "sizes": SIZES,
    }
    head = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
    arrays = [*(table.to_bytes() for table in memory.tables), memory.words.columns()]
    body = zlib.compress(b"\n".join((head, b"".join(arrays))), _LEVEL)
    first = {"nib_memory": VERSION, "bytes": len(body), "crc32": zlib.crc32(body)}
    return json.dumps(first).encode() + b"\n" + body


def unpack(content: bytes) -> PersonalMemory:
    """Raises DamagedMemoryError."""
    try:
        return _unpacked(content)
    except _WRONG:
        raise DamagedMemoryError(f"no memory of version {VERSION}") from None


def unpack_foreign(content: bytes) -> PersonalMemory:
    """The same, of bytes that anyone may have made: nothing in it that Nib could not have put
    there. Raises DamagedMemoryError."""
    memory = unpack(content)
    live = list(memory.words)
    if not memory.words.is_sound() or not all(table.is_sound(live) for table in memory.tables):
        raise DamagedMemoryError("no memory that Nib made")
    if not all(_may_be_kept(phrase.text, phrase.count) for phrase in memory.book):
        raise DamagedMemoryError("phrases that Nib would not keep")
    return memory


def _may_be_kept(text: str, count: float) -> bool:
    return 0 <= count <= MOST_COUNTED and len(text) <= LONGEST_PHRASE and may_learn(text)


def _unpacked(content: bytes) -> PersonalMemory:
    first, _, body = content.partition(b"\n")
    told = json.loads(first[:200])
    if told["nib_memory"] != VERSION or told["bytes"] != len(body):
        raise ValueError("another version or length")
    if told["crc32"] != zlib.crc32(body):
        raise ValueError("the checksum is not right")
    stream = zlib.decompressobj()
    plain = stream.decompress(body, _MOST_PLAIN)
    if not stream.eof:
        raise ValueError("it does not end")
    head, _, arrays = plain.partition(b"\n")
    if len(head) > _MOST_HEAD or _depth(head) > _DEEPEST:
        raise ValueError("too many words, or nested as no memory is")
    about = json.loads(head)
    memory = PersonalMemory()
    if about["sizes"] != [list(size) for size in SIZES]:
        raise ValueError("tables of other sizes")
    memory.learned_words = int(about["learned_words"])
    if not 0 <= memory.learned_words <= _MOST_LEARNED or len(about["phrases"]) > MOST_PHRASES:
        raise ValueError("counts that are none")
    for text, count in about["phrases"]:
        memory.book.see(str(text), float(count))
    rest = memoryview(arrays)
    for table in memory.tables:
        table.fill(rest[: table.bytes])
        rest = rest[table.bytes :]
    memory.words = PersonalWords.of(about["words"], rest)
    return memory


def _depth(text: bytes) -> int:
    """Of JSON. One that is nested too deep ends Python in the browser, and not by an exception."""
    brackets = _NO_BRACKET.sub(b"", _TEXT.sub(b"", text))
    return max(accumulate(1 if bracket in b"[{" else -1 for bracket in brackets), default=0)
