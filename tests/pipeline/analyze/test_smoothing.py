"""Smoothing: inputs of a like size, and sums that stay what they were."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from webapp.pipeline.analyze.encoders import smoothing
from webapp.pipeline.analyze.encoders.model import reranker_folder
from webapp.pipeline.analyze.encoders.onnx_reranker import MAX_TOKENS, tokenizer
from webapp.pipeline.analyze.encoders.typical_pairs import TYPICAL

WEIGHTS = np.array([[1, -2], [0.5, 0.25], [0, 0], [3, 1]], np.float32)
#: The second input is always far the largest, the third always nothing.
GIVEN = [
    {"text": np.array([[1, 90, 0, -2], [2, -70, 0, 1]], np.float32)},
    {"text": np.array([[-3, 80, 0, 1]], np.float32)},
]


@pytest.fixture
def model() -> Any:
    """What is given, doubled, times weights."""
    nodes = [
        helper.make_node("Add", ["text", "text"], ["doubled"]),
        helper.make_node("MatMul", ["doubled", "weights"], ["sums"]),
    ]
    shape = ["rows", 4]
    graph = helper.make_graph(
        nodes,
        "layer",
        [helper.make_tensor_value_info("text", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("sums", TensorProto.FLOAT, ["rows", 2])],
        [numpy_helper.from_array(WEIGHTS, "weights")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])


def sums(model: Any, given: dict[str, Any]) -> Any:
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    return session.run(["sums"], given)[0]


def test_the_largest_size_of_each_input_is_found(model: Any) -> None:
    [(name, sizes)] = smoothing.largest(model, ["doubled"], GIVEN)
    assert name == "doubled"
    assert sizes.tolist() == [6, 180, 0, 4]
    assert [one.name for one in model.graph.output] == ["sums"]


def test_sums_stay_what_they_were(model: Any) -> None:
    before = [sums(model, given) for given in GIVEN]
    [(name, sizes)] = smoothing.largest(model, ["doubled"], GIVEN)
    factors = smoothing.factors(sizes, [WEIGHTS])
    smoothing.divide(model, name, model.graph.node[1], factors)
    by_name = {one.name: one for one in model.graph.initializer}
    smoothed = numpy_helper.from_array(WEIGHTS * factors[:, None], "weights")
    by_name["weights"].CopyFrom(smoothed)
    for given, wanted in zip(GIVEN, before, strict=True):
        assert sums(model, given) == pytest.approx(wanted, rel=1e-5)


def test_large_inputs_are_divided_by_more() -> None:
    factors = smoothing.factors(np.array([6, 180, 0, 4]), [WEIGHTS])
    assert np.isfinite(factors).all()
    assert factors.argmax() == 1
    assert np.prod(factors) == pytest.approx(1, rel=1e-4)
    used = np.array([6, 180, 4]) / factors[[0, 1, 3]]
    assert used.max() / used.min() < 180 / 4 / 2


def test_typical_pairs_are_as_long_as_the_graph_reads() -> None:
    reads = tokenizer(reranker_folder())
    lengths = [len(reads.encode(*pair).ids) for pair in TYPICAL]
    assert len(lengths) == 16
    assert min(lengths) < MAX_TOKENS / 2
    assert max(lengths) == MAX_TOKENS
