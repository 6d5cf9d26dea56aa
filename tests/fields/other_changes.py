"""Changes of the text that are no typing: drags, the browser's own corrections; and text in lists.

In: a field under test. Out: nothing, or AssertionError. What a drag should come to is what the page
makes of it without Nib, so each is done twice.
"""

from __future__ import annotations

from tests.browser.drawn import box_of
from tests.fields.mouse import drag, drop_text, replace_as_browser
from tests.fields.steps import SOON_MS, START, TEXT, begin_with_findings, lies_under, underlined
from tests.fields.under_test import UnderTest

DRAGGED = "We recieve the parcels. "
ITEMS = ["We recieve the parcels.", "They definately need them."]


def drag_and_drop(under: UnderTest) -> None:
    """A word is dragged to another place, then text from elsewhere is dropped: both as without Nib,
    and each line is under its word again."""
    text = DRAGGED + START
    under.begin()
    with under.without_nib():
        under.begin()
        under.type(text)
        under.at_rest()
        word, target = under.word_box("parcels", text), under.word_box("like", text)
        drag(under, word, target)
        moved = under.at_rest()
        drop_text(under, " definately ", target)
        dropped = under.at_rest()
        of_the_page = under.take_problems()
        under.begin()  # one field moves to and fro each time
    under.begin()
    under.type(text)
    under.drawn.until("s.ghost !== '' && s.marks.length >= 1", SOON_MS)
    drag(under, word, target)
    under.expect_text(moved)
    if moved != text:  # MediumEditor moves nothing, and the caret is where the ghost belongs
        under.drawn.until("s.ghost === ''", SOON_MS)
    underlined(under, moved, "recieve")
    drop_text(under, " definately ", target)
    under.expect_text(dropped)
    words = [word for word in ("recieve", "definately") if word in dropped.split()]
    underlined(under, dropped, *words)
    assert under.take_problems() <= of_the_page, "with Nib the page throws more"


def lists(under: UnderTest) -> None:
    """Items are fixed each by itself, stay items, and come back; ghost text goes on in the last."""
    more = " Thank you."
    under.begin_list(ITEMS)
    under.type(more)
    before = [ITEMS[0], ITEMS[1] + more]
    under.expect_items(before)
    underlined(under, "\n".join(before), "recieve", "definately")
    under.press("Alt+Shift+F")
    fixed = [before[0].replace("recieve", "receive"), before[1].replace("finately", "finitely")]
    under.expect_items(fixed)
    if under.field.history:
        under.press("Control+z")
        if under.items() != before:  # across items each change may be a step of its own
            under.press("Control+z")
        under.expect_items(before)
        fixed = before
    under.press("Control+End")
    under.type(" " + START)
    ghost = str(under.drawn.until("s.ghost !== ''", SOON_MS)["ghost"])
    under.press("Tab")
    under.expect_items([fixed[0], f"{fixed[1]} {START}{ghost}"])


def replaced_by_browser(under: UnderTest) -> None:
    """The browser's own menu corrects a word: its line goes, the other's stays under its word."""
    begin_with_findings(under)
    replace_as_browser(under, "recieve", "receive")
    after = TEXT.replace("recieve", "receive")
    under.expect_text(after)
    shown = under.drawn.until("s.marks.length === 1", SOON_MS)
    place = under.word_box("definately", after)
    assert lies_under(box_of(shown["marks"][0]), place), f"{place}, {shown['marks']}"
