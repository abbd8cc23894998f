"""What is learnt on top of a model: a low-rank addition to the weights of some layers.

A file of arrays names a layer twice, ``NAME.up`` (outputs x rank) and ``NAME.down``
(rank x inputs), float16: their product is added to the layer's weights.
https://arxiv.org/abs/2106.09685
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

UP, DOWN = ".up", ".down"


def add(transformer: Any, file: Path) -> None:
    """Add what ``file`` holds to the layers of a PyTorch model. Raises ``OSError``, and
    ``AttributeError`` where the model has no such layer."""
    import torch

    with np.load(file) as arrays, torch.no_grad():
        for name in layers(arrays):
            added = torch.from_numpy(product(arrays, name))
            transformer.get_submodule(name).weight += added


def layers(arrays: Mapping[str, Any]) -> list[str]:
    """The names of the layers that a file adds to."""
    return sorted(name.removesuffix(UP) for name in arrays if name.endswith(UP))


def product(arrays: Mapping[str, Any], name: str) -> Any:
    """What is added to a layer's weights: outputs x inputs, float32."""
    return factor(arrays, name + UP) @ factor(arrays, name + DOWN)


def factor(arrays: Mapping[str, Any], name: str) -> Any:
    return arrays[name].astype(np.float32)


def write(
    file: Path,
    factors: Mapping[str, tuple[Any, Any]],
    others: Mapping[str, Any] | None = None,
) -> None:
    """Keep for each layer's name its ``up`` and ``down``, and other arrays as well."""
    arrays = {name + UP: up for name, (up, _) in factors.items()}
    arrays |= {name + DOWN: down for name, (_, down) in factors.items()}
    arrays |= others or {}
    rounded: dict[str, Any] = {
        name: np.asarray(one, np.float16) for name, one in arrays.items()
    }
    with file.open("wb") as target:
        np.savez(target, **rounded)
