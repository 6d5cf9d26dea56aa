"""The tagger's run-time half without its network: tokens, tags, slots, edits."""

from __future__ import annotations

import pytest
from nib.english import english
from nib.tagger_edits import edit_of, explain
from nib.tagger_policy import (
    Opinion,
    confidence,
    group_of,
    propose,
    second_look,
    worth,
    worth_judged,
)
from nib.tagger_slots import Decision, Slots
from nib.tagger_tags import apply, read_forms
from nib.tagger_words import shape, tokens

FORMS = read_forms(
    "leaf\tn\tleaves\nchild\tn\tchildren\nleave\tv\tleaves\tleaving\tleft\tleft\n"
    "go\tv\tgoes\tgoing\twent\tgone\nhave\tv\thas\thaving\thad\thad\n"
    "do\tv\tdoes\tdoing\tdid\tdone"
)


def no_spelling(_: str) -> tuple[str, ...]:
    return ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't know.", ["I", "do", "n't", "know", "."]),
        ("She can’t, he's not.", ["She", "ca", "n’t", ",", "he", "'s", "not", "."]),
        ("a well-known fact", ["a", "well", "-", "known", "fact"]),
        ("I cannot go", ["I", "can", "not", "go"]),
        ("It cost $1,200.50 (twice)!", ["It", "cost", "$1,200.50", "(", "twice", ")", "!"]),
        ("the U.S. Senate", ["the", "U.S.", "Senate"]),
        ("students' books", ["students", "'", "books"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in tokens(text)] == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("word", 0), ("Word", 1), ("NASA", 2), ("iPhone", 3), ("I", 1), ("12", 0), (",", 0)],
)
def test_shape(word: str, expected: int) -> None:
    assert shape(word) == expected


@pytest.mark.parametrize(
    ("tag", "token", "expected"),
    [
        ("$KEEP", "go", ("go",)),
        ("$DEL", "go", ()),
        ("+the", "in", ("in", "the")),
        ("=an", "A", ("An",)),
        ("=me", "I", ("me",)),
        ("$S", "child", ("children",)),
        ("$BASE", "went", ("go",)),
        ("$PAST", "Goes", ("Went",)),
        ("$PART", "went", ("gone",)),
        ("$ING", "HAVE", ("HAVING",)),
        ("$S", "goes", None),  # is that form already
        ("$S", "zebra", None),  # not in the table
        ("$CAP", "monday", ("Monday",)),
        ("$LOWER", "Dog", ("dog",)),
        ("$LY", "quick", ("quickly",)),
        ("$LY", "happy", ("happily",)),
        ("$ADJ", "basically", ("basic",)),
        ("$ADJ", "simply", ("simple",)),
    ],
)
def test_apply(tag: str, token: str, expected: tuple[str, ...] | None) -> None:
    assert apply(tag, token, FORMS) == expected


@pytest.mark.parametrize(
    ("tag", "word", "expected"),
    [
        ("+,", "Yesterday", "add comma"),
        ("$DEL", "the", "delete article"),
        ("=are", "is", "be agreement"),
        ("=was", "is", "be tense"),
        ("=on", "in", "preposition for preposition"),
        ("=big", "large", "other word"),
        ("$SPELL", "teh", "$SPELL"),
        ("+the", "<s>", "start"),
    ],
)
def test_groups(tag: str, word: str, expected: str) -> None:
    assert group_of(tag, word) == expected


def test_propose_tries_the_likeliest_tag_of_words_that_look_wrong() -> None:
    opinions = [
        Opinion(0.1, (("+The", 0.1),)),
        Opinion(0.8, (("+,", 0.6), ("$DEL", 0.2))),
        Opinion(0.1, (("=big", 0.1),)),
        Opinion(0.9, ()),
    ]
    found = propose(["<s>", "Yesterday", "large", "x"], opinions)
    assert found == [Decision(1, "+,", 0.6, "add comma", 0.8)]


def test_a_change_after_which_nothing_looks_wrong_is_worth_most() -> None:
    clean, here, near = worth(0.6, 0.01, 0.01), worth(0.6, 0.7, 0.7), worth(0.6, 0.01, 0.7)
    assert clean > near > here
    assert worth(0.9, 0.1, 0.1) > worth(0.5, 0.1, 0.1)


def test_a_language_model_speaks_for_and_against_within_bounds() -> None:
    assert worth_judged(0.6, 0.6, 3.0) > worth_judged(0.6, 0.6, 0.0) > worth_judged(0.6, 0.6, -3.0)
    assert worth_judged(0.6, 0.6, 50.0) == worth_judged(0.6, 0.6, 100.0)
    assert worth_judged(0.9, 0.5, 0.0) > worth_judged(0.6, 0.5, 0.0)
    opinions = [Opinion(wrong, ()) for wrong in (0.0, 0.4, 0.1, 0.2, 0.9)]
    assert second_look((2, 4), opinions) == (0.2, 0.9)
    assert second_look((2, 2), opinions) == (0.0, 0.4)  # a deleted word: only its neighbours


def test_confidence_grows_from_a_half() -> None:
    assert confidence(1.0, 1.0) == 0.5
    assert 0.5 < confidence(2.0, 1.0) < confidence(5.0, 1.0) < 1


EDITS = [
    # text, passes of (index of the current word, tag), corrected text
    ("He go home.", [[(2, "$S")]], "He goes home."),
    ("I saw dog .", [[(2, "+the")]], "I saw the dog ."),
    ("Yesterday I went.", [[(1, "+,")]], "Yesterday, I went."),
    ("I like the to go.", [[(3, "$DEL")]], "I like to go."),
    ("A well known man", [[(2, "+-")]], "A well-known man"),
    ("We can not any more go", [[(4, "$JOIN")]], "We can not anymore go"),
    ("It is also is", [[(2, "$SWAP")]], "It also is is"),
    ("He do not has it", [[(2, "$S"), (4, "$BASE")]], "He does not have it"),
    ("They has went", [[(2, "$BASE"), (3, "$PART")]], "They have gone"),
    ("He have child", [[(2, "$S"), (2 + 1, "$S")], [(2, "+the")]], "He has the children"),
]


@pytest.mark.parametrize(("text", "passes", "expected"), EDITS)
def test_edits(text: str, passes: list[list[tuple[int, str]]], expected: str) -> None:
    ranges = tokens(text)
    slots = Slots([text[start:end] for start, end in ranges])
    for decisions in passes:
        slots.apply([Decision(i, tag, 0.9) for i, tag in decisions], FORMS, no_spelling)
    edits = [edit_of(text, ranges, change) for change in slots.changes()]
    for edit in reversed(edits):
        assert edit is not None and english(edit.reason) and edit.kind
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    assert text == expected


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("+'s", "team", "team", "team's"), "contraction: “team's” is written with an apostrophe."),
        (("+the", "in", "in", "in the"), "determiner: An article is missing here."),
        (("$DEL", "am", "am", ""), "extra_word: “am” seems to be too much here."),
        (("$SWAP", "it", "it is", "is it"), "word_order: These words usually come the other way"),
    ],
)
def test_reasons_are_plain(change: tuple[str, str, str, str], told: str) -> None:
    kind, reason = explain(*change)
    assert f"{kind}: {english(reason)}".startswith(told)


def test_spelling_takes_the_callers_first_word() -> None:
    slots = Slots(["teh", "alot"])
    found = {"teh": ("the", "ten"), "alot": ("a lot",)}
    done = slots.apply(
        [Decision(1, "$SPELL", 0.9), Decision(2, "$SPELL", 0.9)], FORMS, lambda w: found[w]
    )
    assert [slot for _, slot in done] == [2, 1]
    assert slots.current() == ["the", "a", "lot"]


def test_a_word_deleted_in_the_same_pass_is_not_joined() -> None:
    slots = Slots(["any", "more"])
    slots.apply([Decision(1, "$JOIN", 0.9), Decision(2, "$DEL", 0.9)], FORMS, no_spelling)
    assert slots.current() == ["any"]


def test_what_does_not_fit_changes_nothing() -> None:
    slots = Slots(["zebra", "runs"])
    decisions = [
        Decision(0, "$DEL", 0.9),
        Decision(1, "$S", 0.9),
        Decision(2, "$SWAP", 0.9),
        Decision(1, "$SPELL", 0.9),
    ]
    assert slots.apply(decisions, FORMS, no_spelling) == []
    assert slots.changes() == []
