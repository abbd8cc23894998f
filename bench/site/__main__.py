"""Site scans: how quick, what judging takes, how long the report's pages take.

    PYTHONPATH=.:tests python -m bench.site crawl --pages FOLDER [--workers 1 2 4]
        [--limit N] [--keyphrases] [--database sqlite|postgresql] [--other PYTHON]
    PYTHONPATH=.:tests python -m bench.site judge [--pages 50000] [--links 50]
        [--databases sqlite postgresql]
    PYTHONPATH=.:tests python -m bench.site pages [--pages 50000] [--links 50]
        [--times 30] [--databases sqlite postgresql]

``crawl`` serves the folder's HTML files over HTTP/1.1 on loopback and scans them as a
site with the real processes, from asking for it to the report; then two other tools
crawl the same pages, one process each. ``judge`` and ``pages`` write a large site as
rows, and run the real judging job and the real routes on them.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from bench.site import crawl, judge, pages
from bench.site.others import NEEDED
from bench.web import databases
from webapp.domain.site_plan import MOST_PAGES

#: What is said where a part does not keep them.
BOUNDS = {
    crawl: "we scan fewer pages than another tool for a second of the processor",
    judge: (
        f"the bound for the largest site is {judge.BOUND_SECONDS} s and "
        f"{judge.BOUND_MB} MB, and {judge.BOUND_GROWTH} times the time for a page that "
        "the smallest takes"
    ),
    pages: f"the bound is {pages.BOUND_MS} ms for 95 % of a page's requests",
}


def count(text: str) -> int:
    """One or more."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def several(text: str) -> int:
    """Of one request nobody can say what 95 % take."""
    if count(text) < 2:
        raise argparse.ArgumentTypeError("must be 2 or more")
    return int(text)


def folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return path


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.site",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parts = parser.add_subparsers(required=True, metavar="PART")
    add_crawl(parts.add_parser("crawl", help="a folder of pages, beside other tools"))
    large = {
        judge: parts.add_parser("judge", help="what judging a large site takes"),
        pages: parts.add_parser("pages", help="the report's pages of a large site"),
    }
    for part, own in large.items():
        own.set_defaults(part=part)
        own.add_argument("--pages", type=count, default=MOST_PAGES)
        own.add_argument("--links", type=count, default=50, help="of a page")
        own.add_argument(
            "--databases",
            nargs="+",
            choices=databases.DATABASES,
            default=databases.DATABASES,
        )
    requests = "requests for each page"
    large[pages].add_argument("--times", type=several, default=30, help=requests)
    return parser.parse_args(words)


def add_crawl(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(part=crawl)
    parser.add_argument(
        "--pages", type=folder, required=True, help="a folder with HTML files"
    )
    parser.add_argument("--workers", type=count, nargs="+", default=[1, 2, 4])
    parser.add_argument("--limit", type=count, help="pages at most")
    parser.add_argument(
        "--keyphrases", action="store_true", help="measure it with keyphrases as well"
    )
    parser.add_argument(
        "--database", choices=databases.DATABASES, default=databases.SQLITE
    )
    other = f"the Python of an environment with {NEEDED}; without it they are left out"
    parser.add_argument("--other", metavar="PYTHON", help=other)


def main(words: list[str] | None = None) -> None:
    asked = arguments(words)
    if not asked.part.run(asked):
        raise SystemExit(BOUNDS[asked.part])


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # not in a test's process
    main()
