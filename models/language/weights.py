"""SmolLM2's weights as numpy arrays, from its GGUF: models/convert reads it as it reads any."""

from ..convert.gguf_file import BLOCK, Blocks, GgufFile
from ..convert.shape import Floats, Shape

__all__ = ["BLOCK", "Blocks", "Floats", "GgufFile", "Shape"]
