"""Gemma 1, 2 and 3: RMSNorm by 1 + weight, scaled embeddings, GeGLU; 2 adds softcaps, norms behind
each block and windows in every other layer; 3 has norms of queries and keys instead of softcaps and
five windowed layers, with their own rotary base, to a global one. Text only."""

from __future__ import annotations

import math
from dataclasses import replace

from ..config import Config, Header
from ..shape import Rope, Shape
from .family import Family, Rows

LOCAL_BASE = 10000.0  # Gemma 3's windowed layers; GGUF headers do not state it


def every(shape: Shape, period: int) -> tuple[bool, ...]:
    """Windowed but for the last layer of each `period`."""
    return tuple((layer + 1) % period != 0 for layer in range(shape.layers))


def common(shape: Shape) -> Shape:
    return replace(shape, activation="gelu_tanh", embedding_scale=math.sqrt(shape.width))


def gemma(config: Config) -> Shape:
    return common(config.shape())


def gemma_2(config: Config) -> Shape:
    shape = common(config.shape())
    return replace(
        shape,
        attention_scale=config.get("query_pre_attn_scalar", 256) ** -0.5,
        attention_softcap=config.get("attn_logit_softcapping", 0.0),
        logit_softcap=config.get("final_logit_softcapping", 0.0),
        window=config.get("sliding_window", 4096),
        windowed=config.windowed(every(shape, 2)),
    )


def gemma_3(config: Config) -> Shape:
    shape = gemma_2(config)
    local = config.rope(shape.head_width, "sliding_attention")
    if not config.get("rope_parameters"):  # as transformers 4 wrote it
        local = Rope(config.get("rope_local_base_freq", LOCAL_BASE), shape.head_width)
    period = config.get("sliding_window_pattern", 6)
    return replace(shape, local_rope=local, windowed=config.windowed(every(shape, period)))


def header_gemma(header: Header, divisors: tuple[float, ...]) -> Shape:
    return common(header.shape(divisors=divisors))


def header_gemma_2(header: Header, divisors: tuple[float, ...]) -> Shape:
    shape = header_gemma(header, divisors)
    largest = shape.layers == 46  # 27B divides by the width a head would have
    return replace(
        shape,
        attention_scale=(shape.width / shape.heads) ** -0.5 if largest else shape.attention_scale,
        attention_softcap=float(header.get("attn_logit_softcapping", 50.0)),
        logit_softcap=float(header.get("final_logit_softcapping", 30.0)),
        window=int(header.get("attention.sliding_window", 4096)),
        windowed=every(shape, 2),
    )


def header_gemma_3(header: Header, divisors: tuple[float, ...]) -> Shape:
    shape = header_gemma(header, divisors)
    largest = shape.layers == 62  # 27B, as above
    base = float(header.get("rope.freq_base_swa", LOCAL_BASE))
    return replace(
        shape,
        attention_scale=(shape.width / shape.heads) ** -0.5 if largest else shape.attention_scale,
        logit_softcap=float(header.get("final_logit_softcapping", 0.0)),
        local_rope=Rope(base, shape.head_width),
        window=int(header.get("attention.sliding_window", 1024)),
        windowed=every(shape, int(header.get("attention.sliding_window_pattern", 6))),
    )


def from_folder(name: str, values: Rows, shape: Shape) -> Rows:
    return values + 1 if name.endswith("norm.weight") else values


GEMMA = Family("gemma", gemma, header_gemma, from_folder)
GEMMA_2 = Family("gemma2", gemma_2, header_gemma_2, from_folder)
GEMMA_3 = Family("gemma3", gemma_3, header_gemma_3, from_folder)
