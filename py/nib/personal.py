"""What Nib has learned of one person's writing: words, what came behind them, phrases.

In: sentences the person wrote. Out: what the memory has seen behind a context, and phrases that
have begun; itself as bytes (personal_file.py) of at most MOST_BYTES. What is seen less and less
fades. What may be learned is decided in personal_text.py, what is shown of it in
personal_prediction.py and complete.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nib.personal_phrases import PhraseBook, fold_phrase
from nib.personal_table import UNIT, ContextTable, Seen
from nib.personal_text import Run, Token, may_learn, runs
from nib.personal_words import PersonalWords
from nib.phrases import NUMBER, SENTENCE, fold, split_words

MOST_BYTES = 5_000_000
LONGEST_CONTEXT = 4
#: Groups of four contexts, and next words of each, by the length of the context.
SIZES = ((2_048, 12), (10_240, 4), (10_240, 3), (10_240, 2))
EPOCH_WORDS = 1_000  # after so many words everything fades a little
FADE_WORDS = 0.985
LEAST_REPEATED = 2.9  # how often a continuation was typed that is part of a phrase
LEAST_PHRASE_WORDS = 2
LEAST_PHRASE_LETTERS = 8
ACCEPTED_SHARE = 0.25  # of an occurrence: what is accepted is learned with its sentence anyway

_MULTIPLIER, _MASK = 0x9E3779B1, 0xFFFFFFFF
_NUMBERS = {SENTENCE: 1, NUMBER: 2}


class PersonalMemory:
    def __init__(self) -> None:
        self.words = PersonalWords()
        self.tables = [ContextTable(groups, nexts) for groups, nexts in SIZES]
        self.book = PhraseBook()
        self.learned_words = 0
        self.version = 0  # goes up with every change

    @property
    def epoch(self) -> int:
        return self.learned_words // EPOCH_WORDS

    @property
    def is_empty(self) -> bool:
        return not len(self.words) and not len(self.book)

    def learn(self, text: str) -> int:
        """Learn all sentences of `text`. Gives how many words of it were learned."""
        before = self.learned_words
        for run in runs(text):
            self._learn_run(run)
        return self.learned_words - before

    def learn_accepted(self, before: str, accepted: str) -> None:
        """What was offered behind `before` and taken counts a little more from now on."""
        whole = before[-200:] + accepted
        first = len(whole) - len(accepted)
        for run in runs(whole):
            at = whole.rfind(run.text)
            behind = [token.start + at >= first for token in run.tokens]
            self._count(run, int(UNIT * ACCEPTED_SHARE), behind)
        self.version += 1

    def contexts(self, tokens: Sequence[str]) -> Iterator[tuple[int, Seen]]:
        """(length, what was seen) behind the last word, the last two, ...; shortest first. tokens:
        folded, from the beginning of the sentence at most."""
        for length, key in self._keys(tokens):
            seen = self.tables[length - 1].find(key, self.epoch)
            if seen is not None and seen.total > 0:
                yield length, seen

    def forget(self, what: str) -> bool:
        """Never to be offered again, until it is learned anew: one word or one phrase. False where
        the memory has no such thing."""
        folded = fold_phrase(what)
        tokens = [fold(token) for token in split_words(what)]
        found = self.book.forget(what)
        if len(tokens) == 1 and self.words.id_of(tokens[0]):
            found = True
            self._drop_words([self.words.id_of(tokens[0])])
            self.book.forget_where(lambda text: folded in split_words(text))
        elif found:
            self.book.forget_where(lambda text: folded in text or text in folded)
            self._drop_chain(tokens)
        self.version += 1
        return found

    def make_room(self) -> None:
        """The words that were seen least go."""
        self._drop_words(self.words.weakest())

    def _learn_run(self, run: Run) -> None:
        if self.words.is_full:
            self.make_room()
        for token in run.tokens:
            if token.folded not in _NUMBERS:
                inside = token.start > 0 or not run.opens
                self.words.see(token.folded, token.written, inside=inside)
        repeated = self._count(run, UNIT, [True] * len(run.tokens))
        self._find_phrases(run, repeated)
        epoch = self.epoch
        self.learned_words += sum(token.is_word for token in run.tokens)
        for _ in range(self.epoch - epoch):
            self.words.fade(FADE_WORDS)
            self.book.fade(FADE_WORDS)
        self.version += 1

    def _count(self, run: Run, amount: int, counted: Sequence[bool]) -> list[float]:
        """Count each token behind its contexts. Gives how often each was behind its longest."""
        seen: list[float] = []
        history = [SENTENCE] if run.opens else []
        for token, counts in zip(run.tokens, counted, strict=True):
            times = 0.0
            word_id = self.words.id_of(token.folded)
            for length, key in self._keys(history[-LONGEST_CONTEXT:]) if counts and word_id else ():
                times = self.tables[length - 1].add(
                    key, word_id, self.epoch, amount, counts=token.is_word
                )
            seen.append(times)
            history.append(token.folded)
        return seen

    def _keys(self, tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
        """(length, key) of the contexts that end with the last token, shortest first."""
        key = 0
        for length, token in enumerate(reversed(tokens), 1):
            number = _NUMBERS.get(token) or self.words.number_of(token)
            if not number or length > LONGEST_CONTEXT:
                return
            key = (key * _MULTIPLIER + number) & _MASK
            key ^= key >> 15
            yield length, key or 1

    def _find_phrases(self, run: Run, repeated: Sequence[float]) -> None:
        """Stretches whose every token was typed behind the same words often enough."""
        first = None
        for at, times in enumerate([*repeated, 0.0]):
            if times >= LEAST_REPEATED:
                first = at if first is None else first
            elif first is not None:
                begin = max(0, first - LONGEST_CONTEXT)
                end = at + sum(token.folded == SENTENCE for token in run.tokens[at : at + 1])
                self._see_phrase(run, run.tokens[begin:end], min(repeated[first:at]))
                first = None

    def _see_phrase(self, run: Run, tokens: Sequence[Token], times: float) -> None:
        while tokens and not tokens[0].is_word:
            tokens = tokens[1:]
        if sum(token.is_word for token in tokens) < LEAST_PHRASE_WORDS:
            return
        text = run.text[tokens[0].start : tokens[-1].end]
        if len(text) >= LEAST_PHRASE_LETTERS and may_learn(text):
            self.book.see(text, times)

    def _drop_words(self, ids: Sequence[int]) -> None:
        for table in self.tables:
            table.drop_words(frozenset(ids))
        self.words.drop(ids)

    def _drop_chain(self, tokens: Sequence[str]) -> None:
        """Each word of a phrase no longer comes behind those before it."""
        history = [SENTENCE]
        for at, token in enumerate(tokens):
            context = history[-LONGEST_CONTEXT:] if at else []
            for length, key in self._keys(context):
                self.tables[length - 1].drop(key, self.words.id_of(token))
            history.append(token)
