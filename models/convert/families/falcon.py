"""Falcon: 7B (one key head, one LayerNorm before both branches), the newer architecture of 40B, 11B
and 180B (groups, one or two LayerNorms), and Falcon-RW (ALiBi, one branch after the other)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..config import Config, Header
from ..shape import Shape
from .family import Family, Rows
from .mpt import alibi_slopes


def differences(shape: Shape) -> Shape:
    return replace(shape, norm="layer", gated=False, parallel=True, activation="gelu")


def config_shape(config: Config) -> Shape:
    width, heads = config.first("hidden_size"), config.first("num_attention_heads", "n_head")
    newer = config.get("new_decoder_architecture", False)
    kv_heads = config.first("num_kv_heads") if newer else heads
    if not newer and config.get("multi_query", True):
        kv_heads = 1
    alibi = config.get("alibi", False)
    head_width = width // heads
    shape = Shape(
        family="falcon",
        layers=config.first("num_hidden_layers", "n_layer"),
        width=width,
        feed_forward=config.get("ffn_hidden_size", 4 * width),
        heads=heads,
        kv_heads=kv_heads,
        head_width=head_width,
        vocabulary=config.vocabulary,
        norm_epsilon=config.get("layer_norm_epsilon", 1e-5),
        rope=None if alibi else config.rope(head_width),
    )
    # Falcon adds its bias before the scores are scaled.
    slopes = tuple(slope * head_width**-0.5 for slope in alibi_slopes(heads)) if alibi else ()
    parallel = newer or config.get("parallel_attn", True)
    return replace(differences(shape), alibi_slopes=slopes, parallel=parallel)


def header_shape(header: Header, divisors: tuple[float, ...]) -> Shape:
    return differences(header.shape(divisors=divisors))


def from_folder(name: str, values: Rows, shape: Shape) -> Rows:
    """Stored by key head: its queries, its key, its value. Wanted: all Q, all K, all V."""
    if name.split(".")[-2] != "attn_qkv":
        return values
    rest = values.shape[1:]
    group = shape.heads // shape.kv_heads
    rows = values.reshape(shape.kv_heads, group + 2, shape.head_width, *rest)
    parts = rows[:, :group], rows[:, group : group + 1], rows[:, group + 1 :]
    flat = [part.reshape(-1, *rest) for part in parts]
    return np.concatenate(flat)


FAMILY = Family(
    "falcon",
    config_shape,
    header_shape,
    from_folder,
    more_names={"transformer.h.{}.post_attention_layernorm": "blk.{}.ffn_norm"},
)
