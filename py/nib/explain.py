"""Why an edit is proposed: one plain sentence for the card.

In: the kind, what was written, what is proposed, the kind of English. Out: the
sentence. No jargon, no blame.
"""

from __future__ import annotations

_WORDS = {
    "its": "“Its” shows possession; “it's” is short for “it is”.",
    "it's": "“It's” is short for “it is”; “its” shows possession.",
    "their": "“Their” shows possession; “there” points to a place.",
    "there": "“There” points to a place; “their” shows possession.",
    "they're": "“They're” is short for “they are”.",
    "your": "“Your” shows possession; “you're” is short for “you are”.",
    "you're": "“You're” is short for “you are”; “your” shows possession.",
    "then": "“Then” is about time; “than” compares.",
    "than": "“Than” compares; “then” is about time.",
    "to": "“To” points somewhere; “too” means “also” or “more than enough”.",
    "too": "“Too” means “also” or “more than enough”.",
    "two": "“Two” is the number.",
    "loose": "“Loose” means “not tight”; “lose” is the opposite of “find”.",
    "lose": "“Lose” is the opposite of “find”; “loose” means “not tight”.",
    "affect": "“Affect” is usually the action; “effect” is the result.",
    "effect": "“Effect” is usually the result; “affect” is the action.",
    "whose": "“Whose” asks about possession; “who's” is short for “who is”.",
    "who's": "“Who's” is short for “who is”; “whose” asks about possession.",
    "have": "“Have” goes with words like “could” and “should”.",
    "off": "“Off” is the opposite of “on”.",
}
_KINDS = {
    "spelling": "“{old}” looks misspelt; did you mean “{new}”?",
    "repeated": "The word “{word}” is written twice.",
    "article": "Use “{new}” here: it goes by the sound of the next word.",
    "spacing": "A space is missing or too much here.",
    "punctuation": "The punctuation looks wrong here.",
    "comma": "A comma after “{word}” makes this easier to read.",
    "capital": "“{new}” is written with a capital letter.",
    "contraction": "“{new}” is written with an apostrophe.",
    "confusion": "“{new}” seems to fit better here than “{old}”.",
    "agreement": "“{new}” goes with the subject of this sentence.",
    "verb_form": "“{new}” is the form that fits here.",
    "noun_number": "“{new}” fits the words around it: one or more than one.",
    "preposition": "“{new}” is the usual wording.",
    "dialect": "In {dialect} English: “{new}”.",
    "ise_ending": "“{new}” is the usual {dialect} spelling; “{old}” is used as well.",
}
_SENTENCE_START = "A sentence begins with a capital letter."


def message(kind: str, old: str, new: str, at_start: bool = False, dialect: str = "") -> str:
    """One sentence on why `old` should be `new`. Unknown kinds get a general one."""
    if kind == "confusion" and new.lower() in _WORDS:
        return _WORDS[new.lower()]
    if kind == "capital" and at_start and old.lower() == new.lower():
        return _SENTENCE_START
    template = _KINDS.get(kind, "“{new}” reads better here.")
    return template.format(
        old=old, new=new, dialect=dialect, word=new.partition(" ")[0].rstrip(",")
    )
