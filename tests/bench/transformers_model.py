"""The shipped int8 graph as transformers.js expects a Llama: same nodes, same weights, other names.

In: build/models/language (graph, tokenizer). Out: a folder of Hugging Face's layout. The peer gets
what favours it: logits of the last position only, and the cache's length read off the cache.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, KV_HEADS, WIDTH, FEED_FORWARD = 30, 9, 3, 576, 1536


def write(shipped: Path, folder: Path) -> None:
    """Write config.json, tokenizer files and onnx/model_quantized.onnx into `folder`."""
    graph = shipped / "model.int8.onnx"
    stamp = folder / "made_of"
    made_of = f"{graph.stat().st_size} {graph.stat().st_mtime_ns}"
    if stamp.exists() and stamp.read_text() == made_of:
        return
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "onnx").mkdir(parents=True)
    model = onnx.load(graph)
    vocabulary = renamed(model)
    onnx.save(model, folder / "onnx" / "model_quantized.onnx")
    shutil.copyfile(shipped / "tokenizer.json", folder / "tokenizer.json")
    for name, content in configs(vocabulary).items():
        (folder / name).write_text(json.dumps(content))
    stamp.write_text(made_of)


def configs(vocabulary: int) -> dict[str, dict[str, object]]:
    return {
        "config.json": {
            "model_type": "llama",
            "architectures": ["LlamaForCausalLM"],
            "num_hidden_layers": LAYERS,
            "num_attention_heads": HEADS,
            "num_key_value_heads": KV_HEADS,
            "hidden_size": WIDTH,
            "intermediate_size": FEED_FORWARD,
            "vocab_size": vocabulary,
        },
        "generation_config.json": {"do_sample": False},
        "tokenizer_config.json": {"tokenizer_class": "GPT2Tokenizer", "model_max_length": 1024},
    }


def renamed(model: onnx.ModelProto) -> int:
    """Give the graph transformers.js's inputs and outputs, in place; the vocabulary's size."""
    graph = model.graph
    topk = next(node for node in graph.node if node.op_type == "TopK")
    logits = topk.input[0]  # [1, vocabulary]
    vocabulary = next(i.dims[-1] for i in graph.initializer if i.name == "head.scales")
    names = {"token_ids": "input_ids"}
    for layer in range(LAYERS):
        for part in ("key", "value"):
            names[f"past.{layer}.{part}"] = f"past_key_values.{layer}.{part}"
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
    for value in graph.input:
        value.name = names.get(value.name, value.name)

    axis = numpy_helper.from_array(np.array([1], np.int64), "bench.one")
    graph.initializer.append(axis)
    before = [
        helper.make_node("Shape", ["past_key_values.0.key"], ["past_length"], start=2, end=3),
        helper.make_node("Shape", ["input_ids"], ["bench.length"], start=1, end=2),
        helper.make_node("Sub", ["bench.length", "bench.one"], ["positions"]),
    ]
    behind = helper.make_node("Unsqueeze", [logits, "bench.one"], ["logits"])
    outputs = [value for value in graph.output if value.name.startswith("present.")]
    shape = [1, 1, vocabulary]
    outputs.append(helper.make_tensor_value_info("logits", TensorProto.FLOAT, shape))
    kept = needed([*before, *graph.node, behind], [value.name for value in outputs])
    inputs = [value for value in graph.input if value.name in ("input_ids", *names.values())]
    for field, values in (("node", kept), ("input", inputs), ("output", outputs)):
        graph.ClearField(field)
        getattr(graph, field).extend(values)
    return int(vocabulary)


def needed(nodes: list[onnx.NodeProto], outputs: list[str]) -> list[onnx.NodeProto]:
    """The nodes that the outputs depend on, in their order."""
    wanted = set(outputs)
    kept = []
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            wanted.update(node.input)
            kept.append(node)
    return kept[::-1]
