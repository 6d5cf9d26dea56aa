"""A Hugging Face config.json and a GGUF header, asked the same few questions by the families.

In: the parsed JSON, or the header's fields. Out: values by name, and the Shape that most families
share. Raises ConvertError, naming what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .errors import ConvertError
from .rotary import bend
from .shape import MOST_LAYERS, Activation, Rope, Shape, sane

ACTIVATIONS: dict[str, Activation] = {
    "silu": "silu",
    "swish": "silu",
    "gelu": "gelu",
    "gelu_new": "gelu_tanh",
    "gelu_fast": "gelu_tanh",
    "gelu_pytorch_tanh": "gelu_tanh",
}


class Config:
    """config.json. Names differ between families: `first` tries several."""

    def __init__(self, values: Mapping[str, Any], vocabulary: int) -> None:
        self._values = values
        self.vocabulary = vocabulary
        self.family = str(self.get("model_type", ""))

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or `default` where config.json has none or null."""
        found = self._values.get(name)
        return default if found is None else found

    def first(self, *names: str) -> Any:
        for name in names:
            if (found := self.get(name)) is not None:
                return found
        raise ConvertError(f"config.json has no {names[0]}")

    def activation(self, *names: str) -> Activation:
        stated = str(self.first(*names))
        if stated not in ACTIVATIONS:
            raise ConvertError(f"the activation {stated!r} is not supported")
        return ACTIVATIONS[stated]

    def rope(self, head_width: int, layers: str = "full_attention", share: float = 1.0) -> Rope:
        """Rotary positions of one kind of layer. share: of a head's channels that turn."""
        about = self._rope_parameters(layers)
        share = float(
            about.get("partial_rotary_factor") or self.get("partial_rotary_factor", share)
        )
        dimensions = int(head_width * share)
        base = float(about.get("rope_theta") or self.get("rope_theta", 10000.0))
        kind = str(about.get("rope_type") or about.get("type") or "default")
        longest = self.get("max_position_embeddings", 2048)
        original = self.get("original_max_position_embeddings", longest)
        about = {"max_position_embeddings": longest, **about}
        return Rope(base, dimensions, *bend(kind, about, base, dimensions, int(original)))

    def _rope_parameters(self, layers: str) -> Mapping[str, Any]:
        """transformers 5 writes rope_parameters, for some families by kind of layer."""
        about = self.get("rope_parameters") or self.get("rope_scaling") or {}
        by_kind = about.get(layers, about)
        return by_kind if isinstance(by_kind, Mapping) else {}

    def windowed(self, default: tuple[bool, ...]) -> tuple[bool, ...]:
        """Which layers have the sliding window."""
        stated = self.get("layer_types")
        return tuple(kind == "sliding_attention" for kind in stated) if stated else default

    def shape(self, *, share: float = 1.0) -> Shape:
        """What Llama, Mistral, Qwen, Gemma and Phi name alike."""
        width, heads = self.first("hidden_size"), self.first("num_attention_heads")
        head_width = self.get("head_dim", width // heads)
        return Shape(
            family=self.family,
            layers=self.first("num_hidden_layers"),
            width=width,
            feed_forward=self.first("intermediate_size"),
            heads=heads,
            kv_heads=self.get("num_key_value_heads", heads),
            head_width=head_width,
            vocabulary=self.vocabulary,
            norm_epsilon=self.first("rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon"),
            rope=self.rope(head_width, share=share),
        )


class Header:
    """A GGUF's fields, below its architecture's name."""

    def __init__(self, fields: Mapping[str, Any], family: str, vocabulary: int) -> None:
        self._fields, self.family, self.vocabulary = fields, family, vocabulary

    def get(self, name: str, default: Any = None) -> Any:
        return self._fields.get(f"{self.family}.{name}", default)

    def need(self, name: str) -> Any:
        if (found := self.get(name)) is None:
            raise ConvertError(f"the GGUF header has no {self.family}.{name}")
        return found

    def rope(self, head_width: int, divisors: tuple[float, ...] = ()) -> Rope:
        """divisors: the file's own (Llama 3, LongRoPE), which then stand for the scaling."""
        dimensions = int(self.get("rope.dimension_count", head_width))
        base = float(self.get("rope.freq_base", 10000.0))
        if divisors:
            return Rope(base, dimensions, divisors, float(self.get("rope.scaling.attn_factor", 1)))
        longest = self.get("context_length", 2048)
        original = int(self.get("rope.scaling.original_context_length", longest))
        about = {
            "factor": self.get("rope.scaling.factor", 1.0),
            "attention_factor": self.get("rope.scaling.attn_factor"),
            "beta_fast": self.get("rope.scaling.yarn_beta_fast"),
            "beta_slow": self.get("rope.scaling.yarn_beta_slow"),
        }
        kind = str(self.get("rope.scaling.type", "none"))
        return Rope(base, dimensions, *bend(kind, about, base, dimensions, original))

    def shape(self, *, divisors: tuple[float, ...] = ()) -> Shape:
        width, heads = int(self.need("embedding_length")), int(self.need("attention.head_count"))
        head_width = int(self.get("attention.key_length", width // heads))
        epsilon = self.get("attention.layer_norm_rms_epsilon")
        if epsilon is None:
            epsilon = self.need("attention.layer_norm_epsilon")
        return Shape(
            family=self.family,
            layers=sane("number of layers", self.need("block_count"), MOST_LAYERS),
            width=width,
            feed_forward=int(self.need("feed_forward_length")),
            heads=heads,
            kv_heads=int(self.get("attention.head_count_kv", heads)),
            head_width=head_width,
            vocabulary=self.vocabulary,
            norm_epsilon=float(epsilon),
            rope=self.rope(head_width, divisors),
            attention_scale=float(self.get("attention.scale", 0.0)),
        )
