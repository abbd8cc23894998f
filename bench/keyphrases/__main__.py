"""What keyphrases cost and how good they are: ours beside stock KeyBERT and YAKE.

    python -m bench.keyphrases --pages FOLDER … [--sets FOLDER] [--half test]
        [--limit N] [--only cost|quality] [--cache FOLDER] [--json FILE] [--svg FILE]

Each contender has a process of its own; they take turns document by document, so that
a busy moment meets them all. COST: real English pages of 130 to 20,000 words, seconds
by the clock and of the processor, peak memory. QUALITY: F1 against the phrases that
people named, for sets in the layout of KeywordExtractor-Datasets and for the real pages
whose authors named keywords. Settings are chosen on ``--half dev``.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.keyphrases import chart, cost, cost_tables, pages, quality, sets
from bench.keyphrases.contenders import CONTENDERS, MMR
from bench.keyphrases.processes import Processes


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.keyphrases",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pages", type=Path, nargs="+", default=[], help="of HTML")
    parser.add_argument("--sets", type=Path, nargs="+", default=[])
    parser.add_argument("--half", choices=("dev", "test"), default="test")
    parser.add_argument(
        "--without-tags",
        action="store_true",
        help="real pages as if they did not show their keywords",
    )
    parser.add_argument("--limit", type=int, default=1000, help="documents of a set")
    parser.add_argument("--only", choices=("cost", "quality"))
    parser.add_argument("--each", type=int, default=3, help="pages of a length")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--contenders", nargs="+", choices=CONTENDERS, default=list(CONTENDERS)
    )
    parser.add_argument("--cache", type=Path, help="a folder for pages and phrases")
    parser.add_argument("--json", type=Path, help="raw figures")
    parser.add_argument("--svg", type=Path, help="the chart of cost against length")
    return parser.parse_args()


def measure_cost(asked: argparse.Namespace, processes: Processes) -> dict[str, Any]:
    """All but MMR, whose matrix of all phrases by all does not fit for a long page."""
    texts = cost.texts(pages.pages(asked.pages, asked.cache), asked.each)
    names = [name for name in asked.contenders if name != MMR]
    timings = cost.measure(texts, names, processes, asked.rounds, say)
    started = [processes[name] for name in names]
    print(f"## Cost: {asked.rounds} rounds, medians\n")
    print(cost_tables.tables(texts, timings, started))
    if asked.svg:
        seconds = cost.by_length(timings, cost_tables.wall_of)
        asked.svg.write_text(chart.draw(seconds))
    return {
        "texts": [
            {"name": t.name, "length": t.length, "words": t.words} for t in texts
        ],
        "timings": [asdict(timing) for timing in timings],
        "loaded": {one.name: [one.loaded, one.loaded_mb] for one in started},
    }


def measure_quality(asked: argparse.Namespace, processes: Processes) -> dict[str, Any]:
    named = [document for folder in asked.sets for document in sets.read(folder)]
    real = pages.read(asked.pages, asked.cache, tags=not asked.without_tags)
    groups = [
        *quality.groups(named, quality.of_set, asked.half, asked.limit),
        *quality.groups(real, quality.of_pages, asked.half, asked.limit),
    ]
    known = quality.Remembered(asked.cache)
    print(f"\n## Quality: {asked.half} half, F1 in hundredths, 95 % intervals\n")
    for group in groups:
        say(f"{group.name}: {len(group.documents)} documents")
        quality.measure(group, asked.contenders, processes, known)
        print(quality.table(group), flush=True)
        print()
    return {group.name: quality.raw(group) for group in groups}


def say(words: str) -> None:
    """How far it is, beside the tables."""
    print(words, file=sys.stderr)


def main() -> None:
    asked = arguments()
    if not asked.pages and (asked.only == "cost" or not asked.sets):
        sys.exit("name pages (--pages), or sets (--sets) with --only quality")
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    figures: dict[str, Any] = {}
    with Processes() as processes:
        if asked.only != "quality" and asked.pages:
            figures["cost"] = measure_cost(asked, processes)
        if asked.only != "cost":
            figures["quality"] = measure_quality(asked, processes)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
