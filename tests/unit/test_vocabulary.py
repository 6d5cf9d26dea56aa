"""Token texts of both spellings."""

from __future__ import annotations

from nib.vocabulary import Vocabulary

BYTE_LEVEL = ["<|im_end|>", "Ġthe", "Ċ", "cafÃ©", "Ã", "  ", "Ġa▁b", "Ġof", "<｜begin▁of▁text｜>"]
PIECES = ["<s>", "▁the", "<0x0A>", "café", "<0xC3>", "▁▁", "Ġ", "▁of", "[INST]", "<", "]"]


def test_byte_level() -> None:
    texts = Vocabulary(BYTE_LEVEL).texts
    assert texts == [None, " the", "\n", "café", None, "  ", None, " of", None]


def test_sentencepiece() -> None:
    texts = Vocabulary(PIECES).texts
    assert texts == [None, " the", "\n", "café", None, "  ", "Ġ", " of", None, "<", "]"]


def test_an_empty_string_stays_empty() -> None:
    """Ids a vocabulary leaves out."""
    assert Vocabulary(["", "Ġa"]).texts == ["", " a"]
