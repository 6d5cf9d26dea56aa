"""Write a fixture as the GGUF that llama.cpp's converter would make of it.

In: a fixture's Hugging Face folder. Out: a .gguf with header, vocabulary and float32 tensors; rows
of Q and K permuted (Llama), norms plus one (Gemma), Q, K and V gathered (Falcon), frequency factors
as tensors (Llama 3, LongRoPE). Written from llama.cpp's documented layout, not from models/convert.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from numpy.typing import NDArray

from models.convert.safetensors_file import SafetensorsFile
from tests.converted import FIXTURES

# Fixture name -> llama.cpp's architecture.
ARCHITECTURES = {
    "llama2": "llama",
    "llama3": "llama",
    "mistral": "llama",
    "qwen2": "qwen2",
    "gemma": "gemma",
    "gemma2": "gemma2",
    "gemma3": "gemma3",
    "phi2": "phi2",
    "phi3": "phi3",
    "phi3_longrope": "phi3",
    "falcon": "falcon",
    "falcon_new": "falcon",
    "mpt": "mpt",
}
Values = NDArray[Any]


class Twin:
    """One file in the making."""

    def __init__(self, name: str, path: Path, quantised: bool = False) -> None:
        self.arch, self.fixture, self.quantised = ARCHITECTURES[name], FIXTURES / name, quantised
        self.config = json.loads((self.fixture / "config.json").read_text())
        self.writer = gguf.GGUFWriter(path, self.arch)
        self.changes: dict[str, str] = {}  # other values of vocabulary fields
        self.left_out = ""  # a tensor

    def write(self) -> None:
        self._header()
        self._vocabulary()
        self._tensors()
        self.writer.write_header_to_file()
        self.writer.write_kv_data_to_file()
        self.writer.write_tensors_to_file()
        self.writer.close()

    def _put(self, key: str, value: int | float | str | None) -> None:
        name = f"{self.arch}.{key}"
        if isinstance(value, str):
            self.writer.add_string(name, value)
        elif isinstance(value, float):
            self.writer.add_float32(name, value)
        elif value is not None:
            self.writer.add_uint32(name, value)

    def _get(self, *names: str) -> Any:
        return next((self.config[n] for n in names if self.config.get(n) is not None), None)

    def _header(self) -> None:
        width = self._get("hidden_size", "d_model")
        heads = self._get("num_attention_heads", "n_heads")
        newer = self.config.get("new_decoder_architecture")
        kv_heads = self._get("num_kv_heads") if newer else self._get("num_key_value_heads")
        self.heads, self.kv_heads = heads, kv_heads or (1 if self.arch == "falcon" else heads)
        self.head_width = self._get("head_dim") or width // heads
        self.writer.add_string("general.name", f"Tiny {self.fixture.name}")
        self._put("block_count", self._get("num_hidden_layers", "n_layers"))
        self._put("context_length", self._get("max_position_embeddings", "max_seq_len") or 2048)
        self._put("embedding_length", width)
        feed_forward = self._get("intermediate_size", "ffn_hidden_size") or 4 * width
        self._put("feed_forward_length", feed_forward)
        self._put("attention.head_count", heads)
        self._put("attention.head_count_kv", self.kv_heads)
        if self._get("head_dim"):
            self._put("attention.key_length", self.head_width)
            self._put("attention.value_length", self.head_width)
        self._put("attention.layer_norm_rms_epsilon", self._get("rms_norm_eps"))
        epsilon = self._get("layer_norm_eps", "layer_norm_epsilon")
        self._put("attention.layer_norm_epsilon", epsilon)
        self._rope()
        self._differences()

    def _rope(self) -> None:
        about = self.config.get("rope_parameters") or {}
        about = about.get("full_attention", about)
        self._put("rope.freq_base", about.get("rope_theta"))
        share = about.get("partial_rotary_factor", 1.0)
        self._put("rope.dimension_count", int(self.head_width * share))
        if about.get("rope_type") == "linear":
            self._put("rope.scaling.type", "linear")
            self._put("rope.scaling.factor", about["factor"])
        half = self.head_width // 2
        if about.get("rope_type") == "llama3":
            self._tensor("rope_freqs.weight", llama_3_factors(about, half))
        if about.get("rope_type") == "longrope":
            original = about["original_max_position_embeddings"]
            factor = self.config["max_position_embeddings"] / original
            magnitude = float(np.sqrt(1 + np.log(factor) / np.log(original)))
            self._put("rope.scaling.attn_factor", magnitude)
            self._put("rope.scaling.original_context_length", original)
            for kind in ("short", "long"):
                factors = np.array(about[f"{kind}_factor"], np.float32)
                self._tensor(f"rope_factors_{kind}.weight", factors)

    def _differences(self) -> None:
        self._put("attention.sliding_window", self._get("sliding_window"))
        self._put("attn_logit_softcapping", self._get("attn_logit_softcapping"))
        self._put("final_logit_softcapping", self._get("final_logit_softcapping"))
        if self.arch in ("gemma2", "gemma3"):
            self._put("attention.scale", float(self.config["query_pre_attn_scalar"] ** -0.5))
        if self.arch == "gemma3":
            period = self.config["layer_types"].index("full_attention") + 1
            self._put("attention.sliding_window_pattern", period)
        if self.arch == "mpt":
            attention = self.config["attn_config"]
            self._put("attention.max_alibi_bias", float(attention["alibi_bias_max"]))
            self._put("attention.clamp_kqv", float(attention["clip_qkv"]))

    def _vocabulary(self) -> None:
        kind = (self.fixture / "tokenizer.txt").read_text().strip()
        model = json.loads((FIXTURES / f"{kind}.json").read_text())["model"]
        tokens = sorted(model["vocab"], key=model["vocab"].__getitem__)
        types = [1] * len(tokens)
        if kind == "byte_level":
            types[0] = 3
            fields = {"tokenizer.ggml.model": "gpt2", "tokenizer.ggml.pre": "gpt-2"}
            for field, value in {**fields, **self.changes}.items():
                self.writer.add_string(field, value)
            merges = [m if isinstance(m, str) else " ".join(m) for m in model["merges"]]
            self.writer.add_array("tokenizer.ggml.merges", merges)
        else:
            types[:3] = [2, 3, 3]
            types[3:259] = [6] * 256
            self.writer.add_string("tokenizer.ggml.model", "llama")
            scores = [0.0] * 259 + [-float(rank) for rank in range(len(tokens) - 259)]
            self.writer.add_array("tokenizer.ggml.scores", scores)
            self.writer.add_uint32("tokenizer.ggml.bos_token_id", 1)
            self.writer.add_bool("tokenizer.ggml.add_bos_token", True)
        self.writer.add_array("tokenizer.ggml.tokens", tokens)
        self.writer.add_array("tokenizer.ggml.token_type", types)

    def _tensors(self) -> None:
        file = SafetensorsFile(self.fixture / "model.safetensors")
        layers = self._get("num_hidden_layers", "n_layers")
        architecture = {name: arch for arch, name in gguf.MODEL_ARCH_NAMES.items()}[self.arch]
        table = gguf.get_tensor_name_map(architecture, layers)
        for theirs in file.names:
            stem, _, kind = theirs.rpartition(".")
            name = f"{table.get_name(stem)}.{kind}"
            self._tensor(name, self._stored(name, file.floats(theirs)))

    def _stored(self, name: str, values: Values) -> Values:
        """As llama.cpp's converter stores this tensor."""
        if self.arch == "llama" and ".attn_q." in name:
            return permuted(values, self.heads)
        if self.arch == "llama" and ".attn_k." in name:
            return permuted(values, self.kv_heads)
        if self.arch.startswith("gemma") and name.endswith("norm.weight"):
            return values + 1
        if self.arch == "falcon" and ".attn_qkv." in name:
            by_head = values.reshape(self.kv_heads, -1, self.head_width, values.shape[1])
            parts = (by_head[:, :-2], by_head[:, -2:-1], by_head[:, -1:])
            return np.concatenate([part.reshape(-1, values.shape[1]) for part in parts])
        return values

    def _tensor(self, name: str, values: Values) -> None:
        if name == self.left_out:
            return
        values = np.ascontiguousarray(values, np.float32)
        if self.quantised and values.ndim == 2 and values.shape[1] % 32 == 0:
            kind = gguf.GGMLQuantizationType.Q8_0
            self.writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)
        else:
            self.writer.add_tensor(name, values)


def permuted(rows: Values, heads: int) -> Values:
    """Halves of each head interleaved, for llama.cpp's RoPE."""
    return rows.reshape(heads, 2, -1, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)


def llama_3_factors(about: dict[str, Any], half: int) -> Values:
    """What each frequency is divided by, one after the other as llama.cpp's converter does it."""
    low = about["original_max_position_embeddings"] / about["low_freq_factor"]
    high = about["original_max_position_embeddings"] / about["high_freq_factor"]
    factors = []
    for i in range(half):
        wavelength = 2 * np.pi * about["rope_theta"] ** (i / half)
        if wavelength < high:
            factors.append(1.0)
        elif wavelength > low:
            factors.append(about["factor"])
        else:
            smooth = about["original_max_position_embeddings"] / wavelength
            smooth -= about["low_freq_factor"]
            smooth /= about["high_freq_factor"] - about["low_freq_factor"]
            factors.append(1 / ((1 - smooth) / about["factor"] + smooth))
    return np.array(factors, np.float32)
