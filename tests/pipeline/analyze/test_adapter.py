"""What was learnt on top of a model is added to its layers, and fits them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from webapp.pipeline.analyze.encoders import adapter
from webapp.pipeline.analyze.encoders.model import PASSAGES_ADAPTER


def test_the_product_is_added_to_the_layer_that_is_named(tmp_path: Path) -> None:
    model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Linear(2, 2))
    before = [layer.weight.detach().clone() for layer in model]
    up, down = np.array([[1.0], [2.0]]), np.array([[3.0, 4.0, 5.0]])
    adapter.write(tmp_path / "learnt.npz", {"0": (up, down)}, {"more": np.ones(3)})
    adapter.add(model, tmp_path / "learnt.npz")
    added = torch.tensor([[3.0, 4.0, 5.0], [6.0, 8.0, 10.0]])
    torch.testing.assert_close(model[0].weight, before[0] + added)
    torch.testing.assert_close(model[1].weight, before[1])


def test_a_layer_that_the_model_has_not_is_an_error(tmp_path: Path) -> None:
    adapter.write(tmp_path / "learnt.npz", {"9": (np.ones((2, 1)), np.ones((1, 3)))})
    with pytest.raises(AttributeError):
        adapter.add(torch.nn.Sequential(torch.nn.Linear(3, 2)), tmp_path / "learnt.npz")


def test_the_one_for_passages_adds_to_every_layer_of_the_model() -> None:
    with np.load(PASSAGES_ADAPTER) as arrays:
        names = adapter.layers(arrays)
        sizes = {arrays[name + adapter.UP].shape[1] for name in names}
        assert all(np.isfinite(arrays[name]).all() for name in arrays)
    assert len(names) == 36
    assert sizes == {16}
