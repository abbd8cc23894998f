"""Any sentence-transformers model, in PyTorch."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from webapp.pipeline.analyze.encoders.adapter import add
from webapp.pipeline.analyze.encoders.encoder import OutOfTime

BATCH = 8


class TorchEncoder:
    """A model by its name or folder, loaded and not yet used; ``adapter`` is a file of
    what was learnt on top of it."""

    name = "PyTorch"

    def __init__(self, model: str, adapter: Path | None = None) -> None:
        # One thread: a pool, once used, does not survive the fork of a work horse.
        torch.set_num_threads(1)
        logging.disable_progress_bar()
        self.model = SentenceTransformer(model, device="cpu", local_files_only=True)
        if adapter is not None:
            add(self.model[0].auto_model, adapter)

    def encode(self, texts: Sequence[str], deadline: float = float("inf")) -> Any:
        parts = []
        for start in range(0, len(texts), BATCH):
            if time.monotonic() > deadline:
                raise OutOfTime
            batch = list(texts[start : start + BATCH])
            encoded = self.model.encode(
                batch,
                batch_size=BATCH,
                show_progress_bar=False,
                normalize_embeddings=True,
            )
            parts.append(encoded)
        return np.concatenate(parts)
