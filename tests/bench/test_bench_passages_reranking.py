"""The reranker learns to choose, and what it learns is what the report uses."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from bench.passages import reranking
from bench.passages.cases import Case
from bench.passages.reranker import Reranker
from webapp.pipeline.analyze.encoders import reranker_graph
from webapp.pipeline.analyze.encoders.model import RERANKER, reranker_folder
from webapp.pipeline.analyze.encoders.onnx_reranker import (
    EXPECTED,
    SAMPLES,
    OnnxReranker,
    typical_runs,
)


class Nearest:
    """Takes each text to be nearest to the first passages."""

    name = "nearest"

    def encode(self, texts: list[str], deadline: float = float("inf")) -> Any:
        rows = np.zeros((len(texts), 2), dtype=np.float32)
        rows[:, 0] = np.linspace(1, 0.9, len(texts))
        return rows


def test_what_is_learnt_is_what_the_report_uses(
    case: Case,
    answers: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In steps of one page, which are quicker."""
    monkeypatch.setattr(reranking, "HEADINGS", len(answers))
    monkeypatch.setattr(reranking, "GATHERED", 1)
    random.seed(1)
    torch.manual_seed(1)
    reranker = Reranker(None)
    losses = list(reranking.learn(reranker, [case] * 8, Nearest()))
    assert len(losses) == 8
    assert losses[-1] < losses[0] / 2
    learnt, graph = tmp_path / "learnt.npz", tmp_path / "graph.onnx"
    reranker.write(learnt)
    folder = reranker_folder()
    reranker_graph.write_learnt(folder / RERANKER, learnt, graph, typical_runs(folder))
    used = OnnxReranker(folder, graph)
    with np.load(learnt) as arrays, torch.no_grad():
        expected = arrays[EXPECTED].tolist()
        again = Reranker(learnt).scores(SAMPLES).tolist()
        before = Reranker(None).scores(SAMPLES).tolist()
    assert again == pytest.approx(expected, abs=0.05)
    assert before != pytest.approx(expected, abs=0.05)
    assert [used.score(*pair) for pair in SAMPLES] == pytest.approx(expected, abs=1)


def test_the_right_one_stands_before_the_nearest_wrong_ones(
    case: Case, answers: dict[str, str]
) -> None:
    found = {one.query: one.texts for one in reranking.choices(case, Nearest())}
    assert found.keys() == answers.keys()
    for query, (first, *others) in found.items():
        assert first == answers[query]
        assert len(others) == 3
        assert first not in others


def test_what_the_encoder_tells_at_once_is_mostly_left_out() -> None:
    random.seed(1)
    clear = [
        reranking.to_choose_from([0.9, 0.1, 0.2], [True, False, False])
        for _ in range(200)
    ]
    assert 30 < sum(bool(places) for places in clear) < 90
    assert reranking.to_choose_from([0.5, 0.6, 0.2], [False, False, True]) == [2, 1, 0]
