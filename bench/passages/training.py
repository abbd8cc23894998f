"""Teach the default model by which passage a heading or a question is answered.

    python -m bench.passages.training --pages FOLDER … --out FILE [--start FILE]

Each heading of a page of the half to learn from (``bench.passages.cases``) is asked of
its page, but for questions that only make sense there; what is learnt is a low-rank
addition to the model's weights that puts the passages under it before the page's
others, and the constants of the ranking (``bench.passages.ranker``). Pages that ask
questions are gone through twice. ``--start`` goes on from an earlier file. 3,000 pages
take half an hour on two cores.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch

from bench.passages.cases import Case, all_cases, headings
from bench.passages.ranker import Ranker
from webapp.audits.question_words import is_question
from webapp.pipeline.passages.askable import asks_alone

RATE, HEAD_RATE, SUBJECT_RATE = 4e-4, 1e-2, 3e-3
#: Pages of one step.
PAGES = 4
#: A heading that stands on more pages of a site ("Description") asks nothing.
MOST_REPEATS = 3
#: Share of the steps in which the rate rises; after that it falls to nothing.
WARM_UP = 0.06


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
                and (asks_alone(text, "en") or not is_question(text, "en"))
            ],
        )
        for case in found
        if case.is_to_learn_from
    ]
    return [case for case in own if case.questions]


def has_question(case: Case) -> bool:
    return any(is_question(text, case.lang) for text, _ in case.questions)


def learn(ranker: Ranker, cases: list[Case]) -> Iterator[float]:
    """The mean loss of each step."""
    learnt = [one for one in ranker.model.parameters() if one.requires_grad]
    groups = [
        {"params": learnt, "lr": RATE},
        {"params": [ranker.weights], "lr": HEAD_RATE},
        {"params": [ranker.subject], "lr": SUBJECT_RATE},
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
    print(f"{len(cases)} pages, {sum(len(c.questions) for c in cases)} headings")
    if len(cases) < PAGES:
        parser.error(f"at least {PAGES} pages of the half to learn from are needed")
    cases += [case for case in cases if has_question(case)]
    random.shuffle(cases)
    ranker = Ranker(chosen.start)
    for step, loss in enumerate(learn(ranker, cases), 1):
        print(f"{step}: {loss:.3f} {ranker.constants()}", flush=True)
    ranker.write(chosen.out)


if __name__ == "__main__":
    main()
