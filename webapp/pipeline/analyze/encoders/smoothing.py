"""What makes rounding lose less: what a layer reads is brought to a like size.

All that a layer reads is rounded with one scale, which follows the largest values, and
those are a few of the inputs, always the same ones. Each input is divided by a factor,
and the weights that it meets are multiplied by it: the sums stay what they were.
https://arxiv.org/abs/2211.10438
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

#: How much of the differences between inputs goes to the weights: 0.7 to 0.8 were
#: alike, 0.5 was worse than nothing.
SHARE = 0.75
#: For inputs and weights that are zero.
LEAST = 1e-5


def largest(
    model: Any, names: Sequence[str], runs: Iterable[dict[str, Any]]
) -> Iterator[tuple[str, Any]]:
    """Of each named value in the graph the largest size that every input (its last
    dimension) has in ``runs``, which are what the graph is given."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    for name in names:
        watched.graph.output.append(helper.make_empty_tensor_value_info(name))
    session = onnxruntime.InferenceSession(
        watched.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    found = [session.run(names, given) for given in runs]
    for name, *values in zip(names, *found, strict=True):
        rows = [np.abs(one).reshape(-1, one.shape[-1]).max(axis=0) for one in values]
        yield name, np.max(rows, axis=0)


def factors(sizes: Any, weights: Sequence[Any]) -> Any:
    """One for each input, 1 in the geometric mean; from its largest size and from the
    weights (inputs x outputs) of all layers that read it."""
    widest = np.max([np.abs(one).max(axis=1) for one in weights], axis=0)
    logs = SHARE * np.log(np.maximum(sizes, LEAST))
    logs -= (1 - SHARE) * np.log(np.maximum(widest, LEAST))
    return np.exp(logs - logs.mean()).astype(np.float32)


def divide(model: Any, name: str, reader: Any, by: Any) -> None:
    """Let ``reader``, a node of the graph, have the named value divided."""
    nodes = model.graph.node
    divided, share = f"{name}_smoothed", f"{name}_share"
    model.graph.initializer.append(numpy_helper.from_array(1 / by, share))
    place = list(nodes).index(reader)
    reader.input[0] = divided
    nodes.insert(place, helper.make_node("Mul", [name, share], [divided], divided))
