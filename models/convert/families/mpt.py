"""MPT: ALiBi positions, LayerNorm and linears without biases, Q, K, V in one matrix."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..config import Config, Header
from ..errors import ConvertError
from ..shape import Shape
from .family import Family


def alibi_slopes(heads: int, most: float = 8.0) -> tuple[float, ...]:
    """One a head: 2^(-most * i / n); for n not a power of two, every other one of twice as many."""
    power = 2 ** math.ceil(math.log2(heads))
    slopes = [2.0 ** (-most * i / power) for i in range(1, power + 1)]
    return tuple(slopes if power == heads else (slopes[1::2] + slopes[::2])[:heads])


def config_shape(config: Config) -> Shape:
    attention: Mapping[str, Any] = config.get("attn_config", {})
    if not attention.get("alibi", False) or attention.get("qk_ln", False):
        raise ConvertError("MPT is supported with ALiBi and without norms of queries and keys")
    width, heads = config.first("d_model"), config.first("n_heads")
    kv_heads = attention.get("kv_n_heads") or heads
    return Shape(
        family="mpt",
        layers=config.first("n_layers"),
        width=width,
        feed_forward=int(config.get("expansion_ratio", 4) * width),
        heads=heads,
        kv_heads=kv_heads,
        head_width=width // heads,
        vocabulary=config.vocabulary,
        norm_epsilon=config.get("layer_norm_epsilon", 1e-5),
        rope=None,
        norm="layer",
        activation="gelu",
        gated=False,
        attention_scale=attention.get("softmax_scale") or 0.0,
        alibi_slopes=alibi_slopes(heads, attention.get("alibi_bias_max", 8)),
        clip_qkv=attention.get("clip_qkv") or 0.0,
    )


def header_shape(header: Header, divisors: tuple[float, ...]) -> Shape:
    base = header.shape(divisors=divisors)
    most = float(header.get("attention.max_alibi_bias", 0.0))
    if most <= 0:
        raise ConvertError("MPT is supported with ALiBi positions only")
    return replace(
        base,
        rope=None,
        norm="layer",
        activation="gelu",
        gated=False,
        alibi_slopes=alibi_slopes(base.heads, most),
        clip_qkv=float(header.get("attention.clamp_kqv", 0.0)),
    )


FAMILY = Family("mpt", config_shape, header_shape)
