"""Llama 2 and 3.x, what shares their architecture (Alpaca, Stable Beluga, Orca, XGen), Mistral,
Ministral and Zephyr: the reference all other families differ from."""

from __future__ import annotations

from dataclasses import replace

from ..config import Config, Header
from ..shape import Shape
from .family import Family, Rows


def config_shape(config: Config) -> Shape:
    shape = replace(config.shape(), activation=config.activation("hidden_act"))
    window = config.get("sliding_window", 0)
    everywhere = (bool(window),) * shape.layers
    return replace(shape, window=window, windowed=config.windowed(everywhere))


def header_shape(header: Header, divisors: tuple[float, ...]) -> Shape:
    shape = header.shape(divisors=divisors)
    window = int(header.get("attention.sliding_window", 0))
    return replace(shape, window=window, windowed=(bool(window),) * shape.layers)


def unpermute(rows: Rows, heads: int) -> Rows:
    """llama.cpp stores the rows of Q and K interleaved for its RoPE; give them back in halves."""
    outputs, *rest = rows.shape
    return rows.reshape(heads, outputs // heads // 2, 2, *rest).swapaxes(1, 2).reshape(rows.shape)


def from_gguf(name: str, values: Rows, shape: Shape) -> Rows:
    role = name.split(".")[-2]
    if role == "attn_q":
        return unpermute(values, shape.heads)
    return unpermute(values, shape.kv_heads) if role == "attn_k" else values


FAMILY = Family("llama", config_shape, header_shape, from_gguf=from_gguf)
