"""The graphs for ONNX Runtime, made once from the installed weights: of the default
model as it was published, and with what was learnt for passages; and the reranker's.

    python -m webapp.pipeline.analyze.encoders.onnx_export FOLDER GRAPHS

PyTorch's own exporter writes them, in a process of its own: PyTorch takes 400 MB and
seconds, and the worker shall have neither. ONNX Runtime then rounds the weights to
eight bits: a third of the time, a quarter of the memory, and as good keyphrases.
PyTorch's vectors of some samples lie beside each graph, and every process that loads it
compares: there are processors on which rounded weights go wrong.
https://docs.pytorch.org/docs/stable/onnx.html
https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import logging
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from webapp.pipeline.analyze.encoders.encoder import Encoder
from webapp.pipeline.analyze.encoders.model import (
    PASSAGES_ADAPTER,
    RERANKER,
    RERANKER_ADAPTER,
    reranker_folder,
)

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[4]
#: With these and the weights the graphs change; with a new way of ours the number.
VERSION = 4
PACKAGES = ("torch", "transformers", "onnx", "onnxscript", "onnxruntime")
EXPORT_SECONDS = 300
#: What the folder of an export that runs is called, and the graphs in one.
PART = "export-"
PHRASES, PASSAGES, RERANKING = "phrases.onnx", "passages.onnx", "reranker.onnx"
#: Of a sample's vector to PyTorch's: as exported, and rounded.
LEAST_COSINE, LEAST_ROUNDED = 0.9999, 0.97
#: Short and long, other scripts, nothing but marks, and more than the model reads.
SAMPLES = (
    "tomato plants",
    "search engine optimisation",
    "Gießkanne für Balkonpflanzen",
    "番茄 植物",
    "…",
    "What does a tomato plant on a balcony need? A pot of twenty litres, good soil.",
    "Water the tomato plants each morning until the soil is wet. " * 40,
)


class ExportFailed(Exception):
    """The graph could not be made; the sentence says why."""


def exported(folder: Path, cache: Path) -> Path:
    """The folder with the graphs of the model in ``folder``, made now where ``cache``
    has none for the installed versions. Raises ``ExportFailed`` or ``OSError``."""
    graphs = graphs_of(folder, cache)
    if graphs.is_dir():  # the cache may be one that nobody can write to
        return graphs
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(cache / "export.lock"):
        if not graphs.is_dir():
            for left in cache.glob(f"{PART}*"):  # of a killed worker's export
                shutil.rmtree(left, ignore_errors=True)
            export_apart(folder, graphs)
            for old in cache.glob(f"{folder.parent.name}-*"):
                if old != graphs:
                    remove(old)
    return graphs


def graphs_of(folder: Path, cache: Path) -> Path:
    """Where the graphs are, or will be. Raises ``ExportFailed``."""
    return cache / f"{folder.parent.name}-{key(folder)}"


def remove(old: Path) -> None:
    """Graphs of other versions; older releases kept files."""
    if old.is_dir():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.unlink(missing_ok=True)


def key(folder: Path) -> str:
    """What the graphs were made from and by."""
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes())
    reranker = reranker_folder() / RERANKER
    for file in (PASSAGES_ADAPTER, RERANKER_ADAPTER, reranker):
        digest.update(file.read_bytes())
    try:
        versions = [f"{name} {metadata.version(name)}" for name in PACKAGES]
    except metadata.PackageNotFoundError as error:
        raise ExportFailed(f"the package {error.name} is not installed") from error
    digest.update(f"{VERSION} {versions}".encode())
    return digest.hexdigest()[:16]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One worker exports; the others of this machine wait and take what it made."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def export_apart(folder: Path, graphs: Path) -> None:
    log.info(
        "keyphrases: making the model ready for ONNX Runtime, once; this takes about "
        "half a minute, and scans wait until then"
    )
    with TemporaryDirectory(prefix=PART, dir=graphs.parent) as temporary:
        made = Path(temporary) / graphs.name
        command = [sys.executable, "-m", __name__, str(folder), str(made)]
        try:
            subprocess.run(
                command,
                cwd=ROOT,
                timeout=EXPORT_SECONDS,
                check=True,
                capture_output=True,
                text=True,
            )
        except subprocess.TimeoutExpired as error:
            text = f"the export took more than {EXPORT_SECONDS} s"
            raise ExportFailed(text) from error
        except subprocess.CalledProcessError as error:
            last = error.stderr.strip().splitlines()[-1:] or [str(error)]
            raise ExportFailed(f"the export failed: {last[0]}") from error
        made.rename(graphs)  # both are there, or none
    log.info("keyphrases: the model is ready")


def export(folder: Path, graph: Path, adapter: Path | None) -> None:
    """Write a graph, and PyTorch's vectors beside it. Raises ``ExportFailed``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from webapp.pipeline.analyze.encoders.onnx_encoder import OnnxEncoder
    from webapp.pipeline.analyze.encoders.torch_encoder import TorchEncoder

    original = TorchEncoder(str(folder), adapter)
    np.save(graph.with_suffix(".npy"), original.encode(SAMPLES))
    write_graph(original.model, graph)
    cosine = least_cosine(OnnxEncoder(folder, graph), graph)
    if not cosine >= LEAST_COSINE:
        raise ExportFailed(f"the graph's vectors differ from PyTorch's: {cosine:.5f}")
    with TemporaryDirectory(dir=graph.parent) as temporary:
        rounded = Path(temporary) / "rounded.onnx"
        quantize_dynamic(graph, rounded, weight_type=QuantType.QInt8, per_channel=True)
        reference = graph.with_suffix(".npy")
        shutil.copyfile(reference, rounded.with_suffix(".npy"))
        if is_true(OnnxEncoder(folder, rounded), rounded):
            rounded.replace(graph)


def is_true(encoder: Encoder, graph: Path) -> bool:
    """Whether the encoder's vectors are those of PyTorch, on this processor."""
    return least_cosine(encoder, graph) >= LEAST_ROUNDED


def least_cosine(encoder: Encoder, graph: Path) -> float:
    """Of the samples' vectors to PyTorch's, which lie beside the graph."""
    expected = np.load(graph.with_suffix(".npy"))
    return float(np.min(np.sum(encoder.encode(SAMPLES) * expected, axis=1)))


def write_graph(model: Any, graph: Path) -> None:
    """From token ids and mask to the last hidden states, for any number of both."""
    import torch

    class States(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = model[0].auto_model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            found = self.transformer(input_ids=input_ids, attention_mask=attention_mask)
            return found.last_hidden_state

    sizes = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", max=512)}
    ids = torch.ones(2, 16, dtype=torch.long)
    mask = torch.ones(2, 16, dtype=torch.long)  # one tensor for both would be one input
    warnings.simplefilter("ignore")  # the exporter's own remarks on names of sizes
    torch.onnx.export(
        States().eval(),
        (ids, mask),
        graph,
        dynamo=True,
        dynamic_shapes={"input_ids": sizes, "attention_mask": sizes},
        input_names=["input_ids", "attention_mask"],
        output_names=["states"],
        external_data=False,
        verbose=False,
    )


def main() -> None:
    from webapp.pipeline.analyze.encoders.onnx_reranker import typical_runs
    from webapp.pipeline.analyze.encoders.reranker_graph import write_learnt

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("graphs", type=Path)
    chosen = parser.parse_args()
    chosen.graphs.mkdir()
    export(chosen.folder, chosen.graphs / PHRASES, None)
    export(chosen.folder, chosen.graphs / PASSAGES, PASSAGES_ADAPTER)
    published, graph = reranker_folder(), chosen.graphs / RERANKING
    runs = typical_runs(published)
    write_learnt(published / RERANKER, RERANKER_ADAPTER, graph, runs)


if __name__ == "__main__":
    main()
