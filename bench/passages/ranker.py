"""The model that learns to rank passages: its weights as published, and additions.

The loss is the one of the ranking as it is used: similarity, what the headings claim,
words and what opens a section, the weights of all but claims learnt besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from bench.passages import additions
from bench.passages.lessons import Lesson
from bench.passages.padding import padded
from webapp.pipeline.analyze.encoders import adapter
from webapp.pipeline.analyze.encoders.model import default_folder
from webapp.pipeline.passages import scores
from webapp.pipeline.passages.headings import TEMPERATURE

#: Of a text that is learnt from.
MAX_TOKENS = 160
#: Of a similarity, before a softmax over passages; learnt from there.
SHARPNESS = 20.0
LAYERS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Ranker(nn.Module):
    """The model with its additions, and the weights of what makes up a score."""

    def __init__(self, start: Path | None) -> None:
        super().__init__()
        self.tokenizer = Tokenizer.from_file(str(default_folder() / "tokenizer.json"))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.no_padding()
        # Fused attention is slow on its way back through on a CPU: a third of a step.
        self.model = AutoModel.from_pretrained(
            str(default_folder()), attn_implementation="eager"
        )
        names = [
            f"encoder.layer.{number}.{name}"
            for number in range(len(self.model.encoder.layer))
            for name in LAYERS
        ]
        self.added = additions.add(self.model, names, start)
        parts = torch.tensor([1.0, scores.WORDS, scores.OPENING])
        self.weights = nn.Parameter(SHARPNESS * parts)

    def vectors(self, texts: Sequence[str]) -> Any:
        """A row of unit length a text."""
        rows = self.tokenizer.encode_batch(list(texts))
        found: dict[int, Any] = {}
        for places, (ids, mask, _) in padded(rows):
            states = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
            shown = mask.unsqueeze(-1)
            means = (states.float() * shown).sum(1) / shown.sum(1)
            found.update(zip(places, functional.normalize(means, dim=-1), strict=True))
        return torch.stack([found[place] for place in range(len(rows))])

    def scores(self, lesson: Lesson, rows: Any) -> Any:
        """How each of a lesson's passages does for each of its questions; ``rows`` are
        the vectors of ``lesson.texts``."""
        case, kept = lesson.case, lesson.kept
        asked, texts, over = lesson.parts(rows)
        found = scores.lexical_scores(case.passages, lesson.asked, case.lang)
        words = torch.tensor(found, dtype=torch.float)
        words /= words.max(dim=1, keepdim=True).values.clamp(min=1e-9)
        opening = torch.tensor(scores.openings(case.passages)).float()
        claimed = TEMPERATURE * torch.logsumexp(over @ texts.T / TEMPERATURE, 0)
        return (
            self.weights[0] * (asked @ texts.T - scores.CLAIMED * claimed)
            + self.weights[1] * words[:, kept]
            + self.weights[2] * opening[kept]
        )

    def loss(self, lessons: Sequence[Lesson]) -> Any:
        """How unlikely the passages under each heading are to be taken, the mean over
        pages. The texts of all pages are encoded together, which is quicker."""
        with torch.autocast("cpu", torch.bfloat16):
            rows = self.vectors([text for lesson in lessons for text in lesson.texts])
        losses = []
        for lesson in lessons:
            count = len(lesson.texts)
            found = self.scores(lesson, rows[:count])
            rows = rows[count:]
            right = torch.tensor(lesson.right)
            own = torch.logsumexp(found.masked_fill(~right, -1e9), 1)
            shares = torch.tensor(lesson.shares)
            unlikely = torch.logsumexp(found, 1) - own
            losses.append((unlikely * shares).sum() / shares.sum())
        return torch.stack(losses).mean()

    def constants(self) -> str:
        """Those of ``webapp.pipeline.passages.scores``, as they are learnt."""
        similarity, words, opening = self.weights.tolist()
        return f"WORDS {words / similarity:.3f} OPENING {opening / similarity:.3f}"

    def write(self, file: Path) -> None:
        adapter.write(file, additions.factors(self.added))
