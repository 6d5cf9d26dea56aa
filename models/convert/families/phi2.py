"""Phi-1, 1.5 and 2: attention and feed-forward side by side behind one LayerNorm, biases
everywhere, part of each head turns."""

from __future__ import annotations

from dataclasses import replace

from ..config import Config, Header
from ..errors import ConvertError
from ..shape import Shape
from .family import Family


def differences(shape: Shape) -> Shape:
    return replace(shape, norm="layer", gated=False, parallel=True, activation="gelu_tanh")


def config_shape(config: Config) -> Shape:
    if config.get("qk_layernorm", False):
        raise ConvertError("Phi with norms of queries and keys is not supported")
    shape = differences(config.shape(share=0.5))
    return replace(shape, activation=config.activation("hidden_act"))


def header_shape(header: Header, divisors: tuple[float, ...]) -> Shape:
    return differences(header.shape(divisors=divisors))


FAMILY = Family("phi2", config_shape, header_shape)
