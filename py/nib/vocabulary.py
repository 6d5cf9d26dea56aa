"""What each token of a vocabulary says, whichever way its file spells tokens.

In: token strings by id: in GPT-2's alphabet of bytes, or as SentencePiece writes them ("▁" for a
space, <0x0A> for a byte). Out: texts. Knows nothing of probabilities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

BYTE_LEVEL_SPACE, SENTENCEPIECE_SPACE = "Ġ", "▁"
BYTE = re.compile(r"<0x([0-9A-F]{2})>")
CONTROL = re.compile(r"<[^<>\s]+>|\[[^\[\]\s]+\]")  # <s>, <end_of_turn>, [INST]; tags as well


def byte_alphabet() -> dict[str, int]:
    """GPT-2's spelling of bytes: printable ones stand for themselves, the rest from U+0100 on."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(0x100) if byte not in set(printable)]
    alphabet = {chr(byte): byte for byte in printable}
    return alphabet | {chr(0x100 + index): byte for index, byte in enumerate(hidden)}


def token_text(token: str, alphabet: dict[str, int]) -> str | None:
    """The text of a token; None when it is a part of a character or a control token."""
    if token.startswith("<|") and token.endswith("|>"):
        return None
    if token.isspace():  # Phi and MPT add runs of spaces as they are
        return token
    try:
        return bytes(alphabet[letter] for letter in token).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


def piece_text(piece: str) -> str | None:
    """The same of a SentencePiece token."""
    if byte := BYTE.fullmatch(piece):
        value = int(byte[1], 16)
        return chr(value) if value < 0x80 else None
    if CONTROL.fullmatch(piece):
        return None
    return piece.replace(SENTENCEPIECE_SPACE, " ")


def reader_of(tokens: Sequence[str]) -> Callable[[str], str | None]:
    """Whichever space begins more tokens tells; a byte-level control token may hold a "▁"."""
    begun = [token[:1] for token in tokens]
    if begun.count(SENTENCEPIECE_SPACE) > begun.count(BYTE_LEVEL_SPACE):
        return piece_text
    alphabet = byte_alphabet()
    return lambda token: token_text(token, alphabet)


class Vocabulary:
    """Texts by token id."""

    def __init__(self, tokens: Sequence[str]) -> None:
        read = reader_of(tokens)
        self.texts: list[str | None] = [read(token) for token in tokens]

    def __len__(self) -> int:
        return len(self.texts)


def begins_anew(text: str | None) -> bool:
    """Whether a token of this text ends the word before it."""
    if text is None or not text:
        return True
    return not (text[0].isalnum() or text[0] in "'’-")
