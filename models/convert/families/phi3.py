"""Phi-3 and 3.5 mini: Llama with Q, K, V in one matrix, gate and up in another, a window, and in
the long-context ones LongRoPE (its short factors: enough up to the original 4,096 tokens)."""

from __future__ import annotations

from dataclasses import replace

from ..config import Config
from ..shape import Shape
from .family import Family
from .llama import header_shape


def config_shape(config: Config) -> Shape:
    shape = replace(config.shape(), activation=config.activation("hidden_act"))
    window = config.get("sliding_window", 0)
    return replace(shape, window=window, windowed=(bool(window),) * shape.layers)


FAMILY = Family("phi3", config_shape, header_shape)
