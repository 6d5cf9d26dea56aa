"""What the grammar tagger's tags mean: from a token and a tag to the tokens that replace it.

In: a tag's name ("$S", "+the", "=in", ...) and a table of inflections (data of the model).
Out: new tokens. Used by tagger.py at run time and by models/correction to label training pairs, so
that both always agree. It knows nothing of probabilities, of text offsets or of spelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

KEEP, DELETE, SPELL, JOIN, SWAP = "$KEEP", "$DEL", "$SPELL", "$JOIN", "$SWAP"
CAPITAL, LOWER, UPPER = "$CAP", "$LOWER", "$UPPER"
# third person or plural, base or singular, -ing, simple past, past participle; -ly added, removed
INFLECTIONS = ("$S", "$BASE", "$ING", "$PAST", "$PART")
DERIVATIONS = ("$LY", "$ADJ")
START = "<s>"  # stands before the first token, so that words can be added there


@dataclass(frozen=True, slots=True)
class Forms:
    """For each inflection tag, the form it makes of a lower-case word."""

    table: Mapping[str, Mapping[str, str]]

    def inflect(self, word: str, tag: str) -> str | None:
        return self.table[tag].get(word)


def read_forms(data: str) -> Forms:
    """Lines of `lemma kind form form ...`: kind v (-s, -ing, past, participle) or n (plural).

    Lines come rarest lemma first, so that the commonest reading of a form wins.
    """
    table: dict[str, dict[str, str]] = {tag: {} for tag in INFLECTIONS}
    for line in data.splitlines():
        lemma, kind, *forms = line.split("\t")
        members = (lemma, *forms)
        if kind == "v":
            third, ing, past, participle = forms
            for word in members:
                table["$ING"][word] = ing
                table["$PAST"][word] = past
                table["$PART"][word] = participle
        else:
            third = forms[0]
        for word in members:
            if word != third:
                table["$S"][word] = third
            if word != lemma:
                table["$BASE"][word] = lemma
    return Forms(table)


def like(model: str, word: str) -> str:
    """`word` with the capitals of `model`."""
    if len(model) > 1 and model.isupper() and len(word) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def to_adverb(word: str) -> str:
    if word.endswith("y") and len(word) > 3:
        return word[:-1] + "ily"
    if word.endswith("le") and len(word) > 4:
        return word[:-1] + "y"
    return word + ("ally" if word.endswith("ic") else "ly")


def to_adjective(word: str) -> str | None:
    if not word.endswith("ly") or len(word) < 5:
        return None
    if word.endswith("ically"):
        return word[:-4]
    if word.endswith("ily"):
        return word[:-3] + "y"
    return word[:-1] + "e" if word[-3] in "bp" else word[:-2]


def apply(tag: str, token: str, forms: Forms) -> tuple[str, ...] | None:
    """The tokens that replace `token`; None where the tag does not fit it.

    SPELL, JOIN and SWAP need more than one token or a speller: tagger.py does them.
    """
    if tag == KEEP:
        return (token,)
    if tag == DELETE:
        return ()
    if tag[0] == "+":
        return (token, tag[1:])
    if tag[0] == "=":
        return (like(token, tag[1:]) if token != "I" else tag[1:],)
    changed = _transform(tag, token, forms)
    return None if changed is None or changed == token else (changed,)


def _transform(tag: str, token: str, forms: Forms) -> str | None:
    if tag == CAPITAL:
        return token[:1].upper() + token[1:]
    if tag == LOWER:
        return token.lower()
    if tag == UPPER:
        return token.upper()
    lower = token.lower()
    if tag in INFLECTIONS:
        form = forms.inflect(lower, tag)
    elif tag == "$LY":
        form = to_adverb(lower)
    else:
        form = to_adjective(lower) if tag == "$ADJ" else None
    return None if form is None else like(token, form)
