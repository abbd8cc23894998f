"""Teach the default model by which passage a heading or a question is answered.

    python -m bench.passages.training --pages FOLDER … [--whole FOLDER …] --out FILE
        [--start FILE]

Each heading of a page (``bench.passages.lessons``) is asked of its page; what is learnt
is a low-rank addition to the model's weights that puts the passages under it before the
page's others, and the constants of the ranking (``bench.passages.ranker``). It learns
from the half of ``--pages`` that is in no figure and from ``--whole``: all pages that
ask questions, and a quarter as many others. ``--start`` goes on from an earlier file.
10,000 pages take an hour on two cores.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import torch

from bench.passages.cases import Case
from bench.passages.lessons import draw, lessons
from bench.passages.ranker import Ranker
from webapp.audits.question_words import is_question

RATE, HEAD_RATE = 4e-4, 1e-2
#: Pages of one step.
PAGES = 4
#: Pages without a question, to each with one.
HEADING_PAGES = 0.25
#: Share of the steps in which the rate rises; after that it falls to nothing.
WARM_UP = 0.06


def has_question(case: Case) -> bool:
    return any(is_question(text, case.lang) for text, _ in case.questions)


def with_some_others(found: list[Case]) -> list[Case]:
    """Pages that ask questions, and a quarter as many others, in any order."""
    cases = [case for case in found if has_question(case)]
    others = [case for case in found if not has_question(case)]
    cases += random.sample(others, min(len(others), int(HEADING_PAGES * len(cases))))
    return random.sample(cases, len(cases))


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
        drawn = [lesson for case in batch if (lesson := draw(case)) is not None]
        if not drawn:
            continue
        loss = ranker.loss(drawn)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        yield loss.item()


def arguments(about: str) -> argparse.ArgumentParser:
    """What is learnt from, and where it is written; the reranker is taught alike."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--pages", type=Path, action="append", required=True)
    parser.add_argument("--whole", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    return parser


def main() -> None:
    parser = arguments(__doc__)
    chosen = parser.parse_args()
    random.seed(chosen.seed)
    torch.manual_seed(chosen.seed)
    found = lessons(chosen.pages, chosen.whole)
    print(f"{len(found)} pages, {sum(len(case.questions) for case in found)} headings")
    cases = with_some_others(found)
    if len(cases) < PAGES:
        parser.error(f"at least {PAGES} pages that ask questions are needed")
    ranker = Ranker(chosen.start)
    for step, loss in enumerate(learn(ranker, cases), 1):
        print(f"{step}: {loss:.3f} {ranker.constants()}", flush=True)
    ranker.write(chosen.out)


if __name__ == "__main__":
    main()
