"""What a family states, and what most families share. No weights, no files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from ..config import Config, Header
from ..shape import Shape

Rows = NDArray[Any]


def as_stored(name: str, values: Rows, shape: Shape) -> Rows:
    return values


def header_shape(header: Header, divisors: tuple[float, ...]) -> Shape:
    return header.shape(divisors=divisors)


@dataclass(frozen=True, slots=True)
class Family:
    """gguf_name: what the gguf package calls it. from_*: a stored tensor, made canonical."""

    gguf_name: str
    config_shape: Callable[[Config], Shape]
    header_shape: Callable[[Header, tuple[float, ...]], Shape] = header_shape
    from_folder: Callable[[str, Rows, Shape], Rows] = as_stored
    from_gguf: Callable[[str, Rows, Shape], Rows] = as_stored
    more_names: Mapping[str, str] = field(default_factory=dict)  # stems gguf's own map lacks
