"""The reranker learns to choose, and what it learns is what the report uses."""

from __future__ import annotations

import math
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
from webapp.pipeline.passages.retrieve import FIRST, POINT


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


def test_what_the_report_would_read_is_chosen_from(
    case: Case, answers: dict[str, str]
) -> None:
    found = {one.query: one for one in reranking.choices(case, Nearest())}
    assert found.keys() == answers.keys()
    for query, one in found.items():
        [right] = [
            text for text, is_it in zip(one.texts, one.right, strict=True) if is_it
        ]
        assert right == answers[query]
        assert one.before == sorted(one.before, reverse=True) or one.right[-1]
        assert len(one.texts) <= FIRST


@pytest.mark.parametrize(
    ("scores", "right", "read"),
    [
        ([0.5, 0.6, 0.45], [True, False, False], [1, 0, 2]),
        ([0.5, 0.6, 0.1], [True, False, False], [1, 0]),
        ([0.5, 0.6, 0.35], [False, False, True], [1, 0, 2]),
        ([0.9, 0.85, 0.84, 0.83, 0.82], [False] * 4 + [True], [0, 1, 2, 4]),
        ([0.9, 0.5], [False, True], []),
        ([0.9, 0.5], [True, False], []),
        ([0.9, 0.8, 0.2], [True, True, False], []),
    ],
)
def test_where_there_is_nothing_to_learn_none_is(
    scores: list[float], right: list[bool], read: list[int]
) -> None:
    assert reranking.to_choose_from(scores, right) == read


def test_what_is_ranked_first_before_counts() -> None:
    """The reranker learns what the scores it finds do not tell."""

    class Level:
        def scores(self, pairs: list[tuple[str, str]]) -> torch.Tensor:
            return torch.zeros(len(pairs))

    def lost(before: list[float]) -> float:
        choice = reranking.Choice("tea", ["a", "b"], before, [True, False], 1.0)
        found = reranking.loss(Level(), [choice])  # type: ignore[arg-type]
        return float(found)

    single = 1e-5  # relative, of numbers of 32 bits
    ahead = math.log(1 + math.exp(-0.1 / POINT))
    assert lost([0.5, 0.5]) == pytest.approx(math.log(2), rel=single)
    assert lost([0.6, 0.5]) == pytest.approx(ahead, rel=single)
