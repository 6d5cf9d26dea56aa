"""How long-context variants bend rotary positions: frequency divisors for a Rope.

In: parameters as config.json ("rope_scaling", "rope_parameters") or a GGUF header states them.
Out: (divisors, one a pair of channels; the magnitude of cosine and sine).
Nib's texts are far shorter than any original context: what differs only beyond it (dynamic NTK,
LongRoPE's long factors) is left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from .errors import ConvertError

Bent = tuple[tuple[float, ...], float]


def bend(kind: str, about: Mapping[str, Any], base: float, dimensions: int, context: int) -> Bent:
    """Raises ConvertError for a kind nobody here knows. context: the original one, in tokens."""
    if kind in ("", "default", "none", "dynamic"):
        return (), 1.0
    if kind == "linear":
        return (float(about["factor"]),) * (dimensions // 2), 1.0
    if kind == "llama3":
        return llama3(about, base, dimensions, context), 1.0
    if kind in ("longrope", "su"):
        return tuple(map(float, about["short_factor"])), longrope_magnitude(about, context)
    if kind == "yarn":
        return yarn(about, base, dimensions, context)
    raise ConvertError(f"rotary positions of the kind {kind!r} are not supported")


def llama3(
    about: Mapping[str, Any], base: float, dimensions: int, context: int
) -> tuple[float, ...]:
    """Slow frequencies are divided by the factor, fast ones are not, between them a blend."""
    factor = float(about["factor"])
    low, high = float(about["low_freq_factor"]), float(about["high_freq_factor"])
    original = float(about.get("original_max_position_embeddings") or context)
    half = dimensions // 2
    wavelengths = 2 * math.pi * base ** (np.arange(half, dtype=np.float64) / half)
    blend = np.clip((original / wavelengths - low) / (high - low), 0, 1)
    return tuple(float(value) for value in 1 / ((1 - blend) / factor + blend))


def longrope_magnitude(about: Mapping[str, Any], context: int) -> float:
    """Stated, or from how far the context was stretched."""
    if stated := about.get("attention_factor"):
        return float(stated)
    original = about.get("original_max_position_embeddings") or context
    factor = about.get("factor") or about["max_position_embeddings"] / original
    return math.sqrt(1 + math.log(factor) / math.log(original)) if factor > 1 else 1.0


def yarn(about: Mapping[str, Any], base: float, dimensions: int, context: int) -> Bent:
    """Channels that turn often within the original context keep their speed, slow ones do not."""
    factor = float(about["factor"])
    original = float(about.get("original_max_position_embeddings") or context)
    half = dimensions // 2

    def channel(turns: float) -> float:
        return dimensions * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(base))

    low, high = channel(about.get("beta_fast") or 32), channel(about.get("beta_slow") or 1)
    if about.get("truncate", True):
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, dimensions - 1)
    ramp = np.clip((np.arange(half) - low) / max(high - low, 0.001), 0, 1)
    divisors = 1 / (ramp / factor + (1 - ramp))
    magnitude = about.get("attention_factor") or _yarn_magnitude(about, factor)
    return tuple(float(value) for value in divisors), float(magnitude)


def _yarn_magnitude(about: Mapping[str, Any], factor: float) -> float:
    def scaled(weight: float) -> float:
        return 0.1 * weight * math.log(factor) + 1 if factor > 1 else 1.0

    whole, part = about.get("mscale"), about.get("mscale_all_dim")
    return scaled(whole) / scaled(part) if whole and part else scaled(1)
