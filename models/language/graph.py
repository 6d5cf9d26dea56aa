"""SmolLM2's graph: the builder of models/convert under this model's name, whole in one file.

In: the GGUF and a Scheme (schemes.py). Out: an OnnxWriter, ready to save. Inputs, outputs and what
a Scheme must do are in models/convert/graph.py.
"""

from __future__ import annotations

from ..convert.graph import LanguageGraph as AnyLanguageGraph
from ..convert.graph import Scheme
from .onnx_writer import OnnxWriter
from .weights import GgufFile

__all__ = ["LanguageGraph", "Scheme"]


class LanguageGraph(AnyLanguageGraph):
    """Appends the whole model to an OnnxWriter of its own."""

    def __init__(self, source: GgufFile, scheme: Scheme) -> None:
        super().__init__(source, scheme, OnnxWriter("SmolLM2-135M-Instruct"))
