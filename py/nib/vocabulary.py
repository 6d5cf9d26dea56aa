"""What each token of a byte-level vocabulary says, and which tokens begin with given letters.

In: token strings as the vocabulary file spells them (GPT-2's alphabet of bytes). Out: texts, and
a sorted index for token healing. Knows nothing of probabilities.
"""

from __future__ import annotations

from bisect import bisect_left
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
    """Texts by token id; sorted for prefix look-ups."""

    def __init__(self, tokens: Sequence[str]) -> None:
        alphabet = byte_alphabet()
        self.texts: list[str | None] = [token_text(token, alphabet) for token in tokens]
        self._sorted = sorted(
            (text, token_id) for token_id, text in enumerate(self.texts) if text is not None
        )
        self._keys = [text for text, _ in self._sorted]

    def __len__(self) -> int:
        return len(self.texts)

    def starting_with(self, prefix: str) -> int:
        """How many tokens' texts start with `prefix`."""
        end = bisect_left(self._keys, prefix + chr(0x10FFFF))
        return end - bisect_left(self._keys, prefix)
