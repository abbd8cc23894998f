"""What a report costs: parse and audits on real pages, beside other tools.

    python -m bench.report --pages FOLDER … [--limit N] [--other PYTHON] [--profile]

Times are processor time of one process, since on a busy machine the clock measures the
others too. On each page in turn: our parse (with the extraction of main text and
structured data) and all audits; extruct and BeautifulSoup alone, as a floor; and
python-seo-analyzer's page analysis in the environment of PYTHON (made by ``python -m
venv OTHER && OTHER/bin/pip install pyseoanalyzer``). Then the cost of one page that
grows from 10 KB to 2 MB. ``--profile`` names the functions that take most of the time.
Exit status 1: an audit broke, or a bound is not kept.
"""

from __future__ import annotations

import argparse
import cProfile
import logging
import pstats
import statistics
import sys
import warnings
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from bench.report_pages import fetched, grown, real_pages, site, units
from bench.report_tools import Other, floor, timed
from webapp.audits.registry import AUDITS
from webapp.audits.runner import run_audits
from webapp.domain.audit_inputs import AuditInputs
from webapp.domain.audit_result import Outcome
from webapp.domain.parsed_page import ParsedPage
from webapp.exceptions import AnalysisFailed
from webapp.pipeline.parse import parse

KB = 1000
#: Milliseconds for 100 KB of page, at most.
BOUNDS = {"parse + audits": 80.0, "audits": 20.0}
SIZES_KB = (10, 30, 100, 300, 1000, 2000)
#: A smaller page says more about what each page costs than about its size.
SMALL = 10 * KB
UNITS = 5
LINEAR = 1.5
SITE = site()


@dataclass
class Measured:
    """Milliseconds by what took them, page by page, and what else was seen."""

    sizes: list[int] = field(default_factory=list)
    spent: dict[str, list[float | None]] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, milliseconds: float | None) -> None:
        self.spent.setdefault(what, []).append(milliseconds)


def measure(paths: list[Path], other: Other | None) -> Measured:
    """Each page through all tools in turn, so that a busy moment meets them all."""
    measured = Measured()
    for path in paths:
        body = path.read_bytes()
        try:
            measure_ours(body, path.name, measured)
        except AnalysisFailed as error:
            measured.refused[error.code] += 1
            continue
        measured.sizes.append(len(body))
        measured.add("floor", floor(body.decode("utf-8", "replace")))
        if other:
            measured.add("other", other.ask(path))
    return measured


def measure_ours(body: bytes, name: str, measured: Measured) -> None:
    answer = fetched(body)
    page, parse_ms = timed(lambda: parse(answer))
    results, audits_ms = timed(lambda: run_audits(AuditInputs(answer, page, SITE)))
    measured.languages[language(page)] += 1
    for meta, result in results:
        if result.outcome is Outcome.ERROR:
            measured.broken[f"{meta.id} on {name}"] += 1
    measured.add("parse", parse_ms)
    measured.add("audits", audits_ms)
    measured.add("parse + audits", parse_ms + audits_ms)


def language(page: ParsedPage) -> str:
    return page.text_language.code or "none"


def print_costs(measured: Measured) -> None:
    print(f"{len(measured.sizes)} pages, {len(AUDITS)} audits; processor time in ms")
    print(
        f"{'':16} {'a page: median':>14} {'p95':>7} {'100 KB: median':>16} {'p95':>7}"
    )
    for what, spent in measured.spent.items():
        each = [value for value in spent if value is not None]
        shares = per_100_kb(spent, measured.sizes)
        figures = [statistics.median(each), p95(each)]
        figures += [statistics.median(shares), p95(shares)]
        cells = " ".join(f"{figure:14.1f}" for figure in figures)
        print(
            f"{what:16} {cells}   {total_per_100_kb(spent, measured.sizes):.1f} in all"
        )
    print(f"(per 100 KB: pages of {SMALL // KB} KB or more)")


def per_100_kb(spent: list[float | None], sizes: list[int]) -> list[float]:
    pairs = zip(spent, sizes, strict=True)
    return [
        100 * KB * value / size
        for value, size in pairs
        if value is not None and size >= SMALL
    ]


def total_per_100_kb(spent: list[float | None], sizes: list[int]) -> float:
    """All time over all bytes."""
    pairs = [
        (value, size)
        for value, size in zip(spent, sizes, strict=True)
        if value is not None
    ]
    total = sum(value for value, _ in pairs)
    return 100 * KB * total / sum(size for _, size in pairs)


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, int(len(values) * 0.95) - 1)]


def print_ratios(measured: Measured) -> None:
    """The other's time over ours, page by page: above 1, ours is quicker."""
    ours = measured.spent["parse + audits"]
    for what in set(measured.spent) & {"floor", "other"}:
        pairs = zip(measured.spent[what], ours, strict=True)
        ratios = sorted(theirs / own for theirs, own in pairs if theirs and own)
        low = ratios[int(len(ratios) * 0.05)]
        print(
            f"{what} over ours: median {statistics.median(ratios):.2f}, "
            f"5 % of the pages below {low:.2f}, p95 {p95(ratios):.2f}"
        )


def print_growth(paths: list[Path]) -> float:
    """Milliseconds per 100 KB by size; the largest over that at 100 KB. Raises
    ``ValueError`` where no page is small enough to be repeated."""
    small = units(paths, UNITS)
    if not small:
        raise ValueError("no page of 5 to 12 KB with running text, so none can grow")
    print(f"\n{len(small)} pages, made to grow: ms per 100 KB, median")
    by_size = {}
    for size in SIZES_KB:
        measured = Measured()
        for path in small:
            body = grown(path.read_bytes(), size * KB)
            measure_ours(body, path.name, measured)
            measured.sizes.append(len(body))
        shares = {
            what: statistics.median(
                100 * KB * (value or 0) / length
                for value, length in zip(spent, measured.sizes, strict=True)
            )
            for what, spent in measured.spent.items()
        }
        by_size[size] = shares["parse + audits"]
        cells = "  ".join(f"{what} {value:6.1f}" for what, value in shares.items())
        print(f"{size:5} KB  {cells}")
    return by_size[SIZES_KB[-1]] / by_size[100]


def verdict(measured: Measured, growth: float) -> bool:
    """Print what was promised and whether it holds."""
    held = True
    for what, bound in BOUNDS.items():
        shares = per_100_kb(measured.spent[what], measured.sizes)
        median = statistics.median(shares)
        held &= median <= bound
        print(f"{what}: {median:.1f} ms per 100 KB, bound {bound:.0f}")
    print(f"2 MB costs {growth:.2f} times as much per byte as 100 KB, bound {LINEAR}")
    print(f"audits that broke: {dict(measured.broken) or 'none'}")
    return held and growth <= LINEAR and not measured.broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, nargs="+", required=True)
    parser.add_argument("--limit", type=int, default=1000, help="pages of a folder")
    parser.add_argument("--other", help="a python that has pyseoanalyzer")
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    paths = real_pages(chosen.pages, chosen.limit)
    other = Other(chosen.other) if chosen.other else None
    measure(paths[:1], other)  # what is imported late is no page's cost
    with cProfile.Profile() if chosen.profile else nullcontext() as profile:
        measured = measure(paths, other)
    if other:
        other.close()
        print(f"the other failed on {dict(other.failures) or 'none'}")
    print_costs(measured)
    print_ratios(measured)
    languages = ", ".join(f"{k} {n}" for k, n in measured.languages.most_common())
    print(f"languages: {len(measured.languages)}: {languages}")
    print(f"pages that are none: {dict(measured.refused) or 'none'}")
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
    try:
        growth = print_growth(real_pages(chosen.pages, sys.maxsize))
    except ValueError as error:
        sys.exit(str(error))
    return 0 if verdict(measured, growth) else 1


if __name__ == "__main__":
    sys.exit(main())
