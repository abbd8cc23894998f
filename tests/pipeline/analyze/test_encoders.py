"""The model in ONNX Runtime and in PyTorch: the same vectors, chosen as set."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from webapp.pipeline.analyze.encoders import (
    EncoderUnavailable,
    OutOfTime,
    choice,
    choose,
    describe,
    find_problem,
    onnx_export,
)
from webapp.pipeline.analyze.encoders.model import default_folder
from webapp.pipeline.analyze.encoders.onnx_encoder import OnnxEncoder, batches

TEXTS = ["tomato plants", "Water them each morning. " * 60, "…", "a balcony"]


@pytest.fixture(scope="module")
def onnx(models: Path) -> OnnxEncoder:
    encoder = choose("default", "onnx", models).phrases
    assert isinstance(encoder, OnnxEncoder)
    return encoder


def test_the_packaged_model_is_the_published_one() -> None:
    assert find_problem("default") is None


@pytest.mark.parametrize("use", ["phrases", "passages"])
def test_vectors_are_those_of_pytorch(use: str, models: Path) -> None:
    onnx, torch = (choose("default", wanted, models) for wanted in ("onnx", "torch"))
    mine, theirs = getattr(onnx, use).encode(TEXTS), getattr(torch, use).encode(TEXTS)
    assert mine.shape == theirs.shape == (4, 384)
    assert mine.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(mine, axis=1), 1, atol=1e-5)
    assert np.min(np.sum(mine * theirs, axis=1)) > 0.97


def test_each_text_has_its_own_row(onnx: OnnxEncoder) -> None:
    together = onnx.encode(TEXTS)
    for row, text in zip(together, TEXTS, strict=True):
        assert float(row @ onnx.encode([text])[0]) > 0.99


@pytest.mark.parametrize("wanted", ["onnx", "torch"])
def test_the_deadline_holds_between_batches(wanted: str, models: Path) -> None:
    encoders = choose("default", wanted, models)
    with pytest.raises(OutOfTime):
        encoders.passages.encode(TEXTS, deadline=time.monotonic())


def test_rows_of_the_same_length_go_together() -> None:
    ids = [[1, 2], [1, 2, 3], [4, 5], [1] * 200, [2] * 200]
    assert list(batches(ids)) == [[0, 2], [1], [3], [4]]


def test_passages_have_vectors_of_their_own(models: Path) -> None:
    encoders = choose("default", "onnx", models)
    phrases, passages = (
        one.encode(TEXTS) for one in (encoders.phrases, encoders.passages)
    )
    assert np.max(np.sum(phrases * passages, axis=1)) < 0.97


def test_graphs_are_made_once(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graphs = onnx_export.exported(default_folder(), models)

    def never(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(onnx_export, "export_apart", never)
    assert onnx_export.exported(default_folder(), models) == graphs


def test_what_a_killed_export_and_older_versions_left_is_removed(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, onnx_export.exported(default_folder(), models), tmp_path)
    (tmp_path / "export-1").mkdir()
    (tmp_path / "export-1" / "half.onnx").write_bytes(b"half")
    name = default_folder().parent.name
    (tmp_path / f"{name}-0123.onnx").write_bytes(b"a release before")
    (tmp_path / f"{name}-4567").mkdir()
    graphs = onnx_export.exported(default_folder(), tmp_path)
    kept = {graphs.name, "export.lock"}
    assert {path.name for path in tmp_path.iterdir()} == kept


def test_a_folder_that_cannot_be_written_serves_its_graph(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise PermissionError("read-only")

    onnx_export.exported(default_folder(), models)
    monkeypatch.setattr(onnx_export, "locked", never)
    assert choose("default", "onnx", models).phrases.name == "ONNX Runtime"
    told = describe("default", "auto", models)
    assert told == (True, "default in ONNX Runtime")


def test_other_versions_make_another_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    before = onnx_export.key(default_folder())
    monkeypatch.setattr(onnx_export, "VERSION", 0)
    assert onnx_export.key(default_folder()) != before


def instead(monkeypatch: pytest.MonkeyPatch, graphs: Path, cache: Path) -> list[Path]:
    """Exporting copies ``graphs`` into place; the list notes each time."""
    made: list[Path] = []

    def copy(folder: Path, target: Path) -> None:
        made.append(target)
        shutil.copytree(graphs, target)

    monkeypatch.setattr(onnx_export, "export_apart", copy)
    return made


@pytest.mark.parametrize("broken", ["phrases.onnx", "passages.onnx", "reranker.onnx"])
def test_a_broken_graph_is_made_again(
    broken: str,
    models: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    graphs = onnx_export.exported(default_folder(), models)
    made = instead(monkeypatch, graphs, tmp_path)
    shutil.copytree(graphs, tmp_path / graphs.name)
    (tmp_path / graphs.name / broken).write_bytes(b"cut off")
    assert choose("default", "onnx", tmp_path).phrases.name == "ONNX Runtime"
    assert made == [tmp_path / graphs.name]
    assert "cannot be used" in caplog.text


def test_graphs_that_are_not_true_are_not_used(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graphs = onnx_export.exported(default_folder(), models)
    monkeypatch.setattr(onnx_export, "LEAST_ROUNDED", 1.5)
    made = instead(monkeypatch, graphs, tmp_path)
    with pytest.raises(EncoderUnavailable, match="other vectors"):
        choose("default", "onnx", tmp_path)
    assert len(made) == 2


def test_where_the_export_fails_pytorch_runs_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(onnx_export.sys, "executable", "/bin/false")
    assert choose("default", "auto", tmp_path).phrases.name == "PyTorch"
    assert "PyTorch runs the model, since the export failed" in caplog.text
    assert [path.name for path in tmp_path.iterdir()] == ["export.lock"]
    with pytest.raises(EncoderUnavailable, match="the export failed"):
        choose("default", "onnx", tmp_path)


def test_another_model_is_pytorchs(models: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="KEYPHRASES_ENCODER to torch"):
        choose("another", "onnx", models)
    folder = str(default_folder())
    encoders = choose(folder, "auto", models)
    assert encoders.phrases is encoders.passages
    assert encoders.reranker is None
    assert encoders.phrases.name == "PyTorch"


@pytest.mark.parametrize(
    ("model", "wanted", "is_ready", "text"),
    [
        ("default", "auto", True, "default in ONNX Runtime; a worker makes it ready"),
        ("default", "torch", True, "default in PyTorch"),
        ("tests", "auto", True, "tests in PyTorch"),
        ("tests", "onnx", None, "ONNX Runtime runs the default model alone"),
        ("/nowhere", "auto", None, "KEYPHRASES_MODEL /nowhere is neither a folder"),
        ("no/such-model", "torch", None, "KEYPHRASES_MODEL no/such-model is neither"),
    ],
)
def test_what_runs_the_model_is_told(
    tmp_path: Path, model: str, wanted: str, is_ready: bool | None, text: str
) -> None:
    told = describe(model, wanted, tmp_path)
    assert told[0] is is_ready
    assert told[1].startswith(text)


def test_a_model_that_is_missing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "find_problem", lambda _: "it is not there")
    assert describe("default", "auto", tmp_path) == (None, "it is not there")
