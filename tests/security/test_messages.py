"""Messages that do not fit do nothing and break nothing: at the router and at the engine host.

They are sent from where a broken page process would send them: the content script's own world.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Extension
from tests.inside import ContentWorld
from tests.words import words_of

# JavaScript that makes the message, so that what JSON cannot say is tried as well.
TO_ROUTER = [
    "null",
    "undefined",
    "7",
    "'wake_engine'",
    "[]",
    "{}",
    "{kind: 'nothing'}",
    "{kind: 'add_word'}",
    "{kind: 'add_word', word: ''}",
    "{kind: 'add_word', word: 7}",
    "{kind: 'add_word', word: ['word']}",
    "{kind: 'add_word', word: 'x'.repeat(101)}",
    "{kind: 'add_word', word: 'x'.repeat(5000000)}",
    "{kind: 'ignore_rule'}",
    "{kind: 'ignore_rule', rule: 'Not a rule'}",
    "{kind: 'ignore_rule', rule: 'x'.repeat(41)}",
    "{kind: 'ignore_rule', rule: ['capital']}",
    "{kind: 'count'}",
    "{kind: 'count', counts: {shown: 1, accepted: 0, words: 0, saved: 0, corrected: {'a b': 1}}}",
    "{kind: 'count', counts: {shown: 1e9, accepted: 0, words: 0, saved: 0, corrected: {}}}",
    "{kind: 'count', counts: {shown: 1, accepted: 0, words: 'a word', saved: 0, corrected: {}}}",
    "{kind: 'menu_at', flagged: 1}",
    "{kind: 'menu_at', flagged: true, word: ''}",
    "{kind: 'menu_at', flagged: true, word: 'x'.repeat(101)}",
    "{kind: 'menu_at', flagged: true, word: {toString: 1}}",
    "{kind: 'menu_at', top: 'x'.repeat(2001)}",
    "{kind: ['wake_engine']}",
    'JSON.parse(\'{"__proto__": {"kind": "wake_engine"}}\')',
    "{kind: 'constructor', word: {toString: 1}}",
    "Array.from({length: 100000}, (_, i) => ({kind: 'add_word', i}))",
]
# With a usable id they are answered with an error under it, without one they are dropped.
TO_HOST = [
    "{id: 1}",
    "{kind: 'complete', id: 1}",
    "{kind: 'complete', id: 1, before: 'a', after: 'b', min_confidence: 2}",
    "{kind: 'complete', id: 1, before: 'a'.repeat(20001), after: '', min_confidence: 0}",
    "{kind: 'correct', id: 1, text: 'x'.repeat(5000000), dictionary: []}",
    "{kind: 'correct', id: 1, text: 'x', dictionary: Array(50001).fill('w')}",
    "{kind: 'correct', id: 1, text: 'x', dictionary: ['w'.repeat(101)]}",
    "{kind: 'correct', id: 1, text: 'x', dictionary: [], caret: -1}",
    "{kind: 'correct', id: 1, text: 'x', dictionary: [], caret: 0.5}",
    "{kind: 'correct', id: 1, text: 'x', dictionary: [], caret: 'end'}",
    "{kind: 'sentiment', id: 1, text: {length: 3}}",
    "{kind: 'warm', id: 1, features: ['everything']}",
    "{kind: 'cancel', id: 1, target: -1}",
    "{kind: 'eval', id: 1, text: 'import js'}",
    "{kind: 'learn', id: 1, text: 'x'.repeat(20001)}",
    "{kind: 'learn', id: 1, text: 'Learning is off as it comes.'}",
    # Our own pages may ask for these, a page's process may not.
    "{kind: 'restart', id: 1}",
    "{kind: 'configure', id: 1, learning: 'on', phrases: []}",
    "{kind: 'memory', id: 1}",
    "{kind: 'forget', id: 1}",
]
TO_HOST_DROPPED = ["null", "7", "'state'", "[]", "{}", "{kind: 'state'}", "{kind: 'state', id: -1}"]


@pytest.fixture(scope="module")
def world(extension: Extension, serve_pages: str) -> Iterator[ContentWorld]:
    page = extension.context.new_page()
    page.goto(f"{serve_pages}/demo.html")
    world = ContentWorld(page)
    assert world.evaluate("chrome.runtime.id") == extension.id
    yield world
    page.close()


def dictionary_of(extension: Extension) -> list[str]:
    words: list[str] = extension.worker.evaluate(
        "async () => (await chrome.storage.local.get('dictionary')).dictionary ?? []"
    )
    return words


@pytest.mark.parametrize("message", TO_ROUTER, ids=lambda message: message[:40])
def test_the_router_refuses_what_does_not_fit(
    message: str, world: ContentWorld, extension: Extension
) -> None:
    before = dictionary_of(extension)
    answer = world.evaluate(f"chrome.runtime.sendMessage({message})")
    assert (answer["ok"], answer["code"]) == (False, "malformed")
    assert dictionary_of(extension) == before


def test_the_router_still_works_and_keeps_a_word_once(
    world: ContentWorld, extension: Extension
) -> None:
    add = "chrome.runtime.sendMessage({kind: 'add_word', word: 'Zyxwv'})"
    answers = world.evaluate(f"Promise.all(Array.from({{length: 20}}, () => {add}))")
    assert answers == [{"ok": True}] * 20
    assert dictionary_of(extension).count("Zyxwv") == 1
    extension.worker.evaluate("() => chrome.storage.local.remove('dictionary')")


def test_words_added_at_once_all_arrive(world: ContentWorld, extension: Extension) -> None:
    add = "chrome.runtime.sendMessage({kind: 'add_word', word: `many${i}`})"
    world.evaluate(f"Promise.all(Array.from({{length: 30}}, (_, i) => {add}))")
    assert set(dictionary_of(extension)) == {f"many{i}" for i in range(30)}
    extension.worker.evaluate("() => chrome.storage.local.remove('dictionary')")


def answers_over_port(world: ContentWorld, message: str) -> list[Any]:
    """What comes back for `message` before the answer to a state request sent after it."""
    answers: list[Any] = world.evaluate(
        "(async () => {"
        "  await chrome.runtime.sendMessage({kind: 'wake_engine'});"
        "  const port = chrome.runtime.connect({name: 'nib-engine'});"
        "  const answers = [];"
        "  return new Promise((done) => {"
        "    port.onDisconnect.addListener(() => done(['disconnected']));"
        "    port.onMessage.addListener((reply) => {"
        "      if (reply.kind !== 'state') answers.push(reply);"
        "      else if (reply.id === 99) { port.disconnect(); done(answers); }"
        "    });"
        f"    port.postMessage({message});"
        "    port.postMessage({kind: 'state', id: 99});"
        "  });"
        "})()"
    )
    return answers


@pytest.mark.parametrize("message", TO_HOST, ids=lambda message: message[:40])
def test_the_engine_host_answers_with_an_error(message: str, world: ContentWorld) -> None:
    (answer,) = answers_over_port(world, message)
    assert (answer["kind"], answer["id"]) == ("error", 1)
    assert words_of(answer["reason"])


@pytest.mark.parametrize("message", TO_HOST_DROPPED)
def test_the_engine_host_drops_what_has_no_id(message: str, world: ContentWorld) -> None:
    assert answers_over_port(world, message) == []


def test_the_engine_host_takes_no_other_port(world: ContentWorld) -> None:
    got = world.evaluate(
        "(async () => {"
        "  await chrome.runtime.sendMessage({kind: 'wake_engine'});"
        "  const got = [];"
        "  const other = chrome.runtime.connect({name: 'other'});"
        "  other.onMessage.addListener((reply) => got.push(['other', reply]));"
        "  other.postMessage({kind: 'state', id: 1});"
        "  const port = chrome.runtime.connect({name: 'nib-engine'});"
        "  port.postMessage({kind: 'state', id: 2});"
        "  return new Promise((done) => port.onMessage.addListener((reply) => {"
        "    got.push(['engine', reply.id]);"
        "    other.disconnect();"
        "    port.disconnect();"
        "    done(got);"
        "  }));"
        "})()"
    )
    assert got == [["engine", 2]]


def test_refused_requests_started_no_engine(fresh_extension: Extension, serve_pages: str) -> None:
    page = fresh_extension.context.pages[0]
    page.goto(f"{serve_pages}/demo.html")
    world = ContentWorld(page)
    for message in TO_HOST:
        answers_over_port(world, message)
    state = world.evaluate(
        "new Promise((done) => {"
        "  const port = chrome.runtime.connect({name: 'nib-engine'});"
        "  port.onMessage.addListener(({state}) => done(state));"
        "  port.postMessage({kind: 'state', id: 1});"
        "})"
    )
    assert state["phase"] == "idle"
