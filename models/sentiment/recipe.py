"""Train the sentiment network on CPU: `python -m models.sentiment.recipe [--data DIR] [--run DIR]`.

In: the data folder (NIB_DATA, default ../shared/data beside the repository) and config.json. Out:
RUN/checkpoint.pt (resumed when there) and RUN/curve.jsonl, the learning curve on the dev sets.
`--check` only shows that no dev sentence is in the rows. Needs requirements-train.txt; the ONNX
graph is made by to_onnx.py.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from .batches import Batch, collate, encode, epoch
from .corpus import read_all
from .measure import measure
from .network import SentimentNetwork, pretrained
from .rows import NEUTRAL, Row, forbidden

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CONFIG: dict[str, Any] = json.loads((HERE / "config.json").read_text())
SAVE_SECONDS = 120


class Training:
    """Network, optimizer and position in the data, saved and loaded as one."""

    def __init__(self, data: Path, run: Path) -> None:
        torch.manual_seed(CONFIG["seed"])
        self.data, self.run = data, run
        self.tokenizer = Tokenizer.from_file(str(data / CONFIG["encoder"] / "tokenizer.json"))
        self.network = pretrained(CONFIG, data / CONFIG["encoder"])
        self.optimizer = make_optimizer(self.network)
        self.sources = read_all(data, CONFIG["rows_per_epoch"], CONFIG["seed"])
        self.place = {"epoch": 0, "batch": 0, "pieces": 0, "steps": 0, "seconds": 0.0}
        self.half = cpu_has_bfloat16()
        if (run / "checkpoint.pt").exists():
            saved = torch.load(run / "checkpoint.pt", weights_only=True)
            self.network.load_state_dict(saved["network"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.place = saved["place"]

    def save(self) -> None:
        part = self.run / "checkpoint.part"
        torch.save(
            {
                "network": self.network.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "place": self.place,
            },
            part,
        )
        part.replace(self.run / "checkpoint.pt")

    def classify(self, texts: list[str]) -> np.ndarray:
        return classify(self.network, self.tokenizer, texts, self.half)

    def step(self, batch: Batch) -> tuple[float, float]:
        """One update; the losses of the sentence and the token head."""
        scale = rate_scale(self.place["pieces"] / CONFIG["budget_pieces"])
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * scale
        ids, mask, tags, target = map(
            torch.from_numpy, (batch.ids, batch.mask, batch.tags, batch.target)
        )
        with torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            sentence, token = self.network(ids, mask)
        sentence_loss = functional.cross_entropy(sentence.float(), target)
        known = tags >= 0
        token_loss = sentence_loss.new_zeros(())
        if known.any():
            token_loss = functional.cross_entropy(token.float()[known], tags[known])
        self.optimizer.zero_grad(set_to_none=True)
        (sentence_loss + CONFIG["token_loss"] * token_loss).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.place["pieces"] += int(batch.mask.sum())
        self.place["steps"] += 1
        return sentence_loss.item(), token_loss.item()


def cpu_has_bfloat16() -> bool:
    """Whether bfloat16 is computed, not emulated (emulated it is 25 times slower)."""
    info = Path("/proc/cpuinfo")
    return info.exists() and "avx512_bf16" in info.read_text()


def make_optimizer(network: SentimentNetwork) -> torch.optim.Optimizer:
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        rate = CONFIG["learning_rate"]
        if name.startswith(("words", "positions")):
            rate = CONFIG["embedding_rate"]
        elif name.startswith(("sentence", "token")):
            rate = CONFIG["head_rate"]
        decays = parameter.ndim == 2 and not name.startswith(("words", "positions"))
        groups.setdefault((rate, CONFIG["weight_decay"] * decays), []).append(parameter)
    settings = [
        {"params": parameters, "lr": rate, "peak": rate, "weight_decay": decay}
        for (rate, decay), parameters in groups.items()
    ]
    return torch.optim.AdamW(settings, betas=(0.9, 0.98), fused=True)


def rate_scale(progress: float) -> float:
    """Linear warm-up, then half a cosine down to nothing."""
    warmup = CONFIG["warmup"]
    if progress < warmup:
        return max(progress / warmup, 0.01)
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - warmup) / (1 - warmup))))


@torch.inference_mode()
def classify(
    network: SentimentNetwork, tokenizer: Tokenizer, texts: list[str], half: bool
) -> np.ndarray:
    """Class probabilities [N,3]."""
    network.eval()
    rows = [Row(tuple(t.split()), NEUTRAL, tuple("-" * len(w) for w in t.split())) for t in texts]
    encoded = [encode(row, tokenizer, CONFIG["max_pieces"]) for row in rows]
    order = sorted(range(len(texts)), key=lambda number: len(encoded[number].ids))
    found = np.zeros((len(texts), 3), np.float32)
    for first in range(0, len(order), 32):
        chosen = order[first : first + 32]
        batch = collate([encoded[number] for number in chosen])
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            sentence, _ = network(torch.from_numpy(batch.ids), torch.from_numpy(batch.mask))
        found[chosen] = sentence.float().softmax(-1).numpy()
    network.train()
    return found


def train(training: Training, measure_every: int) -> None:
    place = training.place
    started = time.monotonic() - place["seconds"]
    saved = time.monotonic()
    next_measure = (place["pieces"] // measure_every + 1) * measure_every
    losses: list[tuple[float, float]] = []
    training.network.train()
    while place["pieces"] < CONFIG["budget_pieces"]:
        sizes = (CONFIG["max_pieces"], CONFIG["batch_pieces"])
        seed = CONFIG["seed"] * 1000 + place["epoch"]
        batches = epoch(training.sources, CONFIG["rows_per_epoch"], training.tokenizer, sizes, seed)
        while place["batch"] < len(batches) and place["pieces"] < CONFIG["budget_pieces"]:
            losses.append(training.step(batches[place["batch"]]))
            place["batch"] += 1
            place["seconds"] = time.monotonic() - started
            if place["pieces"] >= next_measure:
                next_measure += measure_every
                report(training, losses)
            if time.monotonic() - saved > SAVE_SECONDS:
                training.save()
                saved = time.monotonic()
        if place["batch"] >= len(batches):
            place["epoch"], place["batch"] = place["epoch"] + 1, 0
    training.save()
    if losses:
        report(training, losses)


def report(training: Training, losses: list[tuple[float, float]]) -> None:
    """Append one line to the learning curve; empties `losses`."""
    means = np.mean(losses or [(0.0, 0.0)], 0)
    losses.clear()
    line = {
        "pieces": training.place["pieces"],
        "seconds": round(training.place["seconds"]),
        "sentence_loss": round(float(means[0]), 4),
        "token_loss": round(float(means[1]), 4),
        **measure(training.classify, training.data),
    }
    with (training.run / "curve.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(json.dumps(line), flush=True)


def check(data: Path) -> int:
    """How many training rows are dev sentences; none may be."""
    keys = forbidden(data)
    sources = read_all(data, CONFIG["rows_per_epoch"], CONFIG["seed"])
    for name, rows in sources.items():
        print(f"{name}: {len(rows)} rows")
    leaked = sum(row.key in keys for rows in sources.values() for row in rows)
    print(f"{leaked} training rows among {len(keys)} dev sentences")
    return leaked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = os.environ.get("NIB_DATA", str(ROOT.parent / "shared/data"))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--run", type=Path, default=ROOT / "runs/sentiment")
    parser.add_argument("--budget", type=int, default=CONFIG["budget_pieces"], help="pieces")
    parser.add_argument("--measure-every", type=int, default=500_000, help="pieces")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if arguments.check:
        sys.exit(1 if check(arguments.data) else 0)
    CONFIG["budget_pieces"] = arguments.budget
    torch.set_num_threads(arguments.threads)
    arguments.run.mkdir(parents=True, exist_ok=True)
    train(Training(arguments.data, arguments.run), arguments.measure_every)


if __name__ == "__main__":
    main()
