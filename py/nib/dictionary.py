"""English words, their frequencies and their forms, out of one packed file.

In: the bytes of dictionary.bin.gz (models/dictionary/recipe.py): gzip of a JSON line
{section: [offset, length]} and the sections behind it:
  words (sorted lines: the word, a character 33 + 3 log2 of its count in 10^9 words, 1 if it may
  be suggested else 0), typos ("misspelling correction ..."), verbs ("base past participle gerund
  third"), nouns ("singular plural"), ngrams (see ngrams.py).
Words are found by bisection in the bytes, and the rest is unpacked when first asked for: loading
costs little more than decompression (Pyodide starts with every page session).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from functools import cached_property, lru_cache

from nib.ngrams import NgramTable
from nib.spelling import edit_cost

_UNKNOWN_FREQUENCY = 1e-9
_LONGEST_WORD = 30
_FIRST_LEVEL = 33  # the character of level 0
_RAREST_SUGGESTED = chr(_FIRST_LEVEL + 14)
_CACHED_WORDS = 4000

# First letters that sound alike or are dropped ("nife", "fone", "sycle", "anderstand").
_FIRST_SLIPS = {"n": "kp", "f": "p", "s": "cp", "k": "c", "c": "s", "r": "w", "j": "g", "o": "h"}
_FIRST_SLIPS |= {vowel: "aeiou" + _FIRST_SLIPS.get(vowel, "") for vowel in "aeiou"}
_LONG_WORD = 9  # letters from which three edits may have happened


class Dictionary:
    """Words are lower case where English writes them so, else as written ("London")."""

    def __init__(self, packed: bytes) -> None:
        """Raises ValueError when the bytes are not a dictionary."""
        try:
            content = zlib.decompress(packed, wbits=31)
            newline = content.index(b"\n")
            header: dict[str, list[int]] = json.loads(content[:newline])
            view = memoryview(content)[newline + 1 :]
            self._sections = {name: view[at : at + size] for name, (at, size) in header.items()}
            self._words = self._sections["words"].tobytes()
            self.ngrams = NgramTable(self._sections["ngrams"])
        except (zlib.error, KeyError, ValueError, TypeError, AttributeError) as error:
            raise ValueError(f"not a dictionary: {error}") from error
        self._by_letter: dict[str, dict[int, list[tuple[str, int]]]] = {}
        self.level = lru_cache(maxsize=_CACHED_WORDS)(self._find_level)
        self.suggest = lru_cache(maxsize=_CACHED_WORDS)(self._find_suggestions)

    def is_word(self, word: str) -> bool:
        """Is `word`, as it is written, English (any dialect), a name or an abbreviation?"""
        word = word.replace("’", "'")
        if self.level(word) is not None:
            return True
        lower = word.lower()
        if word[0].isupper():  # "HELLO", "Hello", "LONDON"
            spellings = (lower, word.capitalize())
            if any(self.level(spelling) is not None for spelling in spellings):
                return True
        if lower.endswith(("'s", "s'")):
            return self.is_word(word[:-2] if lower.endswith("'s") else word[:-1])
        return False

    def frequency(self, word: str) -> float:
        """Probability of `word` (as written, else in lower case), about; never 0."""
        level = self.level(word)
        if level is None:
            level = self.level(word.lower())
        return 2.0 ** (level / 3) * 1e-9 if level is not None else _UNKNOWN_FREQUENCY

    def name_of(self, lower: str) -> str | None:
        """The capitalised name of which `lower` is the small spelling, if it is nothing else."""
        name = lower.capitalize()
        return name if self.level(lower) is None and self.level(name) is not None else None

    def known_fixes(self, misspelling: str) -> tuple[str, ...]:
        """What the list of common misspellings says; empty when it does not have it."""
        line = find_line(self._typos, misspelling, b" ")
        return tuple(line.decode().split(" ")[1:]) if line else ()

    def _find_level(self, word: str) -> int | None:
        """3 log2 of the count in 10^9 words of `word` as written; None for no word."""
        line = find_line(self._words, word)
        return line[-2] - _FIRST_LEVEL if line else None

    def _find_suggestions(self, word: str, limit: int = 5) -> list[tuple[str, float]]:
        """Words that may have been meant by `word` (lower case), best first, with their cost.

        The cost is that of the edits (see spelling.py) less a bonus for frequent words: the
        negative log of how likely this is, up to a constant.
        """
        if len(word) > _LONGEST_WORD:
            return []
        costs = self._costs(word, 1 if len(word) < 5 else 2)
        if not costs and len(word) >= _LONG_WORD:
            costs = self._costs(word, 3)
        for rank, fix in enumerate(self.known_fixes(word)):
            cost = 2.0 + rank * 0.5 - _frequency_bonus(self.level(fix) or 0)
            costs[fix] = min(costs.get(fix, 9.0), cost) - 1.5
        return sorted(costs.items(), key=lambda item: item[1])[:limit]

    def _costs(self, word: str, reach: int) -> dict[str, float]:
        """The cost of each word within about `reach` edits of `word`."""
        costs: dict[str, float] = {}
        for found, level in self._near(word, reach):
            cost = edit_cost(word, found.lower())
            if cost is not None:
                costs[found] = cost - _frequency_bonus(level)
        return costs

    def _near(self, word: str, reach: int) -> Iterator[tuple[str, int]]:
        """Words that share most letters with `word`: a superset of those within `reach` edits."""
        letters = set(word)
        length = len(word)
        for letter in _first_letters(word):
            lengths = self._letter_words(letter)
            edits = reach if letter == word[0] else 1
            for size in range(length - edits, length + edits + 1):
                # a replaced letter changes two letters of the set, an added one only one
                most = 2 * edits - abs(size - length)
                for entry in lengths.get(size, ()):
                    if len(letters.symmetric_difference(entry[0])) <= most:
                        yield entry

    def _letter_words(self, letter: str) -> dict[int, list[tuple[str, int]]]:
        """Words to suggest that begin with `letter`, and their levels, by length."""
        by_length = self._by_letter.get(letter)
        if by_length is None:
            by_length = self._by_letter[letter] = {}
            for first in (letter, letter.upper()):
                low = self._words.find(f"\n{first}".encode()) + 1
                high = self._words.find(f"\n{chr(ord(first) + 1)}".encode()) + 1
                for line in str(self._words[low : high or None], "utf-8").split("\n"):
                    if line.endswith("1") and line[-2] >= _RAREST_SUGGESTED:
                        entry = (line[:-2], ord(line[-2]) - _FIRST_LEVEL)
                        by_length.setdefault(len(line) - 2, []).append(entry)
        return by_length

    @cached_property
    def _typos(self) -> bytes:
        return self._sections["typos"].tobytes()

    @cached_property
    def verbs(self) -> list[tuple[str, ...]]:
        """(base, past, participle, gerund, third person) of each verb."""
        return [tuple(line.split(" ")) for line in self._lines("verbs")]

    @cached_property
    def participles(self) -> frozenset[str]:
        return frozenset(verb[2] for verb in self.verbs)

    @cached_property
    def plurals(self) -> dict[str, str]:
        """singular -> plural of each noun that has one of its own."""
        lines = (line.partition(" ") for line in self._lines("nouns"))
        return {singular: plural for singular, _, plural in lines}

    def _lines(self, section: str) -> list[str]:
        return str(self._sections[section], "utf-8").strip("\n").split("\n")


def find_line(lines: bytes, key: str, separator: bytes = b"") -> bytes | None:
    """The line of `key` among sorted lines that begin and end with a line break.

    A line is the key and two characters, or the key, the separator and anything.
    """
    wanted = key.encode("utf-8", "replace")
    low, high = 1, len(lines)  # both at the start of a line
    while low < high:
        start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
        end = lines.index(b"\n", start)
        found = lines[start:end].partition(separator)[0] if separator else lines[start : end - 2]
        if found == wanted:
            return lines[start:end]
        if found < wanted:
            low = end + 1
        else:
            high = start
    return None


def _first_letters(word: str) -> list[str]:
    """The first letters a suggestion may have: the word's own, and those one slip away."""
    first = [char for char in word[:2] if "a" <= char <= "z"]
    return sorted({*first, *_FIRST_SLIPS.get(word[:1], "")})


def _frequency_bonus(level: int) -> float:
    return level / 3 * 0.45
