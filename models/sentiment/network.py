"""The sentiment network in torch: a BERT encoder's first layers with two linear heads.

In: input_ids and attention_mask, int64 [B,S]. Out: sentence logits [B,3] from the masked mean and
token logits [B,S,3], classes negative, neutral, positive. Training only; to_onnx.py writes the
same network as an ONNX graph.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

EPSILON = 1e-12
CLASSES = 3


class Layer(nn.Module):
    def __init__(self, hidden: int, heads: int, feed_forward: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, EPSILON)
        self.up = nn.Linear(hidden, feed_forward)
        self.down = nn.Linear(feed_forward, hidden)
        self.norm2 = nn.LayerNorm(hidden, EPSILON)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, hidden = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        # By hand: on CPU, for sentences, torch's fused attention is eight times slower backwards.
        scores = (qkv[0] * qkv.shape[-1] ** -0.5) @ qkv[1].transpose(-1, -2)
        if bias is not None:
            scores = scores + bias
        mixed = scores.softmax(-1).to(qkv.dtype) @ qkv[2]
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, hidden)))
        wide = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(wide, self.dropout, self.training))


class SentimentNetwork(nn.Module):
    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        hidden = config["hidden"]
        self.dropout = config["dropout"]
        self.words = nn.Embedding(config["vocabulary"], hidden)
        self.positions = nn.Embedding(config["max_pieces"], hidden)
        self.norm = nn.LayerNorm(hidden, EPSILON)
        self.layers = nn.ModuleList(
            Layer(hidden, config["heads"], config["feed_forward"], config["dropout"])
            for _ in range(config["layers"])
        )
        self.sentence = nn.Linear(hidden, CLASSES)
        self.token = nn.Linear(hidden, CLASSES)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        x = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]])
        x = functional.dropout(x, self.dropout, self.training)
        full = bool(mask.all())
        bias = None if full else torch.where(mask[:, None, None] > 0, 0.0, -1e4).to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        weights = mask[:, :, None].to(x.dtype)
        mean = (x * weights).sum(1) / weights.sum(1)
        mean = functional.dropout(mean, self.dropout, self.training)
        return self.sentence(mean), self.token(x)


def pretrained(config: dict[str, Any], folder: Path) -> SentimentNetwork:
    """The network with the encoder's first layers; its type embedding is folded into positions."""
    old = {name: tensor.float() for name, tensor in load_file(folder / "model.safetensors").items()}
    network = SentimentNetwork(config)
    new = network.state_dict()
    embeddings = "embeddings."
    new["words.weight"] = old[embeddings + "word_embeddings.weight"]
    positions = old[embeddings + "position_embeddings.weight"][: config["max_pieces"]]
    new["positions.weight"] = positions + old[embeddings + "token_type_embeddings.weight"][0]
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for kind in ("weight", "bias"):
        new[f"norm.{kind}"] = old[f"{embeddings}LayerNorm.{kind}"]
        for number in range(config["layers"]):
            source = f"encoder.layer.{number}."
            parts = [old[f"{source}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
            new[f"layers.{number}.qkv.{kind}"] = torch.cat(parts)
            for ours, theirs in names.items():
                new[f"layers.{number}.{ours}.{kind}"] = old[f"{source}{theirs}.{kind}"]
    network.load_state_dict(new)
    return network
