"""Converted models beside Nib's own, natively: next words right, nats a character, time, memory.

In: the shared data set (its folder), and packages as NAME=FOLDER. Out: a table on standard output.
All models see the same texts and are asked for the same words: those that begin and end where
tokens do for each of them. Every text is one run: behind the writer's own words a greedy word is
right exactly if each of its tokens, and a token that ends it, is the likeliest.
Run: python -m models.convert.bench ../shared/data nib=build/models/language gemma=FOLDER ...
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import numpy as np
import onnxruntime as ort
from nib.vocabulary import Vocabulary, begins_anew
from tokenizers import Tokenizer

TEXTS = {"email_enron_parakweet": 60, "support_banking77": 60, "handbooks": 60}
SHORTEST, LONGEST = 40, 300  # characters of a text
START = "\n"  # what nib.language sets before a text where a model names nothing
REPEATS, CONTEXT = 9, 64
_WORD = re.compile(r" [^\W\d_]+(?:['’-][^\W\d_]+)*")
Span = tuple[int, int]
State = tuple[Mapping[str, np.ndarray], int]


class Subject:
    """One model's folder: a converted package, or build/models/language."""

    def __init__(self, folder: Path) -> None:
        index = folder / "nib-model.json"
        about = json.loads(index.read_text()) if index.exists() else {"start": []}
        self.graph = folder / ("model.onnx" if index.exists() else "model.int8.onnx")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.start: list[int] = about["start"] or self.encode(START)[0]
        self.bytes = self.graph.stat().st_size + (folder / "tokenizer.json").stat().st_size
        if index.exists():
            self.bytes += (folder / "weights").stat().st_size

    def encode(self, text: str) -> tuple[list[int], list[Span]]:
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        return encoded.ids, encoded.offsets

    def words(self, text: str) -> set[Span]:
        """Words (with their space) that are whole tokens here, but for one at the text's end."""
        _, offsets = self.encode(text)
        begins, ends = {begin for begin, _ in offsets}, {end for _, end in offsets}
        found = {match.span() for match in _WORD.finditer(text)}
        return {(b, e) for b, e in found if b in begins and e in ends and e < len(text)}


@dataclass(frozen=True, slots=True)
class Score:
    first: int  # words whose first token was the likeliest
    whole: int
    asked: int
    nats: float
    characters: int


class Session:
    """onnxruntime on one thread."""

    def __init__(self, graph: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(str(graph), options, ["CPUExecutionProvider"])
        self._names = [output.name for output in self._session.get_outputs()]
        self.empty = {
            node.name: np.zeros([s if isinstance(s, int) else 0 for s in node.shape], np.float32)
            for node in self._session.get_inputs()
            if node.name.startswith("past.")
        }

    def run(
        self,
        ids: Sequence[int],
        asked: Sequence[int],
        targets: Sequence[int],
        state: State | None = None,
    ) -> dict[str, np.ndarray]:
        """state: (cache, how many tokens of it count)."""
        past, length = state or (self.empty, 0)
        feeds = {
            "token_ids": np.array([ids], np.int64),
            "past_length": np.array([length], np.int64),
            "positions": np.array(asked, np.int64),
            "targets": np.array(targets, np.int64),
            "k": np.array([1], np.int64),
            **past,
        }
        found = self._session.run(self._names, feeds)
        return dict(zip(self._names, found, strict=True))


def score(subject: Subject, session: Session, texts: Mapping[str, set[Span]]) -> Score:
    anew = [begins_anew(text) for text in Vocabulary(vocabulary(subject.tokenizer)).texts]
    first = whole = asked = characters = 0
    nats = 0.0
    for text, words in texts.items():
        ids, offsets = subject.encode(text)
        prompt = [*subject.start, *ids]
        places = list(range(len(subject.start) - 1, len(prompt) - 1))
        found = session.run(prompt[:-1], places, ids)
        best = found["topk_ids"][:, 0].tolist()  # best[i] stands where ids[i] does
        nats -= float(found["target_logprobs"].sum())
        characters += len(text)
        begins = {begin: place for place, (begin, _) in reversed(list(enumerate(offsets)))}
        ends = {end: place + 1 for place, (_, end) in enumerate(offsets)}
        for begin, end in words:
            place, behind = begins[begin], ends[end]
            first += best[place] == ids[place]
            right = best[place:behind] == ids[place:behind]
            whole += right and anew[best[behind]]
            asked += 1
    return Score(first, whole, asked, nats, characters)


def vocabulary(tokenizer: Tokenizer) -> list[str]:
    by_token = tokenizer.get_vocab(with_added_tokens=True)
    tokens = [""] * (max(by_token.values()) + 1)
    for token, token_id in by_token.items():
        tokens[token_id] = token
    return tokens


def cpu_ms(session: Session, ids: Sequence[int]) -> tuple[float, float]:
    """Median CPU milliseconds of CONTEXT new tokens, and of one behind them."""
    begun, last = list(ids[:CONTEXT]), [CONTEXT - 1]
    prefill, step = [], []
    for _ in range(REPEATS):
        started = time.process_time()
        found = session.run(begun, last, [0])
        prefill.append(time.process_time() - started)
        past = {n.replace("present", "past"): v for n, v in found.items() if "present" in n}
        started = time.process_time()
        session.run([ids[CONTEXT]], [0], [0], (past, CONTEXT))
        step.append(time.process_time() - started)
    return 1000 * median(prefill), 1000 * median(step)


def resident_mb() -> float:
    """Memory of this process now, mapped weights that were read included (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kilobytes) / 1000


def measure(folder: Path, texts: Mapping[str, set[Span]]) -> str:
    """A table's row, made in a process of its own: its memory is this model's alone."""
    subject = Subject(folder)
    before = resident_mb()
    session = Session(subject.graph)
    long = [token for text in texts for token in subject.encode(text)[0]]
    prefill, step = cpu_ms(session, long)
    memory = resident_mb() - before
    found = score(subject, session, texts)
    return (
        f"{100 * found.first / found.asked:.1f} | {100 * found.whole / found.asked:.1f} | "
        f"{found.nats / found.characters:.3f} | {prefill:.0f} | {step:.1f} | "
        f"{subject.bytes / 1e6:.0f} | {memory:.0f}"
    )


def sample(data: Path) -> list[str]:
    """The first long enough lines of each text, cut behind a word."""
    found: list[str] = []
    for name, count in TEXTS.items():
        lines = (data / "dev" / "lm" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        long = [line.strip() for line in lines if len(line.strip()) >= SHORTEST]
        found += [line[:LONGEST].rsplit(" ", 1)[0] for line in long[:count]]
    return found


def main() -> None:
    folders = {name: Path(path) for name, _, path in (a.partition("=") for a in sys.argv[2:])}
    subjects = [Subject(folder) for folder in folders.values()]
    texts = {
        text: set.intersection(*(subject.words(text) for subject in subjects))
        for text in dict.fromkeys(sample(Path(sys.argv[1])))
    }
    print(f"{len(texts)} texts, {sum(map(len, texts.values()))} words")
    print("| model | first token | word | nats a character | 64 tokens | a token | MB | memory |")
    print("|---|---|---|---|---|---|---|---|")
    for name, folder in folders.items():
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            print(f"| {name} | {alone.submit(measure, folder, texts).result()} |", flush=True)


if __name__ == "__main__":
    main()
