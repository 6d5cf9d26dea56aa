"""What each token of a byte-level vocabulary says.

In: token strings as the vocabulary file spells them (GPT-2's alphabet of bytes). Out: texts.
Knows nothing of probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence


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
    try:
        return bytes(alphabet[letter] for letter in token).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


class Vocabulary:
    """Texts by token id."""

    def __init__(self, tokens: Sequence[str]) -> None:
        alphabet = byte_alphabet()
        self.texts: list[str | None] = [token_text(token, alphabet) for token in tokens]

    def __len__(self) -> int:
        return len(self.texts)


def begins_anew(text: str | None) -> bool:
    """Whether a token of this text ends the word before it."""
    if text is None or not text:
        return True
    return not (text[0].isalnum() or text[0] in "'’-")
