"""tokenizer.json from a GGUF's vocabulary: byte-level BPE, or SentencePiece's BPE by scores.

In: the GGUF. Out: the JSON and the ids a text begins behind. Pre-tokenizers are written out as
regular expressions that Rust's and JavaScript's engines read alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .errors import ConvertError
from .gguf_file import GgufFile
from .tokenizer_json import (
    BYTE_LEVEL,
    SPACE,
    Json,
    added_token,
    bpe,
    sentencepiece_decoder,
    tokenizer_json,
)

NORMAL, CONTROL, USER_DEFINED = 1, 3, 4  # gguf's token types
CONTRACTIONS = "'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]"
WORDS = r"[^\r\n\p{L}\p{N}]?\p{L}+|%s| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
LLAMA_3 = CONTRACTIONS + "|" + WORDS.replace("%s", r"\p{N}{1,3}")
QWEN_2 = CONTRACTIONS + "|" + WORDS.replace("%s", r"\p{N}")
TEKKEN = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
    r"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
BYTES_ALONE = {**BYTE_LEVEL, "use_regex": False}


def split(pattern: str) -> Json:
    kind = {"Regex": pattern}
    return {"type": "Split", "pattern": kind, "behavior": "Isolated", "invert": False}


# By tokenizer.ggml.pre: what stands before the byte-level step.
PRE_TOKENIZERS: Mapping[str, tuple[Json, ...]] = {
    "default": (dict(BYTE_LEVEL),),
    "gpt-2": (dict(BYTE_LEVEL),),
    "phi-2": (dict(BYTE_LEVEL),),
    "mpt": (dict(BYTE_LEVEL),),
    "olmo": (dict(BYTE_LEVEL),),
    # "Digits" would do, but its two readers disagree on ½ and ².
    "smollm": (split(r"\p{N}"), dict(BYTE_LEVEL)),
    "llama-bpe": (split(LLAMA_3), BYTES_ALONE),
    "qwen2": (split(QWEN_2), BYTES_ALONE),
    "tekken": (split(TEKKEN), BYTES_ALONE),
    "falcon": (
        split(r"[\p{P}\$\+<=>\^~\|`]+"),
        dict(BYTE_LEVEL),
        split(r"[0-9][0-9][0-9]"),
    ),
}


def tokenizer_of(source: GgufFile) -> Json:
    """Raises ConvertError for a vocabulary that is neither, or an unknown pre-tokenizer."""
    kind = source.field("tokenizer.ggml.model")
    tokens: list[str] = source.field("tokenizer.ggml.tokens")
    if len(set(tokens)) != len(tokens):
        raise ConvertError("the GGUF's vocabulary has the same token twice")
    if kind == "gpt2":
        return byte_level(source, tokens)
    if kind == "llama":
        return sentencepiece(source, tokens)
    raise ConvertError(f"the GGUF's tokenizer is of the kind {kind!r}, not supported")


def types(source: GgufFile, tokens: Sequence[str]) -> list[int]:
    stated = source.fields.get("tokenizer.ggml.token_type")
    return list(stated) if stated else [NORMAL] * len(tokens)


def byte_level(source: GgufFile, tokens: Sequence[str]) -> Json:
    pre = source.fields.get("tokenizer.ggml.pre", "default")
    if pre not in PRE_TOKENIZERS:
        raise ConvertError(f"the GGUF's pre-tokenizer {pre!r} is not known")
    kinds = enumerate(types(source, tokens))
    added = [
        added_token(token_id, tokens[token_id], special=kind == CONTROL)
        for token_id, kind in kinds
        if kind in (CONTROL, USER_DEFINED)
    ]
    vocab = {token: token_id for token_id, token in enumerate(tokens)}
    whole_first = pre in ("llama-bpe", "tekken")  # a word that is a token needs no merges
    model = bpe(vocab, source.field("tokenizer.ggml.merges"), ignore_merges=whole_first)
    steps = {"type": "Sequence", "pretokenizers": list(PRE_TOKENIZERS[pre])}
    return tokenizer_json(added, model, steps, None, dict(BYTE_LEVEL))


def sentencepiece(source: GgufFile, tokens: Sequence[str]) -> Json:
    """No space is put before a text (as Llama 2 does): Nib encodes pieces."""
    kinds = types(source, tokens)
    added = [
        added_token(token_id, tokens[token_id], special=kind == CONTROL)
        for token_id, kind in enumerate(kinds)
        if kind in (CONTROL, USER_DEFINED)
    ]
    vocab = {token: token_id for token_id, token in enumerate(tokens)}
    unknown = tokens[int(source.fields.get("tokenizer.ggml.unknown_token_id", 0))]
    merges = merges_by_score(vocab, source.field("tokenizer.ggml.scores"))
    model = bpe(vocab, merges, unk_token=unknown, fuse_unk=True, byte_fallback=True)
    spaces = {"type": "Replace", "pattern": {"String": " "}, "content": SPACE}
    return tokenizer_json(added, model, None, spaces, sentencepiece_decoder())


def merges_by_score(vocab: Mapping[str, int], scores: Sequence[float]) -> list[list[str]]:
    """SentencePiece joins the two neighbours whose whole scores best; BPE files list such joins."""
    found: list[tuple[float, int, int, str, str]] = []
    for token, token_id in vocab.items():
        for cut in range(1, len(token)):
            left, right = token[:cut], token[cut:]
            if left in vocab and right in vocab:
                found.append((-scores[token_id], token_id, vocab[left], left, right))
    found.sort(key=lambda join: join[:3])
    return [[left, right] for *_, left, right in found]


def start(source: GgufFile) -> list[int]:
    """The first token, if the file says that texts begin with it."""
    sentencepiece_kind = source.field("tokenizer.ggml.model") == "llama"
    if not source.fields.get("tokenizer.ggml.add_bos_token", sentencepiece_kind):
        return []
    first = source.fields.get("tokenizer.ggml.bos_token_id")
    return [] if first is None else [int(first)]
