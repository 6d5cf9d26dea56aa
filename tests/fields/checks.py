"""What must hold in every field: a function a check, each on an empty field of its own.

In: a field under test. Out: nothing, or AssertionError; `inapplicable` says where a check has no
meaning and why. Every assertion about text is on the editor's own model.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.drawn import around, box_of
from tests.fields.catalogue import FieldPage
from tests.fields.other_changes import drag_and_drop, lists, replaced_by_browser
from tests.fields.steps import (
    RIGHT,
    SOON_MS,
    START,
    TEXT,
    accept,
    begin_with_findings,
    begin_with_ghost,
    findings,
    first_word,
    underlined,
)
from tests.fields.under_test import UnderTest

Check = Callable[[UnderTest], None]


def ghost_at_caret(under: UnderTest) -> None:
    """Pixels before and after Tab: the accepted letters stand where the ghost's did. English in a
    right-to-left field stands below the caret."""
    under.begin()
    under.type(START)
    shown = under.drawn.until("s.ghost !== ''", SOON_MS)
    lines = [box_of(line) for line in shown["lines"]]
    if under.field.rtl:
        typed = under.word_box("opport", START)
        assert len(lines) == 1
        assert typed.bottom - 2 < lines[0].top < typed.bottom + 12
        assert lines[0].left < typed.right
        return
    area = around(lines)
    before = under.picture(area)
    under.press("Tab")
    under.expect_text(START + shown["ghost"])
    after = under.picture(area)
    typed = under.word_box("opport", START)
    assert abs(lines[0].left - typed.right) < 3, "the ghost begins where the typed text ends"
    assert typed.top - 4 < lines[0].top < typed.bottom
    comparison = under.darkroom.compare(before, after)
    # Scaled letters are set on whole pixels, each run by itself.
    most = 1 if under.field.scaled else 0
    assert max(map(abs, comparison.shift)) <= most, comparison
    assert comparison.overlap > 0.4, comparison  # paler ink, another run of letters


def ghost_follows(under: UnderTest) -> None:
    """Scrolling, reflow, a narrower window: three frames later the ghost is at its caret."""
    begin_with_ghost(under)
    for act in (
        "scrollBy(0, 30)",
        "document.documentElement.style.paddingTop = '50px'",
        "scrollBy(0, -30)",
    ):
        before, after = under.beside(act)
        assert after == pytest.approx(before, abs=1), f"{act}: {before} {after}"
    under.frame.evaluate("document.documentElement.style.removeProperty('padding-top')")
    size = under.page.viewport_size
    assert size
    _, before = under.beside("0")
    under.page.set_viewport_size({"width": size["width"] - 60, "height": size["height"]})
    _, after = under.beside("0")
    under.page.set_viewport_size(size)
    assert after == pytest.approx(before, abs=1), f"a narrower window: {before} {after}"


def tab_accepts(under: UnderTest) -> None:
    shown = accept(under)
    assert under.has_focus()
    assert "Tab" not in under.keys_seen(), "the page must not see a key that Nib took"
    under.type("!")
    under.expect_text(START + shown + "!")


def word_accepts(under: UnderTest) -> None:
    shown = begin_with_ghost(under)
    first = first_word(shown)
    under.press(under.forward)
    under.expect_text(START + first)


def escape_dismisses(under: UnderTest) -> None:
    begin_with_ghost(under)
    under.press("Escape")
    under.drawn.until("s.ghost === ''", SOON_MS)
    assert under.text() == START
    assert "Escape" not in under.keys_seen()


def accept_is_undone(under: UnderTest) -> None:
    """One undo takes the accepted words back, and of the typing at most what the editor joins."""
    shown = accept(under)
    under.press("Control+z")
    if under.field.coarse:
        under.until_text(START.startswith)
    else:
        under.expect_text(START)
    under.redo()
    under.expect_text(START + shown)


def two_accepts(under: UnderTest) -> None:
    """Two keys before anything could be drawn anew: nothing is doubled, nothing lost."""
    shown = begin_with_ghost(under)
    under.press(under.forward)
    under.press(under.forward)
    first = first_word(shown)
    text = under.text()
    assert text.startswith(START + first)
    assert (START + shown).startswith(text) or text.startswith(START + shown)
    assert text.count("opport") == 1


def underlines(under: UnderTest) -> None:
    """Under the right words, after emoji, combining marks, and on the second line."""
    hello = "\u05e9\u05dc\u05d5\u05dd! " if under.field.rtl else ""
    text = hello + "\U0001f469\u200d\U0001f467 Cafe\u0301 na\u00efve: we recieve it."
    text += " They definately came." if under.field.one_block else "\nThey definately came."
    under.begin()
    under.type(text)
    underlined(under, text, "recieve", "definately")


def card_fixes(under: UnderTest) -> None:
    """A click on the word, Apply: the model has it, the caret stays with the word."""
    marks = begin_with_findings(under)
    card = under.drawn.open_card_at(marks[0])
    assert (card["role"], card["old"], card["fresh"]) == ("dialog", "recieve", "receive")
    under.drawn.press_button("Apply")
    under.drawn.no_card()
    under.expect_text(TEXT.replace("recieve", "receive"))
    assert under.has_focus()
    under.type("X")
    under.expect_text(TEXT.replace("recieve", "receiveX"))


def fix_all(under: UnderTest) -> None:
    """All of it, and the caret where it was: at the end."""
    begin_with_findings(under)
    under.press("Alt+Shift+F")
    under.expect_text(RIGHT)
    under.type(" So")
    under.expect_text(RIGHT + " So")


def fix_all_undo(under: UnderTest) -> None:
    """One undo gives the exact text back, one redo the fixes."""
    begin_with_findings(under)
    under.press("Alt+Shift+F")
    under.expect_text(RIGHT)
    under.press("Control+z")
    under.expect_text(TEXT)
    under.redo()
    under.expect_text(RIGHT)


def marks_survive(under: UnderTest) -> None:
    """Words with bold and links on them, and right beside them, are fixed; the marks stay."""
    bold, link = {"text": "definately", "bold": True}, {"text": "parcels", "link": "#x"}
    under.begin(["We will ", bold, " recieve the ", link, " on Monday."])
    under.type(" Thank you.")
    before = "We will definately recieve the parcels on Monday. Thank you."
    under.expect_text(before)
    findings(under)
    under.press("Alt+Shift+F")
    under.expect_text("We will definitely receive the parcels on Monday. Thank you.")
    assert under.marks() == ["bold:definitely", "link:parcels"]
    if not under.field.history:
        return
    under.press("Control+z")
    if under.text() != before:  # across marks each change may be a step of its own
        under.press("Control+z")
    under.expect_text(before)
    assert under.marks() == ["bold:definately", "link:parcels"]


def typing_with_card(under: UnderTest) -> None:
    """A card is open and one types on: no key is lost."""
    marks = begin_with_findings(under)
    under.drawn.open_card_at(marks[0])
    under.press("Control+End")
    under.type(" More")
    under.drawn.no_card()
    under.expect_text(TEXT + " More")


def composition(under: UnderTest) -> None:
    """While an input method composes nothing is shown, nothing changes, no key is taken."""
    begin_with_ghost(under)
    session = under.page.context.new_cdp_session(under.page)
    composing = {"text": "\u306b\u307b", "selectionStart": 2, "selectionEnd": 2}
    session.send("Input.imeSetComposition", composing)
    under.drawn.until("s.ghost === ''", SOON_MS)
    session.send("Input.insertText", {"text": "\u65e5\u672c"})
    session.detach()
    under.expect_text(START + "\u65e5\u672c")


def pasted(under: UnderTest) -> None:
    """Cut and pasted text is checked like typed text; nothing stale is left on the screen."""
    begin_with_findings(under)
    under.press("Shift+Home")
    under.settle()
    under.press("Control+x")
    under.drawn.until("s.marks.length === 0", SOON_MS)
    under.expect_text("")
    # Pasted with its style it would break a strict policy by itself.
    under.press("Control+Shift+v" if under.field.name == "strict" else "Control+v")
    under.expect_text(TEXT)
    findings(under)
    under.press("Alt+Shift+F")
    under.expect_text(RIGHT)


def set_by_page(under: UnderTest) -> None:
    """The page (autofill, a script) changes the text under a ghost: it goes."""
    begin_with_ghost(under)
    under.frame.evaluate("(content) => field.set(content)", [["Something else."]])
    under.drawn.until("s.ghost === '' && s.marks.length === 0", SOON_MS)
    under.expect_text("Something else.")


def leaves_no_trace(under: UnderTest) -> None:
    """Ghost, line and card are shown at once, and the field holds no node of ours."""
    under.begin()
    # The card and what stands below the caret both have to be seen on the picture.
    sentence = "We recieve it here on Monday morning. " if under.field.rtl else "We recieve it. "
    under.type(sentence + START)
    under.drawn.until("s.ghost !== '' && s.marks.length >= 1", SOON_MS)
    under.press("Alt+j")
    under.drawn.card()
    under.portray()
    assert under.frame.evaluate(
        """[...document.querySelectorAll("div[popover=manual]")]
          .every((host) => !field.element().contains(host))"""
    )
    assert under.text() == sentence + START
    under.press("Escape")
    under.drawn.no_card()


def keys_are_the_pages(under: UnderTest) -> None:
    """Nothing is shown: Tab, Escape and arrows are the page's."""
    under.begin()
    under.type("xq")
    under.drawn.until("s.ghost === '' && s.marks.length === 0", SOON_MS)
    for key in ("ArrowLeft", "Escape", "Control+ArrowRight", "Tab"):
        under.press(key)
    seen = under.keys_seen()
    missing = {"ArrowLeft", "Escape", "ArrowRight", "Tab"} - set(seen)
    assert not missing, f"the page did not see {missing}"


def enter_sends(under: UnderTest) -> None:
    """Enter under a ghost sends what was typed, without the ghost, and nothing is left of it."""
    begin_with_ghost(under)
    under.press("Enter")
    assert under.frame.evaluate("field.sent().at(-1)") == START
    under.drawn.nothing()
    under.type("Yes")
    under.expect_text("Yes")


CHECKS: dict[str, Check] = {
    "ghost at caret": ghost_at_caret,
    "ghost follows": ghost_follows,
    "Tab": tab_accepts,
    "Ctrl+Right": word_accepts,
    "Esc": escape_dismisses,
    "accept undone": accept_is_undone,
    "two accepts": two_accepts,
    "underlines": underlines,
    "card": card_fixes,
    "fix all": fix_all,
    "fix all, one undo": fix_all_undo,
    "marks survive": marks_survive,
    "typing with card": typing_with_card,
    "IME": composition,
    "paste": pasted,
    "drag and drop": drag_and_drop,
    "lists": lists,
    "spell menu": replaced_by_browser,
    "set by page": set_by_page,
    "no trace": leaves_no_trace,
    "keys left": keys_are_the_pages,
    "Enter sends": enter_sends,
}


def inapplicable(field: FieldPage, check: str) -> str:
    """Why a check has no meaning for a field; "" where it has one."""
    if check in ("marks survive", "lists") and not field.rich:
        return "plain text"
    if check == "lists" and field.one_block:
        return "each block is a field"
    if check in ("accept undone", "fix all, one undo") and not field.history:
        return "the editor has no undo"
    if check == "keys left" and field.keeps_keys:
        return "the editor keeps arrows from the page, also without Nib"
    if check == "Enter sends" and not field.sends:
        return "not a composer"
    return ""
