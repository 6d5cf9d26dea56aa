"""Error generation of the grammar tagger: what is spoiled can be told, and tags undo it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from nib.tagger_slots import Decision, Slots
from nib.tagger_tags import START, read_forms

from models.correction import grammar_errors, labels, surface_errors, typos
from models.correction.align import align
from models.correction.corrupt import CLEAN, corrupt, error_count
from models.correction.draft import Draft

FORMS = read_forms(
    "dog\tn\tdogs\nhouse\tn\thouses\nyear\tn\tyears\nfriend\tn\tfriends\n"
    "walk\tv\twalks\twalking\twalked\twalked\nsee\tv\tsees\tseeing\tsaw\tseen\n"
    "have\tv\thas\thaving\thad\thad\ngo\tv\tgoes\tgoing\twent\tgone\n"
    "want\tv\twants\twanting\twanted\twanted"
)
SENTENCES = [
    (
        "The dog has seen two houses , but it does n't want to go there .",
        "DT NN VBZ VBN CD NNS , CC PRP VBZ RB VB TO VB RB .",
    ),
    (
        "Last year my friend walked quickly from London to the sea , and I saw him .",
        "JJ NN PRP$ NN VBD RB IN NNP IN DT NN , CC PRP VBD PRP .",
    ),
    ("These dogs are going to a well - known place .", "DT NNS VBP VBG IN DT RB HYPH VBN NN ."),
]
KNOWN = frozenset(word.lower() for text, _ in SENTENCES for word in text.split()) | {"quick"}


@pytest.fixture(autouse=True)
def small_tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The real tables are in the shared data, which a clone does not have."""
    known = KNOWN | {form for table in FORMS.table.values() for form in table}
    for module in (labels, grammar_errors):
        monkeypatch.setattr(module, "forms", lambda: FORMS)
        monkeypatch.setattr(module, "known_words", lambda: known)
    monkeypatch.setattr(typos, "known_words", lambda: known)
    monkeypatch.setattr(typos, "typo_pairs", lambda: {"hosue": ("house",)})
    typos.listed_typos.cache_clear()
    yield
    typos.listed_typos.cache_clear()


def right(cells: list[labels.Cell], target: list[str]) -> bool:
    """Do the cells' targets spell the clean sentence? SWAP and JOIN stand for two tokens."""
    words: list[str] = []
    pending: tuple[str, str] | None = None
    for word, wanted in cells[1:]:
        if pending:
            mark, first = pending
            words += [word, first] if mark == "$SWAP" else [first + word]
            words += wanted[1:]
            pending = None
        elif wanted in (("$SWAP",), ("$JOIN",)):
            pending = (wanted[0], word)
        else:
            words += wanted
    return cells[0][1][1:] + tuple(words) == tuple(target)


@pytest.mark.parametrize("seed", range(60))
def test_the_right_sentence_can_always_be_told(seed: int) -> None:
    rng = random.Random(seed)
    text, tags = SENTENCES[seed % len(SENTENCES)]
    cells = corrupt(text.split(), tags.split(), rng)
    assert cells[0][0] == START
    assert right(cells, text.split())


@pytest.mark.parametrize("seed", range(60))
def test_tags_applied_in_passes_undo_the_errors(seed: int) -> None:
    rng = random.Random(1000 + seed)
    text, tags = SENTENCES[seed % len(SENTENCES)]
    cells = corrupt(text.split(), tags.split(), rng)
    slots = Slots([word for word, _ in cells[1:]])
    fixes = {word: " ".join(wanted) for word, wanted in cells}
    for _ in range(6):
        now = align(slots.current(), text.split()) if slots.changes() else cells
        names = labels.labels(now)
        decisions = [
            Decision(i, name, 1.0) for i, name in enumerate(names) if name and name != "$KEEP"
        ]
        if not decisions:
            break
        slots.apply(decisions, FORMS, lambda word: (fixes.get(word, word),))
    assert slots.current() == text.split()


def test_a_third_stays_clean_and_rates_differ() -> None:
    rng = random.Random(3)
    counts = [error_count(20, rng) for _ in range(4000)]
    clean = counts.count(0) / len(counts)
    assert abs(clean - CLEAN) < 0.04
    assert max(counts) >= 6
    assert counts.count(1) > 400


@pytest.mark.parametrize(
    ("spoiler", "text", "tags", "at", "written"),
    [
        (surface_errors.missing_comma, "Yes , go", "UH , VB", 1, "Yes go"),
        (surface_errors.capitals, "I go", "PRP VBP", 0, "i go"),
        (surface_errors.apostrophe, "I do n't go", "PRP VBP RB VB", 1, "I dont go"),
        (surface_errors.apostrophe, "its dog", "PRP$ NN", 0, "it 's dog"),
        (surface_errors.division, "I like a lot", "PRP VBP DT NN", 2, "I like alot"),
        (surface_errors.division, "he saw himself", "PRP VBD PRP", 2, "he saw him self"),
        (grammar_errors.agreement, "The dog is", "DT NN VBZ", 2, "The dog are"),
        (grammar_errors.agreement, "It has", "PRP VBZ", 1, "It have"),
        (grammar_errors.drop_determiner, "in the house", "IN DT NN", 1, "in house"),
        (grammar_errors.noun_number, "two dogs", "CD NNS", 1, "two dog"),
        (grammar_errors.noun_number, "a dog", "DT NN", 1, "a dogs"),
        (grammar_errors.infinitive_to, "I want to go", "PRP VBP TO VB", 2, None),
    ],
)
def test_spoilers(spoiler: object, text: str, tags: str, at: int, written: str | None) -> None:
    draft = Draft(text.split(), tags.split())
    assert callable(spoiler)
    assert spoiler(draft, at, random.Random(1))
    cells = draft.cells()
    assert right(cells, text.split())
    if written is not None:
        assert [word for word, _ in cells[1:]] == written.split()


def test_a_place_is_spoiled_once() -> None:
    draft = Draft(["I", "go", "home"], ["PRP", "VBP", "NN"])
    assert draft.omit(2)
    assert not draft.replace(1, "goes")  # the word before a gap carries the missing word
    assert not draft.insert(2, "to")


def test_misspellings_are_no_words() -> None:
    rng = random.Random(7)
    made = [typos.misspell("house", rng) for _ in range(300)]
    wrong = {word for word in made if word}
    assert len(wrong) > 30 and "hosue" in wrong and not wrong & KNOWN
    assert typos.misspell("it", rng) is None
    assert all((typos.misspell("House", rng) or "H")[0].isupper() for _ in range(50))


@pytest.mark.parametrize(
    ("source", "target", "tags"),
    [
        ("He go home", "He goes home", "$KEEP $KEEP =goes $KEEP"),
        ("I want go", "I want to go", "$KEEP $KEEP +to $KEEP"),
        ("I go to to see", "I go to see", "$KEEP $KEEP $KEEP $DEL $KEEP $KEEP"),
        ("it also is", "it is also", "$KEEP $KEEP $SWAP $KEEP"),
        ("the dog have gone", "the dog has gone", "$KEEP $KEEP $KEEP $S $KEEP"),
        ("i see", "I see", "$KEEP $CAP $KEEP"),
    ],
)
def test_alignment_gives_tags(source: str, target: str, tags: str) -> None:
    found = labels.labels(align(source.split(), target.split()))
    expected = tags.replace("=goes", "$S").split()
    assert [name for name in found if name != "$KEEP"] == [n for n in expected if n != "$KEEP"]
    assert len(found) == len(expected)
