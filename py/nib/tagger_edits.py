"""From changed tokens back to the text: ranges, spaces and reasons.

In: the text, the ranges of its tokens, what became of them. Out: types.Edit, in code points. Words
are joined as English writes them: no space before a comma or a clitic, none around a hyphen.
"""

from __future__ import annotations

from collections.abc import Sequence

from nib.explain import worded
from nib.tagger_policy import group_of
from nib.tagger_slots import Change
from nib.types import Edit, Wording

_TIGHT_BEFORE = frozenset(
    [
        ",",
        ".",
        ";",
        ":",
        "?",
        "!",
        ")",
        "]",
        "'",
        "'s",
        "'ve",
        "'re",
        "'ll",
        "'d",
        "'m",
        "n't",
        "-",
        "’s",
        "n’t",
    ]
)
_TIGHT_AFTER = frozenset(["(", "[", "-"])
_VERB_TAGS = frozenset(("$ING", "$PAST", "$PART"))
_CLITIC_S = frozenset(("+'s", "+’s"))
# Group or its beginning -> kind, sentence of the reason, what fills its places: what was written
# (old), what is proposed (new).
_REASONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("$SPELL", "spelling", ("spelling", "old", "new")),
    ("$CAP", "capital", ("capital_here", "new")),
    ("$LOWER", "capital", ("capital_unneeded", "new")),
    ("$UPPER", "capital", ("all_capitals", "new")),
    ("$JOIN", "spelling", ("one_word", "new")),
    ("$SWAP", "word_order", ("order",)),
    ("$S", "agreement", ("form", "new")),
    ("$BASE", "agreement", ("form", "new")),
    ("be agreement", "agreement", ("agreement", "new")),
    ("be tense", "verb_form", ("tense", "new")),
    ("$LY", "word_form", ("adverb", "new")),
    ("$ADJ", "word_form", ("adjective", "new")),
    ("add comma", "comma", ("comma_easier",)),
    ("delete comma", "comma", ("comma_unneeded",)),
    ("to comma", "punctuation", ("comma_fits",)),
    ("add stop", "punctuation", ("stop_missing",)),
    ("add hyphen", "punctuation", ("hyphen",)),
    ("add apostrophe", "contraction", ("apostrophe_missing",)),
    ("add article", "determiner", ("article_missing",)),
    ("delete article", "determiner", ("article_unneeded",)),
    ("article for article", "determiner", ("article_fits", "new")),
    ("determiner for determiner", "determiner", ("surroundings", "new")),
    ("add preposition", "preposition", ("preposition_missing", "new")),
    ("add to", "preposition", ("to_missing",)),
    ("delete preposition", "preposition", ("unneeded", "old")),
    ("preposition for preposition", "preposition", ("usual_word", "new")),
    ("add", "missing_word", ("missing_word",)),
    ("delete", "extra_word", ("extra_word", "old")),
    ("start", "missing_word", ("missing_word",)),
    ("stop", "punctuation", ("fits", "new")),
    ("to stop", "punctuation", ("fits", "new")),
    ("", "confusion", ("confusion", "new", "old")),
)


def join(words: Sequence[str]) -> str:
    """Tokens as text."""
    text = ""
    for i, word in enumerate(words):
        tight = i and (word in _TIGHT_BEFORE or words[i - 1] in _TIGHT_AFTER)
        text += word if not i or tight else f" {word}"
    return text


def explain(tag: str, written: str, old: str, new: str) -> tuple[str, Wording]:
    """Kind and reason of a change that began with `tag` on the token `written`."""
    if tag in _VERB_TAGS:
        return "verb_form", worded("verb", "new", new=new)
    if tag in _CLITIC_S and not old.endswith(("'", "’")):
        return "contraction", worded("contraction", "new", new=new)
    group = group_of(tag, written)
    kind, sentence = next((k, s) for prefix, k, s in _REASONS if group.startswith(prefix))
    added = new.removeprefix(old).strip() if tag[0] == "+" else new
    return kind, worded(*sentence, old=old, new=added or new)


def edit_of(text: str, ranges: Sequence[tuple[int, int]], change: Change) -> Edit | None:
    """The edit that makes `change`; None for words before the first token (never sure enough)."""
    if change.first < 0:
        return None
    start, end = ranges[change.first][0], ranges[change.last][1]
    old, new = text[start:end], join(change.words)
    kind, reason = explain(change.tag, text[slice(*ranges[change.first])], old, new)
    if not new:
        start, end = _with_space(text, start, end)
    elif change.words[-1] == "-" and text[end : end + 1] == " ":
        end += 1
    return Edit(start, end, new, kind, reason, round(change.score, 4))


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """A deleted word takes one of the spaces around it along."""
    if start and text[start - 1] == " ":
        return start - 1, end
    return (start, end + 1) if text[end : end + 1] == " " else (start, end)
