"""The default model in ONNX Runtime: a tenth of PyTorch's memory and start.

A session with one thread starts none of its own, so that a work horse may be forked
from a worker that has used it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from webapp.pipeline.analyze.encoders.encoder import OutOfTime

#: The model was trained on texts of this length, and reads no further.
MAX_TOKENS = 256
#: Tokens in one run: more gain no speed, and the clock is looked at between two.
BATCH_TOKENS = 256


class OnnxEncoder:
    """Tokenizer and graph (``onnx_export`` makes it), loaded and not yet used."""

    name = "ONNX Runtime"

    def __init__(self, folder: Path, graph: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.no_padding()
        self.session = session(graph)

    def encode(self, texts: Sequence[str], deadline: float = float("inf")) -> Any:
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        found: dict[int, Any] = {}
        for places in batches(ids):
            if time.monotonic() > deadline:
                raise OutOfTime
            found.update(zip(places, self.run([ids[i] for i in places]), strict=True))
        return np.stack([found[i] for i in range(len(ids))])

    def run(self, rows: list[list[int]]) -> Any:
        """Rows of the same number of tokens to vectors: the mean over the tokens."""
        tokens = np.array(rows, dtype=np.int64)
        mask = np.ones_like(tokens)
        (states,) = self.session.run(
            None, {"input_ids": tokens, "attention_mask": mask}
        )
        pooled = states.mean(axis=1)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


def session(graph: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(graph), options, providers=["CPUExecutionProvider"]
    )


def batches(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Places of equally long rows together: padding would cost as much as words."""
    by_length: dict[int, list[int]] = {}
    for place, row in enumerate(ids):
        by_length.setdefault(len(row), []).append(place)
    for length, places in sorted(by_length.items()):
        size = max(1, BATCH_TOKENS // length)
        for start in range(0, len(places), size):
            yield places[start : start + size]
