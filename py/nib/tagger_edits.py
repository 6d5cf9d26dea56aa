"""From changed tokens back to the text: ranges, spaces and reasons.

In: the text, the ranges of its tokens, what became of them. Out: types.Edit, in code points. Words
are joined as English writes them: no space before a comma or a clitic, none around a hyphen.
"""

from __future__ import annotations

from collections.abc import Sequence

from nib.tagger_policy import group_of
from nib.tagger_slots import Change
from nib.types import Edit

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
# group or its beginning -> kind, reason; {old} and {new} are what was written and is proposed
_REASONS: tuple[tuple[str, str, str], ...] = (
    ("$SPELL", "spelling", "“{old}” looks misspelt; did you mean “{new}”?"),
    ("$CAP", "capital", "“{new}” begins with a capital letter here."),
    ("$LOWER", "capital", "“{new}” needs no capital letter here."),
    ("$UPPER", "capital", "“{new}” is written in capitals."),
    ("$JOIN", "spelling", "“{new}” is one word."),
    ("$SWAP", "word_order", "These words usually come the other way round."),
    ("$S", "agreement", "“{new}” is the form that goes with the words around it."),
    ("$BASE", "agreement", "“{new}” is the form that goes with the words around it."),
    ("be agreement", "agreement", "“{new}” goes with the subject of this sentence."),
    ("be tense", "verb_form", "“{new}” fits the time of this sentence."),
    ("$LY", "word_form", "“{new}” says how something is done."),
    ("$ADJ", "word_form", "“{new}” describes a thing."),
    ("add comma", "comma", "A comma makes this easier to read."),
    ("delete comma", "comma", "No comma is needed here."),
    ("to comma", "punctuation", "A comma fits here."),
    ("add stop", "punctuation", "The sentence needs a mark at its end."),
    ("add hyphen", "punctuation", "These words are joined by a hyphen here."),
    ("add apostrophe", "contraction", "An apostrophe is missing here."),
    ("add article", "determiner", "An article is missing here."),
    ("delete article", "determiner", "No article is needed here."),
    ("article for article", "determiner", "“{new}” is the article that fits here."),
    ("determiner for determiner", "determiner", "“{new}” fits the words around it."),
    ("add preposition", "preposition", "A word like “{new}” is missing here."),
    ("add to", "preposition", "“To” is missing here."),
    ("delete preposition", "preposition", "“{old}” is not needed here."),
    ("preposition for preposition", "preposition", "“{new}” is the usual word here."),
    ("add", "missing_word", "A word seems to be missing here."),
    ("delete", "extra_word", "“{old}” seems to be too much here."),
    ("start", "missing_word", "A word seems to be missing here."),
    ("stop", "punctuation", "“{new}” fits better here."),
    ("to stop", "punctuation", "“{new}” fits better here."),
    ("", "confusion", "“{new}” seems to fit better here than “{old}”."),
)


def join(words: Sequence[str]) -> str:
    """Tokens as text."""
    text = ""
    for i, word in enumerate(words):
        tight = i and (word in _TIGHT_BEFORE or words[i - 1] in _TIGHT_AFTER)
        text += word if not i or tight else f" {word}"
    return text


def explain(tag: str, written: str, old: str, new: str) -> tuple[str, str]:
    """Kind and reason of a change that began with `tag` on the token `written`."""
    if tag in _VERB_TAGS:
        return "verb_form", f"“{new}” is the form of the verb that fits here."
    if tag in _CLITIC_S and not old.endswith(("'", "’")):
        return "contraction", f"“{new}” is written with an apostrophe."
    group = group_of(tag, written)
    kind, reason = next((k, r) for prefix, k, r in _REASONS if group.startswith(prefix))
    added = new.removeprefix(old).strip() if tag[0] == "+" else new
    return kind, reason.format(old=old, new=added or new)


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
