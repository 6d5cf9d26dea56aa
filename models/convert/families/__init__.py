"""The families Nib converts, by the name config.json ("model_type") or a GGUF header gives them.

A family is a small file of differences: how config.json and a GGUF header state its Shape, and what
its stored tensors need to become canonical (source.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import ConvertError
from . import falcon, gemma, llama, mpt, phi2, phi3, qwen2
from .family import Family

# GGUF names; where config.json's differ, they stand behind.
FAMILIES: Mapping[str, Family] = {
    "llama": llama.FAMILY,  # Alpaca, Stable Beluga, Orca, XGen, and Mistral in GGUF
    "mistral": llama.FAMILY,
    "ministral": llama.FAMILY,
    "ministral3": llama.FAMILY,  # its scaling of queries begins behind 16,384 tokens
    "qwen2": qwen2.FAMILY,
    "gemma": gemma.GEMMA,
    "gemma2": gemma.GEMMA_2,
    "gemma3": gemma.GEMMA_3,
    "gemma3_text": gemma.GEMMA_3,
    "phi2": phi2.FAMILY,
    "phi": phi2.FAMILY,
    "phi3": phi3.FAMILY,
    "falcon": falcon.FAMILY,
    "mpt": mpt.FAMILY,
}


def family_named(name: str) -> Family:
    """Raises ConvertError for one that is not known."""
    if name not in FAMILIES:
        known = ", ".join(sorted(FAMILIES))
        raise ConvertError(f"the architecture {name!r} is not supported (known: {known})")
    return FAMILIES[name]
