"""Reasons in English, for the command line; pages have them from messages.json, in their language.

In: a Wording. Out: a sentence. The same keys and sentences stand in the extension's
_locales/en/messages.json as "reason_..."; tests/unit/test_english.py holds both together.
"""

from __future__ import annotations

import re

from nib.types import Wording

#: $1 and $2: what fills the places of a Wording.
SENTENCES = {
    "adjective": "“$1” describes a thing.",
    "adverb": "“$1” says how something is done.",
    "affect": "“Affect” is usually the action; “effect” is the result.",
    "agreement": "“$1” goes with the subject of this sentence.",
    "all_capitals": "“$1” is written in capitals.",
    "apostrophe_missing": "An apostrophe is missing here.",
    "article": "Use “$1” here: it goes by the sound of the next word.",
    "article_fits": "“$1” is the article that fits here.",
    "article_missing": "An article is missing here.",
    "article_unneeded": "No article is needed here.",
    "capital": "“$1” is written with a capital letter.",
    "capital_here": "“$1” begins with a capital letter here.",
    "capital_unneeded": "“$1” needs no capital letter here.",
    "comma_after": "A comma after “$1” makes this easier to read.",
    "comma_easier": "A comma makes this easier to read.",
    "comma_fits": "A comma fits here.",
    "comma_unneeded": "No comma is needed here.",
    "confusion": "“$1” seems to fit better here than “$2”.",
    "contraction": "“$1” is written with an apostrophe.",
    "dialect_au": "In Australian English: “$1”.",
    "dialect_ca": "In Canadian English: “$1”.",
    "dialect_uk": "In British English: “$1”.",
    "dialect_us": "In American English: “$1”.",
    "effect": "“Effect” is usually the result; “affect” is the action.",
    "extra_word": "“$1” seems to be too much here.",
    "fits": "“$1” fits better here.",
    "form": "“$1” is the form that goes with the words around it.",
    "have": "“Have” goes with words like “could” and “should”.",
    "hyphen": "These words are joined by a hyphen here.",
    "ise_au": "“$1” is the usual Australian spelling; “$2” is used as well.",
    "ise_uk": "“$1” is the usual British spelling; “$2” is used as well.",
    "it_is": "“It's” is short for “it is”; “its” shows possession.",
    "its": "“Its” shows possession; “it's” is short for “it is”.",
    "loose": "“Loose” means “not tight”; “lose” is the opposite of “find”.",
    "lose": "“Lose” is the opposite of “find”; “loose” means “not tight”.",
    "missing_word": "A word seems to be missing here.",
    "noun_number": "“$1” fits the words around it: one or more than one.",
    "off": "“Off” is the opposite of “on”.",
    "one_word": "“$1” is one word.",
    "order": "These words usually come the other way round.",
    "other": "“$1” reads better here.",
    "preposition": "“$1” is the usual wording.",
    "preposition_missing": "A word like “$1” is missing here.",
    "punctuation": "The punctuation looks wrong here.",
    "repeated": "The word “$1” is written twice.",
    "sentence_start": "A sentence begins with a capital letter.",
    "spacing": "A space is missing or too much here.",
    "spelling": "“$1” looks misspelt; did you mean “$2”?",
    "stop_missing": "The sentence needs a mark at its end.",
    "surroundings": "“$1” fits the words around it.",
    "tense": "“$1” fits the time of this sentence.",
    "than": "“Than” compares; “then” is about time.",
    "their": "“Their” shows possession; “there” points to a place.",
    "then": "“Then” is about time; “than” compares.",
    "there": "“There” points to a place; “their” shows possession.",
    "they_are": "“They're” is short for “they are”.",
    "to": "“To” points somewhere; “too” means “also” or “more than enough”.",
    "to_missing": "“To” is missing here.",
    "too": "“Too” means “also” or “more than enough”.",
    "two": "“Two” is the number.",
    "unneeded": "“$1” is not needed here.",
    "usual_word": "“$1” is the usual word here.",
    "verb": "“$1” is the form of the verb that fits here.",
    "verb_form": "“$1” is the form that fits here.",
    "who_is": "“Who's” is short for “who is”; “whose” asks about possession.",
    "whose": "“Whose” asks about possession; “who's” is short for “who is”.",
    "you_are": "“You're” is short for “you are”; “your” shows possession.",
    "your": "“Your” shows possession; “you're” is short for “you are”.",
}


def english(wording: Wording) -> str:
    """The sentence of a reason. Raises KeyError for a key that is none."""
    places = ("", *wording.places)
    sentence = SENTENCES[wording.key.removeprefix("reason_")]
    return re.sub(r"\$(\d)", lambda place: places[int(place[1])], sentence)
