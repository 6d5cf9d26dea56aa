"""The encoders the tagger may start from, and how each cuts words into pieces.

Each word is cut on its own, so that pieces belong to one word and the run-time twin can do the
same. An uncased encoder gets the capitals of each word beside its pieces (a shape of 0..3).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from nib.tagger_words import shape
from tokenizers import Tokenizer

from models.correction.places import E5, MINILM


@dataclass(frozen=True, slots=True)
class Encoder:
    folder: Path
    begin: int
    end: int
    unknown: int
    cased: bool


ENCODERS = {
    "e5": Encoder(E5, begin=0, end=2, unknown=3, cased=True),
    "minilm": Encoder(MINILM, begin=101, end=102, unknown=100, cased=False),
}
MAX_PIECES = 12  # of one word


@dataclass(slots=True)
class Pieces:
    encoder: Encoder
    known: dict[str, list[int]] = field(default_factory=dict)
    tokenizer: Tokenizer = field(init=False)

    def __post_init__(self) -> None:
        self.tokenizer = Tokenizer.from_file(str(self.encoder.folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def of(self, word: str) -> list[int]:
        ids = self.known.get(word)
        if ids is None:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:MAX_PIECES]
            ids = self.known[word] = ids or [self.encoder.unknown]
        return ids

    def sentence(self, words: list[str]) -> tuple[list[int], list[int], list[int], list[int]]:
        """Piece ids, shapes of pieces, and each word's first and last piece (word 0: the start)."""
        ids, shapes, first, last = [self.encoder.begin], [0], [0], [0]
        for word in words:
            first.append(len(ids))
            ids += self.of(word)
            last.append(len(ids) - 1)
            shapes += [0 if self.encoder.cased else shape(word)] * (len(ids) - len(shapes))
        return [*ids, self.encoder.end], [*shapes, 0], first, last
