"""Make each feature of what the runtime holds. Both twins and the command line start here.

In: a port.Runtime. Out: the features. The language model is loaded once a runtime and shared.
All raise ModelError when a file is missing or damaged. Keeps no feature: features.py does.
"""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

from nib.complete import Completer
from nib.dialects import Spellings
from nib.dictionary import Dictionary
from nib.language import LanguageModel
from nib.personal_prediction import Own, PersonalPhrases
from nib.phrase_table import PhraseTable
from nib.phrases import Phrases
from nib.runtime.port import ModelError, Runtime
from nib.sentiment import SentimentReader
from nib.tagger import load_tagger
from nib.tagger_corrector import TaggedCorrector

_language: WeakKeyDictionary[Runtime, LanguageModel] = WeakKeyDictionary()


async def load_language(runtime: Runtime) -> LanguageModel:
    """The one language model of this runtime."""
    if runtime not in _language:
        model = await runtime.load_model("language")
        tokenizer = await runtime.load_tokenizer("language")
        if runtime not in _language:  # completion and correction may load it side by side
            _language[runtime] = LanguageModel(model, tokenizer, tokenizer.start)
    return _language[runtime]


async def load_phrases(runtime: Runtime) -> Phrases:
    content = await runtime.read_data("phrases")
    try:
        return Phrases(PhraseTable(content))
    except ValueError as error:
        raise ModelError(str(error)) from error


async def load_spellings(runtime: Runtime) -> Spellings:
    content = await runtime.read_data("dialects")
    try:
        return Spellings(content)
    except ValueError as error:
        raise ModelError(str(error)) from error


async def load_completer(runtime: Runtime, own: Own | None = None) -> Completer:
    """own: what was learned of the person; nothing of it is kept by the command line."""
    loads = (load_language(runtime), load_phrases(runtime), load_spellings(runtime))
    language, phrases, spellings = await asyncio.gather(*loads)
    return Completer(language, PersonalPhrases(phrases, own) if own else phrases, spellings)


async def load_corrector(runtime: Runtime) -> TaggedCorrector:
    """All of it or nothing; growing.py has what is there while the rest still loads."""
    dictionary = Dictionary(await runtime.read_data("dictionary"))
    tagger = await load_tagger(runtime)
    language, spellings = await load_language(runtime), await load_spellings(runtime)
    return TaggedCorrector(dictionary, tagger, language, spellings)


async def load_reader(runtime: Runtime) -> SentimentReader:
    model = await runtime.load_model("sentiment")
    return SentimentReader(model, await runtime.load_tokenizer("sentiment"))
