"""The reranker's graph for ONNX Runtime: its package's one, with what was learnt.

The package holds the weights rounded to eight bits, with one scale a matrix. What was
learnt is added to the numbers they stand for, and the sums are smoothed and rounded
again, with a scale for each output, which loses less.
https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper

from webapp.pipeline.analyze.encoders import adapter, smoothing

#: How a matrix of weights lies in a graph that ONNX Runtime rounded.
ROUNDED, SCALE, ZERO = "_quantized", "_scale", "_zero_point"
LARGEST = 127


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer's ``name`` in the model, what its arrays' names begin with, and what the
    value that it ``reads``, rounded, is called."""

    name: str
    weights: str
    reads: str = ""


def write_learnt(
    published: Path, learnt: Path, graph: Path, runs: Iterable[dict[str, Any]]
) -> None:
    """Write ``published`` to ``graph`` with what ``learnt`` adds to its layers; for
    ``runs`` see ``smoothing``. Raises ``OSError``, and ``KeyError`` where a layer is
    missing on either side."""
    model = onnx.load(published)
    numbers = with_learnt(model, learnt)
    put(model, numbers)
    smooth(model, numbers, runs)
    put(model, numbers)
    onnx.save(model, graph)


def with_learnt(model: Any, learnt: Path) -> dict[Layer, Any]:
    """The weights of each layer, with what was learnt: inputs x outputs."""
    arrays = {one.name: one for one in model.graph.initializer}
    with np.load(learnt) as added:
        found = {
            layer: weights(arrays, layer) + adapter.product(added, layer.name).T
            for layer in layers(model)
        }
        missing = set(adapter.layers(added)) - {layer.name for layer in found}
    if missing:
        raise KeyError(f"the reranker has no layer {min(missing)}")
    return found


def layers(model: Any) -> Iterator[Layer]:
    """Those of the model's layers that multiply by rounded weights."""
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            *path, _ = node.name.strip("/").split("/")
            reads, rounded = node.input[:2]
            yield Layer(".".join(path), rounded.removesuffix(ROUNDED), reads)


def weights(arrays: dict[str, Any], layer: Layer) -> Any:
    """The numbers that a layer's weights stand for: inputs x outputs, float32."""
    rounded, zero, scale = (
        numpy_helper.to_array(arrays[layer.weights + part]).astype(np.float32)
        for part in (ROUNDED, ZERO, SCALE)
    )
    return (rounded - zero) * scale


def smooth(
    model: Any, numbers: dict[Layer, Any], runs: Iterable[dict[str, Any]]
) -> None:
    """Smooth what is rounded before a layer reads it, and the layer's numbers."""
    by_value = {
        node.input[0]: node
        for node in model.graph.node
        if node.op_type == "DynamicQuantizeLinear"
    }
    for value, sizes in smoothing.largest(model, list(by_value), runs):
        rounding = by_value[value]
        readers = [layer for layer in numbers if layer.reads == rounding.output[0]]
        found = smoothing.factors(sizes, [numbers[layer] for layer in readers])
        for layer in readers:
            numbers[layer] = numbers[layer] * found[:, None]
        smoothing.divide(model, value, rounding, found)


def put(model: Any, numbers: dict[Layer, Any]) -> None:
    """Rounded anew, a scale a column; zero stays zero."""
    arrays = {one.name: one for one in model.graph.initializer}
    for layer, wanted in numbers.items():
        scale = np.maximum(np.abs(wanted).max(axis=0), 1e-12) / LARGEST
        for part, values in (
            (ROUNDED, np.rint(wanted / scale).astype(np.int8)),
            (SCALE, scale.astype(np.float32)),
            (ZERO, np.zeros(len(scale), dtype=np.int8)),
        ):
            name = layer.weights + part
            arrays[name].CopyFrom(numpy_helper.from_array(values, name))
