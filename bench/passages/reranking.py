"""Teach the reranker which of the passages that look alike answers a heading.

    python -m bench.passages.reranking --pages FOLDER … [--whole FOLDER …] --out FILE
        [--start FILE]

It learns from the same pages as the encoder (``bench.passages.training``), after it,
and what it will be asked: of the passages that it would read for a heading, with the
scores that they have by then, one under that heading shall be the first. 27,000
choices took 67 minutes on two cores.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from bench.passages.cases import Case
from bench.passages.lessons import Lesson, draw, lessons
from bench.passages.reranker import Reranker
from bench.passages.training import WARM_UP, arguments, with_some_others
from config import prepare_model_environment
from webapp.pipeline.analyze import encoders
from webapp.pipeline.passages.headings import claims
from webapp.pipeline.passages.retrieve import FIRST, POINT, to_read
from webapp.pipeline.passages.scores import (
    combined,
    lexical_scores,
    openings,
    ordered,
    unasked,
)

#: The rate rises, then falls to its least share.
RATE, LEAST_RATE = 5e-4, 0.02
#: Headings of one step, and what is gathered before they are drawn, so that those of a
#: page are not all in one.
HEADINGS, GATHERED = 24, 6
#: How far the best passage under a heading may be behind where the reranker would not
#: read it: it takes the place of the last one that would be read.
MISSED = 0.3


@dataclass(frozen=True)
class Choice:
    """A query and the texts to choose from; how they are ranked before, and which ones
    are ``right``; ``share`` is what it counts."""

    query: str
    texts: list[str]
    before: list[float]
    right: list[bool]
    share: float


def choices(case: Case, encoder: encoders.Encoder) -> Iterator[Choice]:
    lesson = draw(case)
    if lesson is None:
        return
    texts = [case.passages[place].text for place in lesson.kept]
    for query, scores, right, share in zip(
        lesson.asked, ranked(lesson, encoder), lesson.right, lesson.shares, strict=True
    ):
        read = to_choose_from(scores, right)
        if read:
            yield Choice(
                query,
                [texts[place] for place in read],
                [scores[place] for place in read],
                [right[place] for place in read],
                share,
            )


def ranked(lesson: Lesson, encoder: encoders.Encoder) -> Iterator[list[float]]:
    """The scores of a lesson's passages for each that is asked, as the report has them
    before the reranker for a question of the page's headings."""
    case, kept = lesson.case, lesson.kept
    asked, texts, over = lesson.parts(encoder.encode(lesson.texts))
    claimed = claims((over @ texts.T).tolist(), len(kept))
    opening = openings(case.passages)
    rest = unasked([opening[place] for place in kept], claimed)
    by_words = lexical_scores(case.passages, lesson.asked, case.lang)
    for values, words in zip((asked @ texts.T).tolist(), by_words, strict=True):
        found = [words[place] for place in kept]
        yield combined(values, found, [0.0] * len(kept), rest)


def to_choose_from(scores: Sequence[float], right: Sequence[bool]) -> list[int]:
    """Places of passages, the best first; none where there is nothing to learn."""
    read = to_read(scores)
    if not any(right[place] for place in read):
        own = next(place for place in ordered(scores) if right[place])
        if scores[own] < max(scores) - MISSED:
            return []
        read = [*read[: FIRST - 1], own]
    return [] if all(right[place] for place in read) else read


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
    """How unlikely one of the right texts is to be the first, the mean by share."""
    pairs = [(one.query, text) for one in batch for text in one.texts]
    with torch.autocast("cpu", torch.bfloat16):
        found = reranker.scores(pairs)
    total = torch.zeros(())
    for one in batch:
        count = len(one.texts)
        scores = found[:count] + torch.tensor(one.before) / POINT
        right = scores[torch.tensor(one.right)]
        total = total + one.share * (scores.logsumexp(0) - right.logsumexp(0))
        found = found[count:]
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
