"""Stanford sentiment trees -> sentences and phrases with a label, and a tag for every character.

In: one bracketed tree a line, labels 0 (very negative) .. 4 (very positive). Out: `Phrase`.
The tags project phrase labels onto words: the largest feeling phrase of at most TAGGED_WORDS words
gives its polarity to all words in it, so "not good" is one negative span. Reads no files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TAGGED_WORDS = 4
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-lrb-": "(", "-rrb-": ")", "``": '"', "''": '"'}
FUNCTION_WORD_LIST = """a an the of to in on at for from by with and or but as is are was were be
 been this that these those it its i you he she we they his her their our my your there here which
 who"""
FUNCTION_WORDS = frozenset(FUNCTION_WORD_LIST.split())
MARK_LIST = ". , ! ? ; : ) ' % ... n't 's 're 've 'm 'll 'd 'S"
ATTACHED_LEFT = frozenset(MARK_LIST.split())


@dataclass(slots=True)
class Node:
    """label 0..4; a leaf has a word and no children."""

    label: int
    word: str
    children: list[Node]

    def leaves(self) -> list[Node]:
        return [leaf for child in self.children for leaf in child.leaves()] or [self]

    def nodes(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.nodes()


@dataclass(frozen=True, slots=True)
class Phrase:
    """words[i] has tags[i], one digit a character: 0 negative, 1 neutral, 2 positive."""

    label: int
    words: tuple[str, ...]
    tags: tuple[str, ...]


def parse(line: str) -> Node:
    """The tree of one line such as `(3 (2 It) (4 works))`."""
    root = Node(2, "", [])
    stack = [root]
    for token in line.replace("(", " ( ").replace(")", " ) ").split():
        if token == "(":
            node = Node(-1, "", [])
            stack[-1].children.append(node)
            stack.append(node)
        elif token == ")":
            stack.pop()
        elif stack[-1].label < 0:
            stack[-1].label = int(token)
        else:
            stack[-1].word = token
    return root.children[0]


def polarity(label: int) -> int:
    """0 negative, 1 neutral, 2 positive."""
    return (label > 2) - (label < 2) + 1


def word_tags(node: Node) -> list[int]:
    """A polarity for each leaf."""
    leaves = node.leaves()
    if not node.children:
        return [polarity(node.label)]
    if len(leaves) <= TAGGED_WORDS and is_felt(node, leaves):
        return trimmed(leaves, polarity(node.label))
    return [tag for child in node.children for tag in word_tags(child)]


def is_felt(node: Node, leaves: list[Node]) -> bool:
    """Raters felt something, and a word in it (or their certainty) says that it was no slip."""
    anchored = any(leaf.label != 2 for leaf in leaves)
    return node.label in (0, 4) or (node.label != 2 and anchored)


def trimmed(leaves: list[Node], tag: int) -> list[int]:
    """The tag for all leaves but function words and marks at the ends."""
    carries = [
        leaf.word.lower() not in FUNCTION_WORDS and any(map(str.isalnum, leaf.word))
        for leaf in leaves
    ]
    if not any(carries):
        return [tag] * len(leaves)
    first, last = carries.index(True), len(leaves) - carries[::-1].index(True)
    return [tag if first <= number < last else 1 for number in range(len(leaves))]


def spell(word: str) -> str:
    return BRACKETS.get(word, word).replace("\\/", "/").replace("\\*", "*")


def as_written(node: Node) -> Phrase:
    """The phrase as people write it: "it's good." instead of "it 's good ."."""
    words: list[str] = []
    tags: list[str] = []
    glue = False
    open_quote = False
    for leaf, tag in zip(node.leaves(), word_tags(node), strict=True):
        text = spell(leaf.word)
        marks = str(tag) * len(text)
        closes = text == '"' and open_quote
        if words and (glue or closes or text in ATTACHED_LEFT or text.startswith("'")):
            words[-1] += text
            tags[-1] += marks
        else:
            words.append(text)
            tags.append(marks)
        open_quote ^= text == '"'
        glue = text in ("(", "$", "#", "`") or (text == '"' and open_quote)
    return Phrase(node.label, tuple(words), tuple(tags))


def as_treebank(node: Node) -> Phrase:
    """The phrase as SST-2 has it: tokens and hyphens apart, lower case, no full stop at the end."""
    words: list[str] = []
    tags: list[str] = []
    for leaf, tag in zip(node.leaves(), word_tags(node), strict=True):
        parts = spell(leaf.word).lower().replace("-", " ").split() or [leaf.word]
        words += parts
        tags += [str(tag) * len(part) for part in parts]
    if len(words) > 1 and words[-1] == ".":
        words.pop()
        tags.pop()
    return Phrase(node.label, tuple(words), tuple(tags))
