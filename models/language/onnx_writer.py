"""What schemes.py appends nodes with: models/convert's writer."""

from ..convert.onnx_writer import CONTRIB, FLOAT, INT32, INT64, OnnxWriter

__all__ = ["CONTRIB", "FLOAT", "INT32", "INT64", "OnnxWriter"]
