"""Teach the default model by which passage a heading or a question is answered.

    python -m bench.passages.training --pages FOLDER … --out FILE [--start FILE]

Each heading of a page of the half to learn from (``bench.passages.cases``) is asked of
its page; what is learnt is a low-rank addition to the model's weights that puts the
passages under it before the page's others. The loss is the one of the ranking as it is
used: similarity, words and what opens a section, with their weights learnt besides.
``--start`` goes on from an earlier file. 3,000 pages take half an hour on two cores.
https://arxiv.org/abs/2106.09685
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from bench.passages.cases import Case, all_cases, headings
from webapp.audits.question_words import is_question
from webapp.pipeline.analyze.encoders import adapter
from webapp.pipeline.analyze.encoders.model import default_folder
from webapp.pipeline.passages import retrieve

RANK, RATE, HEAD_RATE = 16, 4e-4, 1e-2
#: Of a text that is learnt from, of a page, and of one step.
MAX_TOKENS, ASKED, PASSAGES, PAGES = 192, 8, 16, 4
BATCH = 8
#: A heading that stands on more pages of a site ("Description") asks nothing.
MOST_REPEATS = 3
#: Share of the steps in which the rate rises; after that it falls to nothing.
WARM_UP = 0.06
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
        self.weights = nn.Parameter(torch.tensor([20.0, 3.0, 1.0]))

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
        similar = (
            self.vectors(asked) @ self.vectors([case.passages[i].text for i in kept]).T
        )
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
        return (torch.logsumexp(scores, 1) - own)[is_telling].mean()

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


def lessons(folders: list[Path]) -> list[Case]:
    """English pages of the half to learn from, with what their headings ask; nothing
    that a heading of the other half asks too."""
    found = all_cases(folders, "en", headings)
    others = {
        text.casefold()
        for case in found
        if not case.is_to_learn_from
        for text in case.key
    }
    repeats = Counter((c.site, text.casefold()) for c in found for text in c.key)
    own = [
        replace(
            case,
            questions=[
                (text, places)
                for text, places in case.questions
                if repeats[case.site, text.casefold()] <= MOST_REPEATS
                and text.casefold() not in others
            ],
        )
        for case in found
        if case.is_to_learn_from
    ]
    return [case for case in own if case.questions]


def learn(ranker: Ranker, cases: list[Case]) -> Iterator[float]:
    """The mean loss of each step."""
    learnt = [one for one in ranker.model.parameters() if one.requires_grad]
    groups = [
        {"params": learnt, "lr": RATE},
        {"params": [ranker.weights], "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = len(cases) // PAGES

    def rate(step: int) -> float:
        return min((step + 1) / (steps * WARM_UP + 1), 1 - step / (steps + 1))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    for step in range(steps):
        batch = cases[step * PAGES : (step + 1) * PAGES]
        losses = [loss for case in batch if (loss := ranker.loss(case)) is not None]
        if not losses:
            continue
        mean = torch.stack(losses).mean()
        mean.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        yield mean.item()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    random.seed(chosen.seed)
    torch.manual_seed(chosen.seed)
    cases = lessons(chosen.pages)
    random.shuffle(cases)
    print(f"{len(cases)} pages, {sum(len(c.questions) for c in cases)} headings")
    ranker = Ranker(chosen.start)
    for step, loss in enumerate(learn(ranker, cases), 1):
        print(f"{step}: {loss:.3f} {[round(w, 2) for w in ranker.weights.tolist()]}")
    ranker.write(chosen.out)


if __name__ == "__main__":
    main()
