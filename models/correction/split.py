"""A paragraph into sentences, as the recipe does it; a break after an abbreviation is no break."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]{0,2}\s+(?=[\"'(]{0,2}[A-Z])")
ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|vs|etc|Fig|No|e\.g|i\.e|U\.S|[A-Z])\.)$")


def split_sentences(paragraph: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for match in SENTENCE_END.finditer(paragraph):
        head = paragraph[start : match.end()].strip()
        if not ABBREVIATION.search(head):
            parts.append(head)
            start = match.end()
    parts.append(paragraph[start:].strip())
    return [part for part in parts if part]
