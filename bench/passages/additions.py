"""What is learnt on top of a model: an addition of low rank to each of some layers.

https://arxiv.org/abs/2106.09685
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from webapp.pipeline.analyze.encoders import adapter

RANK = 16


class Added(nn.Module):
    """A layer as it was, and what is learnt: ``up`` times ``down`` is added to it."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        scale = math.sqrt(layer.in_features)
        self.down = nn.Parameter(torch.randn(RANK, layer.in_features) / scale)
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, given: Any) -> Any:
        low = functional.linear(given, self.down)
        return self.layer(given) + functional.linear(low, self.up)


def add(model: nn.Module, names: Iterable[str], start: Path | None) -> dict[str, Added]:
    """Additions to the layers of these names, nothing else of the model being learnt;
    they begin with what the file ``start`` holds, or with nothing."""
    model.requires_grad_(False)
    found = {}
    for name in names:
        found[name] = Added(cast("nn.Linear", model.get_submodule(name)))
        model.set_submodule(name, found[name])
    if start is not None:
        with np.load(start) as arrays:
            for name, added in found.items():
                for part, values in (("up", added.up), ("down", added.down)):
                    known = adapter.factor(arrays, f"{name}.{part}")
                    values.data.copy_(torch.from_numpy(known))
    return found


def factors(added: dict[str, Added]) -> dict[str, tuple[Any, Any]]:
    """As ``adapter.write`` takes them."""
    return {
        name: (one.up.detach().numpy(), one.down.detach().numpy())
        for name, one in added.items()
    }
