"""The network: the first layers of a small BERT encoder, and two heads over words.

In: pieces and the capitals of their words (for encoders that know none), and for each word the
places of its first and last piece (the last one carries its ending). Out: logits over tags and one
logit "something is wrong here" a word.
"""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.functional import gelu, softmax

from models.correction.encoders import Encoder

WIDTH, HEADS, INNER = 384, 12, 1536
EPSILON = 1e-12


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # By hand: torch's fused kernel took nine times as long on these short sentences.
        scores = torch.matmul(q, k.transpose(-1, -2)) * (WIDTH // HEADS) ** -0.5 + bias.to(q.dtype)
        weights = softmax(scores.float(), dim=-1).to(v.dtype)
        mixed = torch.matmul(weights, v)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH)))
        inner: Tensor = self.norm2(x + self.down(gelu(self.up(x))))
        return inner


class Tagger(nn.Module):
    def __init__(self, layers: int, tag_count: int, pieces: int) -> None:
        super().__init__()
        self.shapes = nn.Embedding(4, WIDTH)
        self.words = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.mix = nn.Linear(2 * WIDTH, WIDTH)
        self.tags = nn.Linear(WIDTH, tag_count)
        self.wrong = nn.Linear(WIDTH, 1)

    def forward(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor]:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.shapes(shapes) + self.places(places))
        bias = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        ends = [torch.gather(x, 1, at[:, :, None].expand(-1, -1, WIDTH)) for at in (first, last)]
        hidden = gelu(self.mix(torch.cat(ends, dim=-1)))
        return self.tags(hidden), self.wrong(hidden)[..., 0]


def pretrained(encoder: Encoder, layers: int, tag_count: int, keep_bias: float = 3.0) -> Tagger:
    """The encoder's first layers with fresh heads; KEEP (tag 0) starts out likely."""
    source = load_file(str(encoder.folder / "model.safetensors"))
    pieces = source["embeddings.word_embeddings.weight"].shape[0]
    model = Tagger(layers, tag_count, pieces)
    state = {
        "words.weight": source["embeddings.word_embeddings.weight"],
        "places.weight": source["embeddings.position_embeddings.weight"]
        + source["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
    }
    for n in range(layers):
        old, new = f"encoder.layer.{n}", f"layers.{n}"
        for part in ("weight", "bias"):
            qkv = [
                source[f"{old}.attention.self.{name}.{part}"] for name in ("query", "key", "value")
            ]
            state[f"{new}.qkv.{part}"] = torch.cat(qkv)
            state[f"{new}.out.{part}"] = source[f"{old}.attention.output.dense.{part}"]
            state[f"{new}.norm1.{part}"] = source[f"{old}.attention.output.LayerNorm.{part}"]
            state[f"{new}.up.{part}"] = source[f"{old}.intermediate.dense.{part}"]
            state[f"{new}.down.{part}"] = source[f"{old}.output.dense.{part}"]
            state[f"{new}.norm2.{part}"] = source[f"{old}.output.LayerNorm.{part}"]
    missing, unexpected = model.load_state_dict(
        {k: v.float() for k, v in state.items()}, strict=False
    )
    assert not unexpected and all(
        name.split(".")[0] in {"mix", "tags", "wrong", "shapes"} for name in missing
    )
    with torch.no_grad():
        nn.init.normal_(model.tags.weight, std=0.02)
        nn.init.zeros_(model.tags.bias)
        nn.init.zeros_(model.shapes.weight)
        model.tags.bias[0] = keep_bias
        nn.init.zeros_(model.wrong.bias)
        model.wrong.bias -= 2.5
    for frozen in (model.words, model.places):
        frozen.requires_grad_(False)
    return model
