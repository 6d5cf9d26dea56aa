"""Export trained weights: float ONNX, then int8 weights with int8 activations made on the fly.

usage: python -m models.correction.to_onnx runs/correction/NAME/weights.pt OUT_FOLDER
Inputs (int64): pieces, shapes, mask [batch, pieces]; first, last [batch, words].
Outputs: wrong [batch, words]; values and tags [batch, words, 4], the likeliest tags but KEEP.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from models.correction.encoders import ENCODERS
from models.correction.model import Tagger, pretrained
from models.correction.vocabulary import TAGS

TOP = 4  # tags a word that come out
INPUTS = ("pieces", "shapes", "mask", "first", "last")
OUTPUTS = ("wrong", "values", "tags")


def load_torch(path: Path) -> Tagger:
    saved = torch.load(path)
    about = saved["about"]
    tag_count = len(json.loads(TAGS.read_text(encoding="utf-8")))
    model = pretrained(ENCODERS[about["encoder"]], about["layers"], tag_count)
    model.load_state_dict(saved["model"])
    return model.eval()


class Shipped(nn.Module):
    """The tagger with its probabilities and the choice of the likeliest tags inside the graph."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        logits, wrong = self.tagger(pieces, shapes, mask, first, last)
        values, tags = torch.topk(logits.softmax(-1)[:, :, 1:], TOP)
        return wrong.sigmoid(), values, tags + 1


def export(weights: Path, out: Path) -> tuple[Path, Path]:
    out.mkdir(parents=True, exist_ok=True)
    tagger = load_torch(weights)
    sample = (
        *(torch.ones(2, 9, dtype=torch.int64) for _ in range(3)),
        *(torch.ones(2, 6, dtype=torch.int64) for _ in range(2)),
    )
    dynamic = {
        name: {0: "batch", 1: "pieces" if name in INPUTS[:3] else "words"} for name in INPUTS
    }
    dynamic |= {name: {0: "batch", 1: "words"} for name in OUTPUTS}
    plain, ready, small = out / "float.onnx", out / "ready.onnx", out / "tagger.onnx"
    torch.onnx.export(
        Shipped(tagger),
        sample,
        str(plain),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=dynamic,
        opset_version=17,
        dynamo=False,
    )
    quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        str(ready),
        str(small),
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    ready.unlink()
    return plain, small


if __name__ == "__main__":
    for path in export(Path(sys.argv[1]), Path(sys.argv[2])):
        print(path.name, path.stat().st_size)
