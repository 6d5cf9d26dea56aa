"""Qwen 2 and 2.5: Llama with biases on Q, K and V, and a window in upper layers if it is on."""

from __future__ import annotations

from dataclasses import replace

from ..config import Config
from ..shape import Shape
from .family import Family


def config_shape(config: Config) -> Shape:
    shape = replace(config.shape(), activation=config.activation("hidden_act"))
    if not config.get("use_sliding_window", False):
        return shape
    first = config.get("max_window_layers", shape.layers)
    windowed = config.windowed(tuple(layer >= first for layer in range(shape.layers)))
    return replace(shape, window=config.get("sliding_window", 0), windowed=windowed)


FAMILY = Family("qwen2", config_shape)
