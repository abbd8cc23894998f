"""Part ``crawl``: a folder of pages is scanned as a site, by us and by other tools."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from bench.site import meter, notes, others, place
from bench.site.folder import START, Folder, Served, served
from bench.site.others import Told
from bench.site.place import Place
from support.stack import wait_for
from webapp.domain.site_plan import MOST_PAGES, SitePlan
from webapp.domain.site_status import PageState, SiteStatus
from webapp.extensions import db
from webapp.models import SitePage, SiteScan
from webapp.services.sites import starting

#: Without a page that ends, nothing goes on any more.
PATIENCE_SECONDS = 180
HEAD = (
    "| tool | keyphrases | workers | requests | pages given | pages it counts "
    "| wall s | pages a second | cpu s | pages a cpu second | ours to it | peak MB |\n"
    f"|---|---|{'--:|' * 10}"
)


@dataclass(frozen=True)
class Form:
    """One way in which the product is run."""

    workers: int
    has_keyphrases: bool


@dataclass(frozen=True)
class Result:
    """A line of the table; ``parts`` are processor seconds by process."""

    told: Told
    form: Form | None = None
    parts: dict[str, float] | None = None

    @property
    def per_core(self) -> float:
        """Pages a second of the processor."""
        return len(self.told.given) / max(0.01, self.told.processor)


def run(asked: argparse.Namespace) -> bool:
    """Print the table; whether we are quicker per core than each other tool."""
    folder = Folder(asked.pages)
    pages = folder.walk(asked.limit or MOST_PAGES)
    print(
        f"{len(pages):,} pages that links lead to; {asked.database}, load average "
        f"before: {os.getloadavg()[0]:.1f}"
    )
    phrases = (False, True) if asked.keyphrases else (False,)
    with served(folder) as site:
        tools = asked.other and [
            start_of(asked.other, each, site) for each in others.TOOLS
        ]
        print(HEAD, flush=True)
        ours = [
            run_ours(site, pages, Form(workers, has), asked.database)
            for has in phrases
            for workers in asked.workers
        ]
        theirs = [
            run_other(asked.other, each, site, pages, ours[0]) for each in tools or ()
        ]
    show_parts(ours)
    notes.show(pages, [result.told for result in [*ours, *theirs]])
    return all(ours[0].per_core > other.per_core for other in theirs)


def start_of(python: str, name: str, site: Served) -> Told:
    """What a single page takes, nearly all of it the tool's start."""
    return others.crawl(python, name, site, [START])


def run_other(
    python: str, start: Told, site: Served, pages: list[str], ours: Result
) -> Result:
    whole = others.crawl(python, start.name, site, pages)
    result = Result(others.without_start(whole, start))
    show(result, ours)
    return result


def run_ours(site: Served, pages: list[str], form: Form, database: str) -> Result:
    encoder = "auto" if form.has_keyphrases else "off"
    with tempfile.TemporaryDirectory(prefix="site-") as folder:
        environ = {"KEYPHRASES_ENCODER": encoder}
        with place.opened(Path(folder, "s"), database, **environ) as at:
            workers = start_processes(at, form.workers)
            result = scan(at, site, len(pages), form, workers)
    show(result, result)
    return result


def start_processes(at: Place, workers: int) -> list[str]:
    """Wait until each has all that it loads once."""
    at.stack.start("web")
    at.stack.start("scheduler")
    names = [f"worker{number}" for number in range(workers)]
    for name in names:
        at.stack.start("worker", name)
    for name in names:
        wait_for(partial(listens, at, name), f"{name} listens", 300)
    wait_for(at.stack.is_ready, "the stack is ready", 60)
    return names


def listens(at: Place, name: str) -> bool:
    if at.stack.processes[name].poll() is not None:
        raise SystemExit(at.stack.log(name)[-3000:])
    return "Listening on" in at.stack.log(name)


def scan(
    at: Place, site: Served, number: int, form: Form, workers: list[str]
) -> Result:
    """One site scan, from asking for it to its report."""
    site.forget()
    pids = {name: process.pid for name, process in at.stack.processes.items()}
    pids.pop("upgrade", None)
    if database := at.database_pid():
        pids["database"] = database
    weighed = [pids[name] for name in workers]
    with at.app.app_context(), meter.metered(pids, weighed) as used:
        plan = SitePlan(
            site.url + START,
            max_pages=min(number, MOST_PAGES),
            max_depth=100,
            finds_keyphrases=form.has_keyphrases,
        )
        found = finished(starting.ask(at.user, plan).site.id, at, workers)
    with at.app.app_context():
        told = Told(
            "ours",
            count_pages(found.id),
            found.failed,
            frozenset(site.pages),
            site.requests.total(),
            seconds_of(found),
            sum(used.processor.values()),
            used.memory_mb,
        )
        db.session.remove()
    return Result(told, form, by_kind(used.processor))


def seconds_of(site: SiteScan) -> float:
    if site.finished_at is None:
        return 0.0
    return (site.finished_at - site.created_at).total_seconds()


def finished(site_id: uuid.UUID, at: Place, workers: Sequence[str]) -> SiteScan:
    ended, until = -1, 0.0
    while True:
        db.session.rollback()
        site = db.session.get_one(SiteScan, site_id, populate_existing=True)
        if not site.is_open:
            break
        if site.done + site.failed != ended:
            ended = site.done + site.failed
            until = time.monotonic() + PATIENCE_SECONDS
        if time.monotonic() > until:
            log = at.stack.log(workers[0])[-3000:]
            raise SystemExit(f"no page has ended for {PATIENCE_SECONDS} s\n{log}")
        time.sleep(0.25)
    if site.status != SiteStatus.FINISHED:
        raise SystemExit(f"the site scan is {site.status}: {site.error_message}")
    return site


def count_pages(site_id: uuid.UUID) -> int:
    """Scanned, and no redirects."""
    mine = (SitePage.site_scan_id == site_id) & (SitePage.state == PageState.DONE)
    counted = select(func.count()).where(mine, SitePage.is_redirect.is_(False))
    return db.session.scalar(counted) or 0


def by_kind(processor: dict[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, seconds in processor.items():
        kind = name.rstrip("0123456789")
        found[kind] = found.get(kind, 0.0) + seconds
    return found


def show(result: Result, ours: Result) -> None:
    told, form = result.told, result.form
    phrases = "" if form is None else "on" if form.has_keyphrases else "off"
    ratio = (
        "" if result is ours else f"{ours.per_core / max(0.01, result.per_core):.2f}"
    )
    print(
        f"| {told.name} | {phrases} | {form.workers if form else ''} "
        f"| {told.requests:,} | {len(told.given):,} | {told.pages:,} | {told.wall:.1f} "
        f"| {len(told.given) / max(0.01, told.wall):.1f} | {told.processor:.1f} "
        f"| {result.per_core:.2f} | {ratio} | {told.memory_mb:.0f} |",
        flush=True,
    )


def show_parts(ours: list[Result]) -> None:
    """Where our seconds of the processor went."""
    kinds = list(ours[0].parts or ())
    print(f"\n| keyphrases | workers | {' | '.join(f'{k}, cpu s' for k in kinds)} |")
    print(f"|---|{'--:|' * (1 + len(kinds))}")
    for result in ours:
        if result.form is not None and result.parts is not None:
            phrases = "on" if result.form.has_keyphrases else "off"
            cells = " | ".join(f"{result.parts.get(kind, 0):.1f}" for kind in kinds)
            print(f"| {phrases} | {result.form.workers} | {cells} |")
