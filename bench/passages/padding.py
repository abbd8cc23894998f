"""Texts of about the same length together, since padding costs as much as words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch

BATCH = 8


def padded(rows: Sequence[Any]) -> Iterator[tuple[list[int], Any]]:
    """Of a tokenizer's rows the places of some, and what a model is given for them:
    ids, mask and types, each texts x tokens."""
    order = sorted(range(len(rows)), key=lambda place: len(rows[place].ids))
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        longest = len(rows[places[-1]].ids)
        given = torch.zeros(3, len(places), longest, dtype=torch.long)
        for number, place in enumerate(places):
            row = rows[place]
            parts = torch.tensor([row.ids, row.attention_mask, row.type_ids])
            given[:, number, : len(row.ids)] = parts
        yield places, given
