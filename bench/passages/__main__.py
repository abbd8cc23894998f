"""How often a question finds the section that answers it, on real pages.

    python -m bench.passages --pages FOLDER [--pages FOLDER …] [--lang en] [--limit N]
        [--half figure] [--ask questions] [--encoder learnt]

A question among a page's headings (h2, h3) is asked; all such headings are withheld
from the passages. The ranking is told all headings that the report would have, not
which of them are withheld or what they stand over. It is a hit where the first passage
found lies under its heading. Beside it stands what comes of leaving out what the page's
headings tell, the reranker, or both.
Pages count that have at least four passages, questions whose section has at least 20
words and at most half of the passages. A page that asks the same as another one counts
once, and of a site at most ``--per-site`` pages do. ``--half learnt`` shows the sites
that the encoder has learnt from (see ``bench.passages.training``), ``--ask headings``
asks those that are no questions too, ``--ask typed`` what people might type for some of
the questions (``bench.passages.typed``); ``--encoder published`` takes the model
without what was learnt, and no reranker.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from bench.passages.cases import MAX_QUESTIONS, Case, cases, headings, questions
from bench.passages.typed import as_typed
from config import prepare_model_environment
from webapp.pipeline import passages
from webapp.pipeline.analyze import encoders
from webapp.pipeline.passages import retrieve
from webapp.pipeline.passages.scores import lexical_scores, ordered

MINUTES_MS = 10 * 60 * 1000
OURS = "ours"
ASK = ("questions", "headings", "typed")


@dataclass(frozen=True)
class Models:
    """What ranks; a model as it was published has no reranker beside it."""

    encoder: passages.Encoder
    reranker: passages.Reranker | None = None


class Remembered:
    """An encoder that encodes each text once."""

    def __init__(self, encoder: passages.Encoder) -> None:
        self.encoder = encoder
        self.rows: dict[str, Any] = {}

    def encode(self, texts: list[str]) -> list[Any]:
        new = [text for text in dict.fromkeys(texts) if text not in self.rows]
        if new:
            self.rows.update(zip(new, self.encoder.encode(new), strict=True))
        return [self.rows[text] for text in texts]


def orders(case: Case, models: Models) -> list[dict[str, tuple[int, ...]]]:
    """For each question the order by each way."""
    asked = [text for text, _ in case.questions]
    encoder = Remembered(models.encoder)

    def ranked(
        reranker: passages.Reranker | None, headings: list[str]
    ) -> list[retrieve.Ranking]:
        return retrieve.rank(
            case.passages,
            case.queries,
            encoder,
            MINUTES_MS,
            case.lang,
            reranker,
            headings,
        )

    ours = ranked(models.reranker, case.headings)
    by_words = lexical_scores(case.passages, asked, case.lang)
    ways = {
        OURS: [ranking.order for ranking in ours],
        "no headings": [ranking.order for ranking in ranked(models.reranker, [])],
        "not reranked": [ranking.order for ranking in ranked(None, case.headings)],
        "neither": [ranking.order for ranking in ranked(None, [])],
        "embeddings": [ordered(ranking.similarities) for ranking in ours],
        "BM25": [ordered(words) for words in by_words],
    }
    return [
        dict(zip(ways, found, strict=True))
        for found in zip(*ways.values(), strict=True)
    ]


def measure(found: Iterable[Case], models: Models, limit: int) -> None:
    hits: dict[str, list[int]] = {}
    asked: list[int] = []
    chance = 0.0
    misses: list[str] = []
    marked: list[bool] = []
    near: list[bool] = []
    for whole in islice(found, limit):
        case = replace(whole, questions=whole.questions[:MAX_QUESTIONS])
        asked.append(len(case.questions))
        chance += sum(len(own) / len(case.passages) for _, own in case.questions)
        ways = orders(case, models)
        for way in ways[0]:
            answers = zip(ways, case.questions, strict=True)
            right = sum(order[way][0] in own for order, (_, own) in answers)
            hits.setdefault(way, []).append(right)
        for order, (text, own) in zip(ways, case.questions, strict=True):
            first, *others = order[OURS]
            near.append(not {first, *others[:2]}.isdisjoint(own))
            if text.rstrip().endswith("?"):
                marked.append(first in own)
            if first not in own:
                misses.append(miss(case, text, own, first))
    print_table(asked, hits, chance)
    print(f"  {OURS}, among the first three: {percent(near)}")
    print(f"  {OURS}, of {len(marked)} with a question mark: {percent(marked)}")
    print("\nMisses:", *misses[:: max(1, len(misses) // 12)], sep="\n")


def percent(found: list[bool]) -> str:
    return f"{100 * sum(found) / max(1, len(found)):.1f} %"


def miss(case: Case, text: str, own: list[int], first: int) -> str:
    wanted, got = case.passages[own[0]].text[:90], case.passages[first].text[:90]
    lines = (
        f"  {text}  ({case.path.name})",
        f"    wanted {wanted}",
        f"    got    {got}",
    )
    return "\n".join(line.replace("\n", " / ") for line in lines)


def print_table(asked: list[int], hits: dict[str, list[int]], chance: float) -> None:
    total = sum(asked)
    print(f"{len(asked)} pages, {total} questions; the section's own passage first:")
    for way, numbers in hits.items():
        share, error = rate(numbers, asked)
        print(f"  {way:14} {100 * share:5.1f} % (standard error {100 * error:.1f})")
    print(f"  {'by chance':14} {100 * chance / max(1, total):5.1f} %")


def rate(hits: list[int], asked: list[int]) -> tuple[float, float]:
    """The share of hits and its standard error; the questions of one page hang
    together, so pages are what is drawn."""
    total = sum(asked)
    share = sum(hits) / total
    spread = sum((h - share * n) ** 2 for h, n in zip(hits, asked, strict=True))
    return share, math.sqrt(spread) / total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, action="append", required=True)
    parser.add_argument("--lang", choices=("en", "other", "all"), default="en")
    parser.add_argument("--limit", type=int, default=10_000)
    parser.add_argument("--per-site", type=int, default=5)
    parser.add_argument("--half", choices=("figure", "learnt"), default="figure")
    parser.add_argument("--ask", choices=ASK, default=ASK[0])
    parser.add_argument("--encoder", choices=("learnt", "published"), default="learnt")
    chosen = parser.parse_args()
    prepare_model_environment()
    try:
        both = encoders.choose("default", "auto", Path("var/models"))
    except encoders.EncoderUnavailable as error:
        parser.error(f"the model could not be loaded: {error}")
    found = cases(
        chosen.pages,
        chosen.lang,
        chosen.per_site,
        learning=chosen.half == "learnt",
        choose=headings if chosen.ask == "headings" else questions,
    )
    if chosen.ask == "typed":
        found = [case for case in as_typed(found) if case.questions]
    is_learnt = chosen.encoder == "learnt"
    models = Models(both.passages, both.reranker) if is_learnt else Models(both.phrases)
    measure(found, models, chosen.limit)


if __name__ == "__main__":
    main()
