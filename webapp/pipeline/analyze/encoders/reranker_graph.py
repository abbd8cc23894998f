"""The reranker's graph for ONNX Runtime: its package's one, with what was learnt.

The package holds the weights rounded to eight bits, with one scale a matrix. What was
learnt is added to the numbers they stand for, and the sums are rounded again, with a
scale for each output, which loses less.
https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper

from webapp.pipeline.analyze.encoders import adapter

#: How a matrix of weights lies in a graph that ONNX Runtime rounded.
ROUNDED, SCALE, ZERO = "_quantized", "_scale", "_zero_point"
LARGEST = 127


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer's ``name`` in the model, and what its arrays' names begin with."""

    name: str
    weights: str


def write_learnt(published: Path, learnt: Path, graph: Path) -> None:
    """Write ``published`` to ``graph`` with what ``learnt`` adds to its layers. Raises
    ``OSError``, and ``KeyError`` where a layer is missing on either side."""
    model = onnx.load(published)
    arrays = {one.name: one for one in model.graph.initializer}
    with np.load(learnt) as added:
        names = set(adapter.layers(added))
        for layer in layers(model):
            summed = weights(arrays, layer) + adapter.product(added, layer.name).T
            names.remove(layer.name)
            put(arrays, layer, summed)
    if names:
        raise KeyError(f"the reranker has no layer {min(names)}")
    onnx.save(model, graph)


def layers(model: Any) -> Iterator[Layer]:
    """Those of the model's layers that multiply by rounded weights."""
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            *path, _ = node.name.strip("/").split("/")
            yield Layer(".".join(path), node.input[1].removesuffix(ROUNDED))


def weights(arrays: dict[str, Any], layer: Layer) -> Any:
    """The numbers that a layer's weights stand for: inputs x outputs, float32."""
    rounded, zero, scale = (
        numpy_helper.to_array(arrays[layer.weights + part]).astype(np.float32)
        for part in (ROUNDED, ZERO, SCALE)
    )
    return (rounded - zero) * scale


def put(arrays: dict[str, Any], layer: Layer, numbers: Any) -> None:
    """Rounded anew, a scale a column; zero stays zero."""
    scale = np.maximum(np.abs(numbers).max(axis=0), 1e-12) / LARGEST
    rounded = np.rint(numbers / scale).astype(np.int8)
    zero = np.zeros(len(scale), dtype=np.int8)
    for part, values in (
        (ROUNDED, rounded),
        (SCALE, scale.astype(np.float32)),
        (ZERO, zero),
    ):
        name = layer.weights + part
        arrays[name].CopyFrom(numpy_helper.from_array(values, name))
