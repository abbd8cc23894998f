"""The model that learns to rank passages: its weights as published, and additions.

The loss is the one of the ranking as it is used: similarity without the subject's part,
words and what opens a section, with their weights learnt besides.
https://arxiv.org/abs/2106.09685
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from bench.passages.cases import Case
from webapp.audits.question_words import is_question
from webapp.pipeline.analyze.encoders import adapter
from webapp.pipeline.analyze.encoders.model import default_folder
from webapp.pipeline.passages import retrieve

RANK = 16
#: Of a text that is learnt from, and of a page.
MAX_TOKENS, ASKED, PASSAGES = 192, 8, 16
BATCH = 8
#: Of a similarity, before a softmax over passages; learnt from there.
SHARPNESS = 20.0
#: What a heading that is no question counts, beside one that is.
HEADING_SHARE = 0.5
LAYERS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


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


class Ranker(nn.Module):
    """The model with its additions, and the weights of what makes up a score."""

    def __init__(self, start: Path | None) -> None:
        super().__init__()
        self.tokenizer = Tokenizer.from_file(str(default_folder() / "tokenizer.json"))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.no_padding()
        self.model = AutoModel.from_pretrained(str(default_folder()))
        self.model.requires_grad_(False)
        self.names = [
            f"encoder.layer.{number}.{name}"
            for number in range(len(self.model.encoder.layer))
            for name in LAYERS
        ]
        for name in self.names:
            self.model.set_submodule(name, Added(self.model.get_submodule(name)))
        if start is not None:
            self.take(start)
        parts = torch.tensor([1.0, retrieve.WORDS, retrieve.OPENING])
        self.weights = nn.Parameter(SHARPNESS * parts)
        self.subject = nn.Parameter(torch.tensor(retrieve.SUBJECT))

    def take(self, start: Path) -> None:
        with np.load(start) as arrays:
            for name in self.names:
                added = self.model.get_submodule(name)
                for part in ("up", "down"):
                    values = torch.from_numpy(adapter.factor(arrays, f"{name}.{part}"))
                    getattr(added, part).data.copy_(values)

    def vectors(self, texts: Sequence[str]) -> Any:
        """A row of unit length a text."""
        rows = self.tokenizer.encode_batch(list(texts))
        order = sorted(range(len(rows)), key=lambda place: len(rows[place].ids))
        found: dict[int, Any] = {}
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            longest = len(rows[places[-1]].ids)
            ids = torch.zeros(len(places), longest, dtype=torch.long)
            for row, place in enumerate(places):
                ids[row, : len(rows[place].ids)] = torch.tensor(rows[place].ids)
            mask = (ids != 0).long()  # 0 is this model's padding
            states = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
            shown = mask.unsqueeze(-1)
            means = (states.float() * shown).sum(1) / shown.sum(1)
            found.update(zip(places, functional.normalize(means, dim=-1), strict=True))
        return torch.stack([found[place] for place in range(len(rows))])

    def scores(self, case: Case, asked: list[str], kept: list[int]) -> Any:
        scores = retrieve.lexical_scores(case.passages, asked, case.lang)
        words = torch.tensor(scores, dtype=torch.float)
        words /= words.max(dim=1, keepdim=True).values.clamp(min=1e-9)
        opening = torch.tensor(retrieve.openings(case.passages)).float()
        rows = self.vectors([case.passages[i].text for i in kept])
        queries = self.vectors(asked)
        for text in retrieve.subject_of(case.passages):
            subject = self.vectors([text])
            queries = queries - self.subject * (queries @ subject.T) * subject
        similar = queries @ rows.T
        return (
            self.weights[0] * similar
            + self.weights[1] * words[:, kept]
            + self.weights[2] * opening[kept]
        )

    def loss(self, case: Case) -> Any | None:
        """How unlikely the passages under each heading are to be taken; None where
        there is nothing to tell apart."""
        asked = random.sample(case.questions, len(case.questions))
        asked = sorted(asked, key=lambda one: not is_question(one[0], case.lang))
        asked = asked[:ASKED]
        kept = some_passages(case, asked)
        right = torch.tensor([[i in own for i in kept] for _, own in asked])
        is_telling = right.any(1) & ~right.all(1)
        if not is_telling.any():
            return None
        with torch.autocast("cpu", torch.bfloat16):
            scores = self.scores(case, [text for text, _ in asked], kept)
        own = torch.logsumexp(scores.masked_fill(~right, -1e9), 1)
        losses = (torch.logsumexp(scores, 1) - own)[is_telling]
        ask = [is_question(text, case.lang) for text, _ in asked]
        shares = torch.tensor([1.0 if one else HEADING_SHARE for one in ask])
        shares = shares[is_telling]
        return (losses * shares).sum() / shares.sum()

    def constants(self) -> str:
        """Those of ``webapp.pipeline.passages.retrieve``, as they are learnt."""
        similarity, words, opening = self.weights.tolist()
        return (
            f"WORDS {words / similarity:.3f} OPENING {opening / similarity:.3f} "
            f"SUBJECT {self.subject.item():.3f}"
        )

    def write(self, file: Path) -> None:
        layers = {name: self.model.get_submodule(name) for name in self.names}
        adapter.write(
            file,
            {
                name: (one.up.detach().numpy(), one.down.detach().numpy())
                for name, one in layers.items()
            },
        )


def some_passages(case: Case, asked: list[tuple[str, list[int]]]) -> list[int]:
    """Two at most of each answer, and any others."""
    own = {i for _, places in asked for i in random.sample(places, min(2, len(places)))}
    others = [i for i in range(len(case.passages)) if i not in own]
    wanted = [
        *random.sample(sorted(own), len(own)),
        *random.sample(others, len(others)),
    ]
    return sorted(wanted[:PASSAGES])
