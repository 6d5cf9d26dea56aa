"""What the graph builder must know of a model: sizes, and the few ways in which families differ.

In: nothing. Out: Shape and Rope, made by families/. What a model simply has or lacks (biases, norms
of queries, an untied head) is not here: the builder asks the source for the tensor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .errors import ConvertError

MOST_LAYERS, MOST_CHANNELS = 1000, 1 << 24
Floats = NDArray[np.float32]
Activation = Literal["silu", "gelu", "gelu_tanh"]


@dataclass(frozen=True, slots=True)
class Rope:
    """Rotary positions: angle = position * base^(-2i/dimensions) / divisors[i]."""

    base: float
    dimensions: int  # how many of a head's channels turn; the rest pass
    divisors: tuple[float, ...] = ()  # one a pair of channels; empty: all 1
    magnitude: float = 1.0  # of cosine and sine (long-context variants scale attention this way)

    def tables(self, positions: int) -> tuple[Floats, Floats]:
        """(cosines, sines), each [positions, dimensions / 2]."""
        half = self.dimensions // 2
        frequencies = self.base ** (-np.arange(half, dtype=np.float64) / half)
        if self.divisors:
            frequencies = frequencies / np.array(self.divisors, np.float64)
        angles = np.arange(positions, dtype=np.float64)[:, None] * frequencies
        cos, sin = np.cos(angles) * self.magnitude, np.sin(angles) * self.magnitude
        return cos.astype(np.float32), sin.astype(np.float32)


def sane(name: str, value: object, most: int) -> int:
    """A size as files state it. Raises ConvertError: a damaged one could ask for all memory."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= most:
        raise ConvertError(f"the model's {name} is stated as {value!r}, which makes no sense")
    return value


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes and differences. Defaults are Llama's. Raises ConvertError for senseless sizes."""

    family: str
    layers: int
    width: int
    feed_forward: int
    heads: int
    kv_heads: int
    head_width: int
    vocabulary: int
    norm_epsilon: float
    rope: Rope | None  # None: positions come from alibi_slopes
    norm: Literal["rms", "layer"] = "rms"
    activation: Activation = "silu"
    gated: bool = True  # activation(gate) * up, not activation(up)
    parallel: bool = False  # attention and feed-forward read the same layer input, both are added
    windowed: tuple[bool, ...] = ()  # which layers see the last `window` tokens alone; empty: none
    window: int = 0
    local_rope: Rope | None = None  # of the windowed layers, where it is not `rope`
    attention_scale: float = 0.0  # 0: 1 / sqrt(head_width)
    attention_softcap: float = 0.0  # 0: none
    logit_softcap: float = 0.0
    embedding_scale: float = 1.0
    alibi_slopes: tuple[float, ...] = ()  # one a head, of the scores after scaling
    clip_qkv: float = 0.0  # 0: none

    def __post_init__(self) -> None:
        sane("number of layers", self.layers, MOST_LAYERS)
        for name in ("width", "feed_forward", "heads", "kv_heads", "head_width", "vocabulary"):
            sane(name.replace("_", " "), getattr(self, name), MOST_CHANNELS)
        if self.heads % self.kv_heads:
            raise ConvertError(f"{self.heads} heads cannot share {self.kv_heads} of keys")
        if self.windowed and len(self.windowed) != self.layers:
            raise ConvertError("the model's windows are not stated for each of its layers")

    def window_of(self, layer: int) -> int:
        """How many tokens a layer sees, itself included; 0: all."""
        return self.window if self.windowed and self.windowed[layer] else 0

    def rope_of(self, layer: int) -> Rope | None:
        return self.local_rope if self.local_rope and self.window_of(layer) else self.rope

    def expected(self, name: str) -> tuple[int, ...] | None:
        """The shape a tensor of this canonical (GGUF) name must have; None: any."""
        stem, _, kind = name.rpartition(".")
        role = stem.rpartition(".")[2]
        q, kv = self.heads * self.head_width, self.kv_heads * self.head_width
        inputs = {"attn_output": q, "ffn_down": self.feed_forward}.get(role, self.width)
        outputs = {
            "token_embd": self.vocabulary,
            "output": self.vocabulary,
            "attn_q": q,
            "attn_k": kv,
            "attn_v": kv,
            "attn_qkv": q + 2 * kv,
            "ffn_gate": self.feed_forward,
            "ffn_up": self.feed_forward,
            "attn_q_norm": self.head_width,
            "attn_k_norm": self.head_width,
        }.get(role, self.width)
        if kind == "bias" or role.endswith(("norm", "norm_2")):
            return (outputs,)
        return (outputs, inputs) if kind == "weight" else None
