"""Part ``pages``: how long each page of the report of a large site takes."""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from bench.operations.__main__ import Queries
from bench.site import place
from bench.site.judge import filled, judged
from bench.site.place import Place
from bench.site.synthetic import Shape
from support.browser import sign_in
from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage, SiteScan
from webapp.services.site_reports import comparison

BOUND_MS = 200
#: ``site`` is judged, ``other`` an earlier run, ``open`` half through.
PATHS = (
    "/sites",
    "/sites/{open}",
    "/sites/{open}/progress",
    "/sites/{open}/pages",
    "/sites/{site}",
    "/sites/{site}/checks",
    "/sites/{site}/checks?outcome=fail",
    "/sites/{site}/checks/{check}",
    "/sites/{site}/checks/{check}?all=1",
    "/sites/{site}/checks/{check}?sort=url&page=200",
    "/sites/{site}/checks/{check}?template=template-3",
    "/sites/{site}/checks/{check}/group?template=template-3",
    "/sites/{site}/checks/content.dup-near",
    "/sites/{site}/checks/link.broken",
    "/sites/{site}/pages",
    "/sites/{site}/pages?page=900",
    "/sites/{site}/pages?sort=url",
    "/sites/{site}/pages?sort=-title&page=500",
    "/sites/{site}/pages?sort=-score",
    "/sites/{site}/pages?sort=-issues",
    "/sites/{site}/pages?sort=-inlinks",
    "/sites/{site}/pages?sort=-rank&page=900",
    "/sites/{site}/pages?sort=clicks",
    "/sites/{site}/pages?sort=indexable",
    "/sites/{site}/pages?state=failed",
    "/sites/{site}/pages?state=redirect",
    "/sites/{site}/pages?state=done&sort=-words",
    "/sites/{site}/pages?indexable=no&sort=-rank",
    "/sites/{site}/pages?sitemap=no&template=template-3&sort=score",
    "/sites/{site}/pages?folder=/section-7/",
    "/sites/{site}/pages?folder=/section-7/part-3/&sort=-score",
    "/sites/{site}/pages?text=frost",
    "/sites/{site}/pages?text=page-1234&sort=title",
    "/sites/{site}/pages?text=nowhere",
    "/sites/{site}/pages/{first}",
    "/sites/{site}/pages/{middle}",
    "/sites/{site}/structure",
    "/sites/{site}/graph",
    "/sites/{site}/compare/{other}",
    "/sites/{site}/compare/{other}?show=changed",
    "/sites/{site}/compare/{other}?show=changed&page=20",
    "/sites/{site}/compare/{other}?show=new",
    "/sites/{site}/compare/{other}?show=new&page=20",
    "/sites/{site}/compare/{other}?show=gone",
    "/sites/{site}/compare/{other}?check={check}&show=fixed",
    "/sites/{site}/compare/{other}?check={check}&show=remaining&page=3",
)
#: Of each so many pages of the newer run one has another address and one fails: at
#: 50,000 pages each list of a comparison has 20 pages.
DIFFERS = 50
#: Of these what this process remembers is forgotten before each request.
COLD = ("/sites/{site}/compare/{other}",)


def run(asked: argparse.Namespace) -> bool:
    """Print a table for each database; whether each page is within the bound."""
    kept = []
    for database in asked.databases:
        with (
            tempfile.TemporaryDirectory(prefix="site-") as folder,
            place.opened(Path(folder, "s"), database) as at,
        ):
            kept.append(measure(at, database, asked))
    return all(kept)


def measure(at: Place, database: str, asked: argparse.Namespace) -> bool:
    began = time.monotonic()
    names = prepared(at, asked)
    print(
        f"\n## {database}, load average before: {os.getloadavg()[0]:.1f}; filled and "
        f"judged in {time.monotonic() - began:.0f} s\n\n"
        f"| page | p50 ms | p95 ms | cpu ms | KB | statements |\n|---|{'--:|' * 5}",
        flush=True,
    )
    client = at.app.test_client()
    sign_in(client, at.user)
    asking = Asking(client, Queries(at.app), names, asked.times)
    warm = [asking.line(path, nothing) for path in PATHS]
    cold = [asking.line(path, comparison.worked_out.cache_clear) for path in COLD]
    return all(warm + cold)


def prepared(at: Place, asked: argparse.Namespace) -> dict[str, str]:
    """Two runs that were judged and one that is open, by what ``PATHS`` calls them."""
    other = filled(at, Shape(asked.pages, asked.links))
    site = filled(at, Shape(asked.pages, asked.links, variant=1))
    judged(at, other)
    judged(at, site)
    differ(at, site)
    open_one = filled(at, Shape(asked.pages, asked.links, done=0.5, variant=2))
    with at.app.app_context():
        chosen = select(SiteScan.id, SiteScan.public_id)
        known = {row.id: row.public_id for row in db.session.execute(chosen)}
        of_site = select(func.min(SitePage.id)).where(SitePage.site_scan_id == site)
        first = db.session.scalar(of_site) or 0
        mine = SiteFinding.site_scan_id == site
        counted = select(SiteFinding.check_id).where(mine).group_by("check_id")
        check = db.session.scalar(counted.order_by(func.count().desc()).limit(1))
        db.session.remove()
    return {
        "site": known[site],
        "other": known[other],
        "open": known[open_one],
        "first": str(first),
        "middle": str(first + asked.pages // 2),
        "check": check or "",
    }


def differ(at: Place, site_id: uuid.UUID) -> None:
    """Some pages of a run are new, theirs of the run before gone, and some fail."""
    mine, place = SitePage.site_scan_id == site_id, SitePage.id % DIFFERS
    moved = {"key": func.substr(SitePage.key, 2).concat("-")}
    fails = {"state": PageState.FAILED, "reason": "http_500", "status": 500}
    with at.app.app_context(), db.engine.begin() as connection:
        for number, columns in enumerate((moved, fails)):
            some = update(SitePage).where(mine, place == number)
            connection.execute(some.values(columns))


def nothing() -> None:
    """What is remembered stays."""


class Asking:
    """A signed-in user who asks for each page several times."""

    def __init__(
        self, client: FlaskClient, queries: Queries, names: dict[str, str], times: int
    ) -> None:
        self.client, self.queries = client, queries
        self.names, self.times = names, times

    def line(self, page: str, forget: Callable[[], object]) -> bool:
        """Whether it is within the bound. The first request does not count; the
        processor is that of this process, without the database's."""
        path = page.format(**self.names)
        before, size = self.queries.number, 0
        taken: list[float] = []
        used: list[float] = []
        for _ in range(self.times + 1):
            forget()
            began, processor = time.perf_counter(), time.process_time()
            answer = self.client.get(path)
            taken.append(1000 * (time.perf_counter() - began))
            used.append(1000 * (time.process_time() - processor))
            if answer.status_code != 200:
                raise SystemExit(f"{page}: {answer.status}")
            size = len(answer.data)
        p95 = statistics.quantiles(taken[1:], n=20, method="inclusive")[-1]
        statements = (self.queries.number - before) // (self.times + 1)
        mark = "" if p95 <= BOUND_MS else " over the bound"
        first = "" if forget is nothing else ", for the first time"
        print(
            f"| `{page}`{first} | {statistics.median(taken[1:]):.0f} | {p95:.0f}{mark} "
            f"| {statistics.median(used[1:]):.0f} | {size / 1024:.0f} | {statements} |",
            flush=True,
        )
        return p95 <= BOUND_MS
