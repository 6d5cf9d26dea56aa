"""Rules: what they fix, and the traps in which they must say nothing."""

from pathlib import Path

import pytest
from nib.dictionary import Dictionary
from nib.findings import Sentence
from nib.rank import believed
from nib.rules import apply_rules
from nib.types import Correction, Edit

PACKED = Path(__file__).parents[2] / "models" / "dictionary" / "dictionary.bin.gz"


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(PACKED.read_bytes())


def corrected(text: str, dictionary: Dictionary) -> str:
    findings = apply_rules(Sentence(text), dictionary)
    chosen = believed(findings, [None] * len(findings))
    edits = [Edit(f.start, f.end, f.replacement, f.kind, "", 1.0) for f in chosen]
    return Correction(text, tuple(edits)).corrected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I saw the the dog.", "I saw the dog."),
        ("We went to to the shop.", "We went to the shop."),
        ("It is a apple.", "It is an apple."),
        ("An university has a honest man.", "A university has an honest man."),
        ("Wait a hour for an one-off.", "Wait an hour for a one-off."),
        ("A old man came.", "An old man came."),
        ("She had a MRI scan.", "She had an MRI scan."),
        ("Pick a 8 or an 10.", "Pick an 8 or a 10."),
        ("Well , that was quick .", "Well, that was quick."),
        ("I came,saw and won.", "I came, saw and won."),
        ("I came home.The dog was there.", "I came home. The dog was there."),
        ("Too  much space.", "Too much space."),
        ("Yes,, that is it.", "Yes, that is it."),
        ("When i was young i'd sing.", "When I was young I'd sing."),
        ("this is a sentence.", "This is a sentence."),
        ("we met on monday in january.", "We met on Monday in January."),
        ("I wonder wether it works.", "I wonder whether it works."),
        ("I learn english and french.", "I learn English and French."),
        ("I dont know why you wont come.", "I don't know why you won't come."),
        ("Im sure thats fine.", "I'm sure that's fine."),
        ("She could of been there.", "She could have been there."),
        ("You shouldn't of done it.", "You shouldn't have done it."),
        ("I like it alot.", "I like it a lot."),
    ],
)
def test_fixes(text: str, expected: str, dictionary: Dictionary) -> None:
    assert corrected(text, dictionary) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I had had enough, and that that is true is clear.",
        "No no, it was very very good, ha ha.",
        "I gave her her book and know what it is is not clear.",
        "An MRI in an hour at a university is a useful thing.",
        "A European, a one-off, a unicorn and an uninvited guest.",
        "An unimportant email, an FBI agent, a NASA rocket, a SQL query, an SQL query.",
        "A historic day, an historic day, an herb, a herb.",
        "Vitamin A is good, and plan A or plan B is fine.",
        "My iPhone and eBay account.",
        "iPhones are good.",
        "See example.com,or not; node.js is fine, e.g. this.",
        "It costs 1,000.50 at 10:30,5 days a week.",
        "Use a.b.c or foo.Bar in your code.",
        "The loop uses i = 0 and (i) as usual, i.e. an index.",
        "@monday and #january are tags.",
        "They march in may and the march wind is sure.",
        "You could, of course, come.",
        "She must, because of him, go.",
        "milk and eggs",
        "He was ill, we were well, and hell froze.",
        "Wait... what?",
        "A | B  | C  | D",
        "`dont touch  this ,code`",
        "A polish on the china, turkey for dinner.",
        "The colour of the theatre's centre is grey.",
    ],
)
def test_traps(text: str, dictionary: Dictionary) -> None:
    assert corrected(text, dictionary) == text
