"""The local model: texts to vectors, by ONNX Runtime or PyTorch."""

from __future__ import annotations

from webapp.pipeline.analyze.encoders.choice import (
    EncoderUnavailable,
    choose,
    describe,
)
from webapp.pipeline.analyze.encoders.encoder import (
    Encoder,
    Encoders,
    OutOfTime,
    Reranker,
)
from webapp.pipeline.analyze.encoders.model import find_problem, languages

__all__ = [
    "Encoder",
    "EncoderUnavailable",
    "Encoders",
    "OutOfTime",
    "Reranker",
    "choose",
    "describe",
    "find_problem",
    "languages",
]
