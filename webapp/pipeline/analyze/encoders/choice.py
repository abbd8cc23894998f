"""What runs the model: ONNX Runtime for the default one, PyTorch for any other."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from webapp.pipeline.analyze.encoders.encoder import Encoders
from webapp.pipeline.analyze.encoders.model import (
    DEFAULT,
    PASSAGES_ADAPTER,
    default_folder,
    find_problem,
    reranker_folder,
)

log = logging.getLogger(__name__)

AUTO, ONNX, TORCH = "auto", "onnx", "torch"
REFUSED = (
    "ONNX Runtime runs the default model alone: leave KEYPHRASES_MODEL out, or set "
    "KEYPHRASES_ENCODER to torch"
)


class EncoderUnavailable(Exception):
    """Nothing runs the model here; the sentence says why."""


def choose(model: str, wanted: str, cache: Path) -> Encoders:
    """The encoders, loaded. ``wanted`` is ``auto``, ``onnx`` or ``torch``; ``cache``
    keeps the exported graphs. Raises ``EncoderUnavailable``."""
    if wanted == TORCH or (wanted == AUTO and model != DEFAULT):
        return by_torch(model)
    if model != DEFAULT:
        raise EncoderUnavailable(REFUSED)
    try:
        return by_onnx(cache)
    except EncoderUnavailable as error:
        if wanted == ONNX:
            raise
        log.warning("keyphrases: PyTorch runs the model, since %s", error)
        return by_torch(model)


def by_onnx(cache: Path) -> Encoders:
    """Compared with PyTorch's vectors, which is also their first use: horses share what
    that lays out. Graphs that cannot be read, or are not true here, are made again."""
    try:
        from webapp.pipeline.analyze.encoders.onnx_export import ExportFailed, exported
    except ImportError as error:
        raise EncoderUnavailable(f"a package is missing: {error}") from error
    folder = default_folder()
    try:
        graphs = exported(folder, cache)
        found = loaded(folder, graphs)
        if found is None:
            shutil.rmtree(graphs)
            found = loaded(folder, exported(folder, cache))
    except (ExportFailed, OSError) as error:
        raise EncoderUnavailable(str(error)) from error
    if found is None:
        raise EncoderUnavailable("the model gives other vectors here than in PyTorch")
    return found


def is_exported(cache: Path) -> bool:
    from webapp.pipeline.analyze.encoders import onnx_export

    try:
        return onnx_export.graphs_of(default_folder(), cache).is_dir()
    except (onnx_export.ExportFailed, OSError):
        return False


def loaded(folder: Path, graphs: Path) -> Encoders | None:
    """None where a graph cannot be read, or does not give here what PyTorch gives."""
    from webapp.pipeline.analyze.encoders.onnx_encoder import OnnxEncoder
    from webapp.pipeline.analyze.encoders.onnx_export import (
        PASSAGES,
        PHRASES,
        RERANKING,
        is_true,
    )
    from webapp.pipeline.analyze.encoders.onnx_reranker import OnnxReranker

    try:
        phrases = OnnxEncoder(folder, graphs / PHRASES)
        passages = OnnxEncoder(folder, graphs / PASSAGES)
        reranker = OnnxReranker(reranker_folder(), graphs / RERANKING)
        if not (
            is_true(phrases, graphs / PHRASES)
            and is_true(passages, graphs / PASSAGES)
            and reranker.is_true()
        ):
            return None
        return Encoders(phrases, passages, reranker)
    except Exception:  # ONNX Runtime has no common class for its errors
        log.exception("keyphrases: %s cannot be used", graphs)
        return None


def by_torch(model: str) -> Encoders:
    """What was learnt for passages fits the default model alone."""
    try:
        from webapp.pipeline.analyze.encoders.torch_encoder import TorchEncoder

        if model != DEFAULT:
            other = TorchEncoder(model)
            return Encoders(other, other)
        folder = str(default_folder())
        return Encoders(TorchEncoder(folder), TorchEncoder(folder, PASSAGES_ADAPTER))
    except (OSError, ValueError, ImportError, AttributeError, KeyError) as error:
        raise EncoderUnavailable(
            f"model {model!r} cannot be loaded: {error}"
        ) from error


def describe(model: str, wanted: str, cache: Path) -> tuple[bool | None, str]:
    """What ``choose`` would do here, without loading anything: True and what runs the
    model, or None and what to do; phrases are found by counting then."""
    problem = find_problem(model)
    if problem is not None:
        return None, problem
    if wanted == ONNX and model != DEFAULT:
        return None, REFUSED
    if wanted == TORCH or model != DEFAULT:
        return True, f"{model} in PyTorch"
    is_made = is_exported(cache)
    later = "" if is_made else "; a worker makes it ready at its next start, once"
    return True, f"{model} in ONNX Runtime{later}"
