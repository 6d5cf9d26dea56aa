"""The personal memory as the bytes of one file, and back.

In: a PersonalMemory. Out: a line {"nib_memory": 1, "bytes", "crc32"} and a zlib stream: a line of
JSON (words, phrases, sizes of the tables) and the tables' arrays. What does not fit exactly is
refused whole. Opens no file: the worker stores the bytes (wasm/memory_store.ts).
"""

from __future__ import annotations

import json
import zlib

from nib.personal import MOST_BYTES, SIZES, PersonalMemory
from nib.personal_words import PersonalWords

VERSION = 1
_LEVEL = 1  # most of it is zeros or cannot be made smaller
_MOST_PLAIN = 6_000_000


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
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, zlib.error) as error:
        raise DamagedMemoryError(f"no memory of version {VERSION}") from error


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
    about = json.loads(head)
    memory = PersonalMemory()
    if about["sizes"] != [list(size) for size in SIZES]:
        raise ValueError("tables of other sizes")
    memory.learned_words = int(about["learned_words"])
    for text, count in about["phrases"]:
        memory.book.see(str(text), float(count))
    rest = memoryview(arrays)
    for table in memory.tables:
        table.fill(rest[: table.bytes])
        rest = rest[table.bytes :]
    memory.words = PersonalWords.of(about["words"], rest)
    return memory
