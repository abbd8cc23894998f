"""Part ``judge``: what holding the pages of a large site against each other takes."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from bench.site import place
from bench.site.place import Place
from bench.site.rows import fill
from bench.site.synthetic import Shape
from support.stack import ROOT
from webapp.extensions import db
from webapp.models import SiteFinding

BOUND_SECONDS, BOUND_MB = 60, 1024
#: Of a page's time in the largest site to one's in the smallest.
BOUND_GROWTH = 1.5
PARTS = (4, 2, 1)


@dataclass(frozen=True)
class Job:
    """``before_mb`` is what the process had when the job began."""

    word: str
    seconds: float
    processor: float
    peak_mb: float
    before_mb: float


def run(asked: argparse.Namespace) -> bool:
    """Print a table for each database; whether the bounds are kept."""
    kept = []
    for database in asked.databases:
        with (
            tempfile.TemporaryDirectory(prefix="site-") as folder,
            place.opened(Path(folder, "s"), database) as at,
        ):
            load = os.getloadavg()[0]
            print(f"\n## {database}, load average before: {load:.1f}\n")
            kept.append(measure(at, asked))
    return all(kept)


def measure(at: Place, asked: argparse.Namespace) -> bool:
    """The same site in three sizes, each judged once."""
    print(
        "| pages | filled s | findings before | after | judged s | cpu s "
        f"| ms a page | to the smallest | peak MB | before MB |\n|{'--:|' * 10}",
        flush=True,
    )
    sizes = sorted({max(1, asked.pages // part) for part in PARTS})
    each: list[float] = []
    job = None
    for pages in sizes:
        began = time.monotonic()
        site_id = filled(at, Shape(pages, asked.links))
        spent, before = time.monotonic() - began, findings(at, site_id)
        job = judged(at, site_id)
        each.append(1000 * job.seconds / pages)
        print(
            f"| {pages:,} | {spent:.0f} | {before:,} | {findings(at, site_id):,} "
            f"| {job.seconds:.1f} | {job.processor:.1f} | {each[-1]:.2f} "
            f"| {each[-1] / each[0]:.2f} | {job.peak_mb:.0f} | {job.before_mb:.0f} |",
            flush=True,
        )
    is_linear = each[-1] <= BOUND_GROWTH * each[0]
    return job is not None and is_linear and is_within(job)


def is_within(job: Job) -> bool:
    return job.seconds <= BOUND_SECONDS and job.peak_mb <= BOUND_MB


def filled(at: Place, shape: Shape) -> uuid.UUID:
    with at.app.app_context():
        site_id = fill(at.user, shape)
        db.session.remove()
    return site_id


def findings(at: Place, site_id: uuid.UUID) -> int:
    counted = select(func.count()).select_from(SiteFinding)
    with at.app.app_context():
        mine = counted.where(SiteFinding.site_scan_id == site_id)
        number = db.session.scalar(mine) or 0
        db.session.remove()
    return number


def judged(at: Place, site_id: uuid.UUID) -> Job:
    """The real job, in a process that does nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.site.one_job", str(site_id)],
        cwd=ROOT,
        env=at.stack.environ | {"PYTHONPATH": os.pathsep.join([".", "tests"])},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    job = Job(**json.loads(done.stdout.splitlines()[-1]))
    if job.word != "judged":
        raise SystemExit(f"the job says: {job.word}\n{done.stderr[-3000:]}")
    return job
