"""Train the tagger: resumable, by the clock, with averaged weights in every checkpoint.

usage: python -m models.correction.train NAME [--encoder minilm] [--layers 6] [--until HH:MM] ...

The learning rate rises over the first steps, stays, and falls linearly over the last minutes before
--until. runs/correction/NAME/ gets log.tsv, last.pt (to resume) and weights.pt (the average, every
few minutes): stopping at any time leaves something usable. Matrices run in bfloat16 where the
processor has it (three times float32 here); weights, softmax and losses stay float32.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing as mp
import os
import time
from pathlib import Path

import torch
from torch.nn import functional

from models.correction.data import Batch, batches
from models.correction.encoders import ENCODERS, Encoder
from models.correction.model import Tagger, pretrained
from models.correction.places import RUNS
from models.correction.vocabulary import TAGS

WARM_STEPS = 200
SAVE_SECONDS = 180
LOG_STEPS = 50
AVERAGE_EVERY, AVERAGE_DECAY = 10, 0.99
# Elsewhere it is emulated, twenty times slower than float32.
HAS_BFLOAT16 = torch.cpu._is_avx512_bf16_supported()


def feed(queue: mp.Queue[Batch], seed: int, encoder: Encoder) -> None:
    os.nice(5)
    for batch in batches(seed, encoder):
        queue.put(batch)


def seconds_until(clock: str) -> float:
    now = dt.datetime.now()
    hour, minute = map(int, clock.split(":"))
    end = now.replace(hour=hour, minute=minute, second=0)
    if end < now - dt.timedelta(hours=6):
        end += dt.timedelta(days=1)
    return (end - now).total_seconds()


def rate(step: int, left: float, cool_s: float) -> float:
    return min(1.0, (step + 1) / WARM_STEPS) * min(1.0, max(0.0, left / cool_s))


def losses(model: Tagger, batch: list[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    pieces, shapes, mask, first, last, tags, wrong = batch
    with torch.autocast("cpu", torch.bfloat16, enabled=HAS_BFLOAT16):
        logits, suspicion = model(pieces, shapes, mask, first, last)
    real = wrong >= 0
    tagged = functional.cross_entropy(logits[real].float(), tags[real], ignore_index=-1)
    detected = functional.binary_cross_entropy_with_logits(
        suspicion[real].float(), wrong[real].float()
    )
    return tagged, detected


class Average:
    """Exponential average of the trained weights."""

    def __init__(self, model: Tagger) -> None:
        self.live = [p for p in model.parameters() if p.requires_grad]
        self.mean = [p.detach().clone() for p in self.live]

    @torch.no_grad()
    def update(self, steps: int) -> None:
        decay = min(AVERAGE_DECAY, steps / (steps + 10 * AVERAGE_EVERY))
        torch._foreach_lerp_(self.mean, [p.detach() for p in self.live], 1 - decay)

    @torch.no_grad()
    def swap(self) -> None:
        for live, mean in zip(self.live, self.mean, strict=True):
            kept = live.detach().clone()
            live.copy_(mean)
            mean.copy_(kept)


class Run:
    """Everything one training has: it can be written, read again and taken a step further."""

    def __init__(self, folder: Path, encoder: str, layers: int, peak: float) -> None:
        self.folder, self.encoder, self.peak = folder, encoder, peak
        tag_count = len(json.loads(TAGS.read_text(encoding="utf-8")))
        self.model = pretrained(ENCODERS[encoder], layers, tag_count)
        self.average = Average(self.model)
        self.optimiser = torch.optim.AdamW(
            self.average.live, lr=peak, weight_decay=0.01, betas=(0.9, 0.98), fused=True
        )
        self.state: dict[str, float] = {"step": 0, "pieces": 0, "seconds": 0.0}
        self.tally = torch.zeros(4)
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / "last.pt").exists():
            last = torch.load(folder / "last.pt")
            self.model.load_state_dict(last["model"])
            self.optimiser.load_state_dict(last["optimiser"])
            self.average.mean, self.state = last["mean"], last["state"]
        elif (folder / "weights.pt").exists():  # of another machine (from_onnx.py)
            self.model.load_state_dict(torch.load(folder / "weights.pt")["model"])
            self.average = Average(self.model)

    def save(self) -> None:
        about = {"encoder": self.encoder, "layers": len(self.model.layers)}
        last = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "mean": self.average.mean,
            "state": self.state,
        }
        self._write("last", last)
        self.average.swap()
        weights = {"model": self.model.state_dict(), "about": about, "state": self.state}
        self._write("weights", weights)
        self.average.swap()

    def _write(self, name: str, content: dict[str, object]) -> None:
        torch.save(content, self.folder / f"{name}.new")
        (self.folder / f"{name}.new").replace(self.folder / f"{name}.pt")

    def step(self, batch: list[torch.Tensor], share_of_peak: float) -> None:
        for group in self.optimiser.param_groups:
            group["lr"] = self.peak * share_of_peak
        tagged, detected = losses(self.model, batch)
        (tagged + detected).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.average.live, 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        wrong = batch[6][batch[6] >= 0]
        self.tally += torch.tensor([tagged.item(), detected.item(), wrong.sum(), len(wrong)])
        self.state["step"] += 1
        self.state["pieces"] += int(batch[2].sum())
        if self.state["step"] % AVERAGE_EVERY == 0:
            self.average.update(int(self.state["step"]))
        if self.state["step"] % LOG_STEPS == 0:
            self._report()

    def _report(self) -> None:
        """A log line: step, pieces, seconds, tag loss, detection loss, entropy of the base rate."""
        tagged, detected = self.tally[0] / LOG_STEPS, self.tally[1] / LOG_STEPS
        share = self.tally[2] / self.tally[3]
        entropy = -(share * share.log() + (1 - share) * (1 - share).log())
        counts = f"{self.state['step']}\t{self.state['pieces']}\t{self.state['seconds']:.0f}"
        with (self.folder / "log.tsv").open("a", encoding="utf-8") as log:
            log.write(f"{counts}\t{tagged:.4f}\t{detected:.4f}\t{entropy:.4f}\n")
        self.tally.zero_()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--encoder", choices=sorted(ENCODERS), default="minilm")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--steps", type=int, default=10**9, help="stop after so many")
    parser.add_argument("--until", default="23:59")
    parser.add_argument("--cool-minutes", type=float, default=20)
    parser.add_argument("--peak", type=float, default=3e-4)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(4)
    run = Run(RUNS / args.name, args.encoder, args.layers, args.peak)
    queue: mp.Queue[Batch] = mp.get_context("fork").Queue(maxsize=24)
    seed = int(run.state["pieces"]) + 7  # a resumed run sees new errors
    feeder = (queue, seed, ENCODERS[args.encoder])
    mp.get_context("fork").Process(target=feed, args=feeder, daemon=True).start()
    began = saved = time.monotonic()
    offset, total = run.state["seconds"], seconds_until(args.until)
    while (left := total - (time.monotonic() - began)) > 0 and run.state["step"] < args.steps:
        batch = [torch.from_numpy(array) for array in queue.get()]
        run.step(batch, rate(int(run.state["step"]), left, args.cool_minutes * 60))
        run.state["seconds"] = offset + time.monotonic() - began
        if time.monotonic() - saved > SAVE_SECONDS:
            run.save()
            saved = time.monotonic()
    run.save()


if __name__ == "__main__":
    main()
