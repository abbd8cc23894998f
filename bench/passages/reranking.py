"""Teach the reranker which of the passages that look alike answers a heading.

    python -m bench.passages.reranking --pages FOLDER … [--whole FOLDER …] --out FILE
        [--start FILE]

It learns from the same pages as the encoder (``bench.passages.training``), after it:
each heading's passage has to be told from the three that the encoder takes to be the
nearest. What the encoder tells at once is mostly left out. 25,000 headings take an hour
and a quarter on two cores.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional

from bench.passages.cases import Case
from bench.passages.lessons import draw, lessons
from bench.passages.reranker import Reranker
from bench.passages.training import WARM_UP, arguments, with_some_others
from config import prepare_model_environment
from webapp.pipeline.analyze import encoders

#: The rate rises, then falls to its least share.
RATE, LEAST_RATE = 5e-4, 0.02
#: Headings of one step, and what is gathered before they are drawn, so that those of a
#: page are not all in one.
HEADINGS, GATHERED = 16, 6
#: Of those that are wrong: so many nearest ones, and one of the next.
NEAREST, NEXT = 2, 8
#: By how much a similarity leads where there is little to learn; how many of ten such
#: headings are left out.
EASY, LEFT_OUT = 0.25, (7, 3)
#: How often in ten the nearest passage under the heading stands for it, and any.
STANDING = (7, 3)


@dataclass(frozen=True)
class Choice:
    """A query and the texts to choose from, the right one first; ``share`` is what it
    counts."""

    query: str
    texts: list[str]
    share: float


def choices(case: Case, encoder: encoders.Encoder) -> Iterator[Choice]:
    lesson = draw(case)
    if lesson is None:
        return
    rows = encoder.encode(lesson.texts)
    count = len(lesson.asked)
    texts = lesson.texts[count:]
    similar = (rows[:count] @ rows[count:].T).tolist()
    for query, values, right, share in zip(
        lesson.asked, similar, lesson.right, lesson.shares, strict=True
    ):
        places = to_choose_from(values, right)
        if places:
            yield Choice(query, [texts[place] for place in places], share)


def to_choose_from(similar: Sequence[float], right: Sequence[bool]) -> list[int]:
    """Places of passages, a right one first; none where there is little to learn."""
    order = sorted(range(len(similar)), key=lambda place: -similar[place])
    own = [place for place in order if right[place]]
    others = [place for place in order if not right[place]]
    lead = similar[own[0]] - similar[others[0]]
    if lead > EASY and falls(LEFT_OUT):
        return []
    [first] = own[:1] if falls(STANDING) else random.sample(own, 1)
    following = others[NEAREST : NEAREST + NEXT]
    further = random.sample(following, min(1, len(following)))
    return [first, *others[:NEAREST], *further]


def falls(odds: tuple[int, int]) -> bool:
    """By chance."""
    [found] = random.sample((True, False), 1, counts=odds)
    return found


def gathered(
    cases: list[Case], encoder: encoders.Encoder
) -> Iterator[tuple[float, list[Choice]]]:
    """What each step learns from, and the share of pages that are read by then."""
    pool: list[Choice] = []
    for number, case in enumerate(cases, 1):
        pool += choices(case, encoder)
        if len(pool) >= HEADINGS * GATHERED:
            random.shuffle(pool)
            yield number / len(cases), pool[:HEADINGS]
            del pool[:HEADINGS]
    while len(pool) >= HEADINGS:
        yield 1.0, pool[:HEADINGS]
        del pool[:HEADINGS]


def loss(reranker: Reranker, batch: Sequence[Choice]) -> torch.Tensor:
    """How unlikely the right text is to be chosen, the mean by share."""
    pairs = [(one.query, text) for one in batch for text in one.texts]
    with torch.autocast("cpu", torch.bfloat16):
        scores = reranker.scores(pairs)
    total = torch.zeros(())
    for one in batch:
        count = len(one.texts)
        total = total - one.share * functional.log_softmax(scores[:count], 0)[0]
        scores = scores[count:]
    return total / sum(one.share for one in batch)


def learn(
    reranker: Reranker, cases: list[Case], encoder: encoders.Encoder
) -> Iterator[float]:
    """The loss of each step."""
    learnt = [one for one in reranker.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=RATE, weight_decay=0.01)
    for share, batch in gathered(cases, encoder):
        for group in optimizer.param_groups:
            group["lr"] = RATE * max(LEAST_RATE, min(share / WARM_UP, 1 - share))
        found = loss(reranker, batch)
        found.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        yield found.item()


def main() -> None:
    parser = arguments(__doc__)
    chosen = parser.parse_args()
    random.seed(chosen.seed)
    torch.manual_seed(chosen.seed)
    prepare_model_environment()
    try:
        encoder = encoders.choose("default", "auto", Path("var/models")).passages
    except encoders.EncoderUnavailable as error:
        parser.error(f"the model could not be loaded: {error}")
    cases = with_some_others(lessons(chosen.pages, chosen.whole))
    reranker = Reranker(chosen.start)
    for step, found in enumerate(learn(reranker, cases, encoder), 1):
        print(f"{step}: {found:.3f}", flush=True)
    reranker.write(chosen.out)


if __name__ == "__main__":
    main()
