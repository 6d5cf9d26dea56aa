"""Word forms that do not fit their neighbours: agreement, number, forms behind auxiliaries.

In: a sentence and the inflections. Out: candidates for the ranking, none of them sure: patterns
over two to four words cannot see the whole sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nib.findings import Finding, Sentence, match_case
from nib.inflection import Form, Inflections
from nib.tokens import Token, TokenKind

Pattern = Callable[[Sentence, Inflections], Iterator[Finding]]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ADVERBS = _words(
    "always never often really also just usually sometimes still probably only even not already "
    "actually ever almost simply finally currently generally"
)
_THIRD_SUBJECTS = _words(
    "he she it this that everyone everybody someone somebody nobody nothing "
    "everything something anyone"
)
_PLURAL_SUBJECTS = _words("we they you these those")
_CLAUSE_STARTS = _words(
    "and but because that when why if so although while since as where how what who or then though "
    "unless until before after which think thinks thought say says said know knows hope believe"
)
_NO_SUBJECT_AFTER = _words("of than with for between to from by like about")
_TO_THIRD = {
    "have": "has",
    "do": "does",
    "don't": "doesn't",
    "haven't": "hasn't",
    "are": "is",
    "were": "was",
    "aren't": "isn't",
    "weren't": "wasn't",
    "am": "is",
}
_TO_PLURAL = {
    "has": "have",
    "does": "do",
    "doesn't": "don't",
    "hasn't": "haven't",
    "is": "are",
    "was": "were",
    "isn't": "aren't",
    "wasn't": "weren't",
    "am": "are",
}
_TO_I = {
    "has": "have",
    "does": "do",
    "doesn't": "don't",
    "hasn't": "haven't",
    "is": "am",
    "are": "am",
    "were": "was",
    "weren't": "wasn't",
}
_UNREAL = _words("if wish though lest")
_PLURAL_DETERMINERS = _words(
    "many few several these those two three four five six seven eight nine ten both various "
    "numerous dozens hundreds thousands"
)
_SINGULAR_DETERMINERS = _words("a an this each every another")
_OWNERS = _words("the my your his her its our their this that these those a an some any no")
# Also nouns in the dictionary, but behind a subject nearly always verbs.
_VERB_LIKE = _words(
    "make take give go come get let say see know want need like show look keep seem become help "
    "start explain find clean answer use think tell love hate work play study cost change travel "
    "live feel mean cause spend wish hope walk talk run teach learn"
)
_SINGULAR_ANTECEDENTS = _words("someone somebody everyone everybody anyone anybody one person")
_NEVER_VERBS = _words("need dare over well like near have be do own up down out back even")
_DO = _words("do does did don't doesn't didn't")
_MODALS = _words(
    "can could will would shall should may might must can't cannot couldn't won't wouldn't "
    "shouldn't mustn't i'll you'll he'll she'll it'll we'll they'll"
)
_HAVE = _words("have has had haven't hasn't hadn't having i've you've we've they've")
_BE = _words(
    "is are am was were be been being i'm you're he's she's it's we're they're isn't "
    "aren't wasn't weren't"
)
_PRONOUNS = _words("i you he she it we they")
_GERUND_AFTER = _words("of for by without about after before in from at instead")
# After these a noun phrase is over: what stands before them is its head.
_PHRASE_ENDS = _words(
    "is are was were be been has have had do does did can could will would should may might must "
    "of in on at by for with from to into about and or but because that which who when where if "
    "as than then so although while during after before between under over through without i you "
    "he she it we they not also there"
)


def word_forms(sentence: Sentence, inflections: Inflections) -> list[Finding]:
    """Candidates of all patterns, without doubles."""
    found: dict[tuple[int, int, str], Finding] = {}
    for pattern in _PATTERNS:
        for finding in pattern(sentence, inflections):
            found.setdefault((finding.start, finding.end, finding.replacement), finding)
    return list(found.values())


def _replace(token: Token, replacement: str, kind: str) -> Finding:
    return Finding(token.start, token.end, match_case(replacement, token.text), kind)


def _lower(sentence: Sentence, i: int) -> str:
    """Token `i` in lower case; "" outside the sentence."""
    return sentence.tokens[i].lower if 0 <= i < len(sentence.tokens) else ""


def _is_auxiliary(word: str) -> bool:
    """Verbs that never change ("can"), or that are words of another kind far more often."""
    return word in _MODALS or word in _NEVER_VERBS


def _skip_adverbs(sentence: Sentence, i: int) -> int:
    """Index of the first token at or behind `i` that is no adverb (two at most)."""
    for _ in range(2):
        if _lower(sentence, i) in _ADVERBS:
            i += 1
    return i


def _is_open_word(sentence: Sentence, i: int) -> bool:
    tokens = sentence.tokens
    return 0 < i < len(tokens) and tokens[i].is_word and sentence.spaced(i - 1)


def pronoun_agreement(sentence: Sentence, inflections: Inflections) -> Iterator[Finding]:
    """ "he go", "they was", "I has"."""
    for i in range(len(sentence.tokens) - 1):
        subject, before = _lower(sentence, i), _lower(sentence, i - 1)
        verb_at = _skip_adverbs(sentence, i + 1)
        joined = before in ("and", "or", "nor") and subject not in ("he", "she", "it")
        if before in _NO_SUBJECT_AFTER or joined or not _is_open_word(sentence, verb_at):
            continue
        if before in _UNREAL:  # "if I were"
            continue
        token = sentence.tokens[verb_at]
        if _is_auxiliary(token.lower) and token.lower not in _TO_THIRD:
            continue
        fixed: str | None = None
        if subject in _THIRD_SUBJECTS:
            fixed = _third_form(sentence, i, token.lower, inflections)
        elif subject == "i" or subject in _PLURAL_SUBJECTS:
            table = _TO_I if subject == "i" else _TO_PLURAL
            if subject in ("these", "those"):
                fixed = table.get(token.lower)
            else:
                fixed = table.get(token.lower) or inflections.base(token.lower, Form.THIRD)
        if fixed:
            yield _replace(token, fixed, "agreement")


def _third_form(sentence: Sentence, i: int, verb: str, inflections: Inflections) -> str | None:
    """The third person of `verb` behind the subject at `i`, where a clause begins with it."""
    subject, before = _lower(sentence, i), _lower(sentence, i - 1)
    starts = i == 0 or before in _CLAUSE_STARTS
    starts = starts or sentence.tokens[i - 1].kind is TokenKind.MARK
    unreal = any(token.lower in _UNREAL for token in sentence.tokens[:i])
    if not starts or (unreal and verb in ("were", "weren't")):
        return None
    if subject not in ("he", "she", "it") and not _is_verb_like(verb, inflections):
        return _TO_THIRD.get(verb)
    if subject == "that":
        return None  # "things that make"
    return _TO_THIRD.get(verb) or inflections.third(verb)


def noun_agreement(sentence: Sentence, inflections: Inflections) -> Iterator[Finding]:
    """ "the dogs is", "my brother have", where the noun phrase begins the clause."""
    for i in range(len(sentence.tokens) - 1):
        noun = _lower(sentence, i)
        if not inflections.is_noun(noun) and noun != "people":
            continue
        verb_at = _skip_adverbs(sentence, i + 1)
        if not _is_open_word(sentence, verb_at) or not _begins_clause(sentence, i):
            continue
        token = sentence.tokens[verb_at]
        plural = noun == "people" or inflections.singular(noun) is not None
        table = _TO_PLURAL if plural else _TO_THIRD
        fixed = table.get(token.lower)
        if fixed is None and not inflections.is_noun(token.lower):
            if plural:
                fixed = inflections.base(token.lower, Form.THIRD)
            elif _lower(sentence, i - 1) in _OWNERS and _is_verb_like(token.lower, inflections):
                fixed = inflections.third(token.lower)
        if fixed:
            yield _replace(token, fixed, "agreement")


def _is_verb_like(word: str, inflections: Inflections) -> bool:
    return word in _VERB_LIKE or inflections.is_pure_verb(word)


def relative_clause(sentence: Sentence, inflections: Inflections) -> Iterator[Finding]:
    """ "someone who want", "people that does": the verb goes with the word before "who"."""
    for i in range(1, len(sentence.tokens) - 1):
        antecedent, verb_at = _lower(sentence, i - 1), _skip_adverbs(sentence, i + 1)
        if _lower(sentence, i) not in ("who", "that", "which"):
            continue
        if not sentence.spaced(i - 1) or not _is_open_word(sentence, verb_at):
            continue
        token, fixed = sentence.tokens[verb_at], None
        plural = antecedent == "people" or inflections.singular(antecedent) is not None
        if plural:
            fixed = _TO_PLURAL.get(token.lower)
            if fixed is None and not inflections.is_noun(token.lower):
                fixed = inflections.base(token.lower, Form.THIRD)
        elif antecedent in _SINGULAR_ANTECEDENTS or inflections.plural(antecedent):
            fixed = _TO_THIRD.get(token.lower)
            if fixed is None and _lower(sentence, i) == "who" and not _is_auxiliary(token.lower):
                fixed = inflections.third(token.lower)
        if fixed:
            yield _replace(token, fixed, "agreement")


def joined_subjects(sentence: Sentence, _: Inflections) -> Iterator[Finding]:
    """ "Michael and Kate was": two names that begin the clause."""
    tokens = sentence.tokens
    for i in range(len(tokens) - 3):
        first, second, verb = tokens[i], tokens[i + 2], tokens[i + 3]
        names = first.text.istitle() and (second.text.istitle() or second.text == "I")
        starts = i == 0 or tokens[i - 1].kind is TokenKind.MARK
        if tokens[i + 1].text == "and" and names and starts and _is_open_word(sentence, i + 3):
            fixed = {"is": "are", "was": "were", "has": "have", "am": "are"}.get(verb.lower)
            if fixed and first.is_word and second.is_word:
                yield _replace(verb, fixed, "agreement")


def _begins_clause(sentence: Sentence, noun: int) -> bool:
    """Does the phrase that ends in the noun at `noun` begin its clause?"""
    for i in range(noun - 1, max(noun - 5, -1), -1):
        token = sentence.tokens[i]
        if token.kind is TokenKind.MARK or token.lower in _CLAUSE_STARTS:
            return token.lower not in ("and", "or", "as", "-", "/")
        if token.lower in _PHRASE_ENDS:
            return False
    return noun < 5


def there_is(sentence: Sentence, inflections: Inflections) -> Iterator[Finding]:
    """ "there is many", "there are a problem"."""
    for i in range(len(sentence.tokens) - 2):
        if _lower(sentence, i) != "there" or not _is_open_word(sentence, i + 1):
            continue
        verb, following = sentence.tokens[i + 1], _lower(sentence, i + 2)
        noun = _lower(sentence, i + 3) if following in ("some", "no", "any") else following
        plural = following in _PLURAL_DETERMINERS or inflections.singular(noun) is not None
        if plural or noun == "people":
            fixed = _TO_PLURAL.get(verb.lower)
        elif following in ("a", "an", "one") and inflections.plural(_lower(sentence, i + 3)):
            quantity = _lower(sentence, i + 3) in ("lot", "number", "couple", "variety", "range")
            fixed = None if quantity else _TO_THIRD.get(verb.lower)
        else:
            continue
        if fixed:
            yield _replace(verb, fixed, "agreement")


def noun_number(sentence: Sentence, inflections: Inflections) -> Iterator[Finding]:
    """ "many book", "one of the book", "a books"."""
    tokens = sentence.tokens
    for i in range(len(tokens) - 1):
        determiner = _lower(sentence, i)
        one_of = (
            determiner in _OWNERS
            and _lower(sentence, i - 1) == "of"
            and (_lower(sentence, i - 2) in ("one", "some", "many", "most"))
        )
        for noun_at in (i + 1, i + 2):
            if not _is_open_word(sentence, noun_at) or not (
                _phrase_ends(sentence, noun_at) or determiner in ("every", "each", "another")
            ):
                continue
            noun = tokens[noun_at]
            if noun_at == i + 2 and inflections.is_noun(_lower(sentence, i + 1)):
                continue
            if determiner in _PLURAL_DETERMINERS or one_of:
                fixed = inflections.plural(noun.lower)
            elif determiner in _SINGULAR_DETERMINERS:
                fixed = inflections.singular(noun.lower)
            else:
                continue
            if fixed:
                yield _replace(noun, fixed, "noun_number")
            if fixed and determiner == "this":
                yield _replace(tokens[i], "these", "noun_number")


def _phrase_ends(sentence: Sentence, i: int) -> bool:
    """Is the word at `i` the last of its noun phrase, as far as one can see?"""
    if i + 1 >= len(sentence.tokens):
        return True
    following = sentence.tokens[i + 1]
    if following.kind is TokenKind.MARK:
        return following.text not in "-'’/&"
    return following.lower in _PHRASE_ENDS


def auxiliary_form(sentence: Sentence, inflections: Inflections) -> Iterator[Finding]:
    """ "did went", "has ate", "to went", "was wrote", "is go"."""
    for i in range(len(sentence.tokens) - 1):
        auxiliary = _lower(sentence, i)
        verb_at = i + 1
        if auxiliary in _DO | _MODALS | _HAVE and _lower(sentence, verb_at) in _PRONOUNS:
            verb_at += 1  # "did he went"
        verb_at = _skip_adverbs(sentence, verb_at)
        if not _is_open_word(sentence, verb_at):
            continue
        token = sentence.tokens[verb_at]
        for fixed in _forms_behind(auxiliary, token.lower, inflections):
            if fixed != token.lower:
                yield _replace(token, fixed, "verb_form")


def _forms_behind(auxiliary: str, word: str, inflections: Inflections) -> list[str]:
    """Forms of `word` that may stand behind `auxiliary`; empty where it fits or is no verb."""
    if inflections.is_noun(word) or _is_auxiliary(word):
        return []
    if auxiliary in _DO or auxiliary in _MODALS or auxiliary == "to":
        base = inflections.base(word, Form.PAST, Form.THIRD, Form.PARTICIPLE, Form.GERUND)
        return [base] if base else []
    if inflections.is_verb(word, Form.PARTICIPLE):
        return []
    pure = [verb for verb in inflections.verbs(word, Form.BASE) if verb.pure == "1"]
    verbs = (pure or inflections.verbs(word, Form.PAST))[:1]
    if auxiliary in _HAVE:
        return [verb.participle for verb in verbs]
    if auxiliary in _BE:
        return [form for verb in verbs for form in (verb.participle, verb.gerund)]
    return [verb.gerund for verb in pure if auxiliary in _GERUND_AFTER]


_PATTERNS: tuple[Pattern, ...] = (
    pronoun_agreement,
    noun_agreement,
    relative_clause,
    joined_subjects,
    there_is,
    noun_number,
    auxiliary_form,
)
