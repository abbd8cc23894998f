"""Scans in every state, and a report to show."""

from __future__ import annotations

import uuid
from string import ascii_lowercase
from typing import Any

import numpy as np
from flask import Flask
from sqlalchemy import select

from support.pages import fetched, site_of
from webapp.domain.pagespeed import (
    FieldData,
    Metric,
    Opportunity,
    PageSpeed,
    StrategyResult,
)
from webapp.domain.report import Keyphrase, ReportBody
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import DeadLetter, Report, Scan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.pipeline import runner
from webapp.pipeline.analyze import NoKeyphrases
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.full_report import SecondHalf, run_full
from webapp.pipeline.generate import compose_insights
from webapp.services import outcomes

HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}"
PAGE = (
    f"<title>{HOSTILE}</title><h1>Pots</h1><a href=/x>click here</a><img src=a>"
    f"<h2>What is a pot?</h2><p>{'A pot holds a plant of any kind. ' * 12}</p>"
    f'<script type=application/ld+json>{{"@context": "https://schema.org", '
    f'"@type": "Product", "name": "{HOSTILE}"}}</script>'
)


def report_body(html: str = PAGE) -> ReportBody:
    """A report of a real run, of a page whose texts carry markup."""
    crawled = runner.Crawled(site_of(), fetched(html), {})
    options = runner.ScanOptions(FetchPolicy("Test"), NoKeyphrases(), 1)
    body = runner.run_teaser(crawled, options, lambda step, progress: None)
    told = Keyphrase(
        phrase=HOSTILE, score=0.5, count=2, places=["title"], missing=["h1"]
    )
    body["keyphrases"] = [told]
    half = SecondHalf(Measured(), by_rules, Letters())
    return run_full(body, half, lambda step, progress: None)


class Measured:
    """A phone with field data, a desk without a result."""

    def measure(self, url: str) -> PageSpeed:
        slow = Metric("LCP", 3000, "ms", "fair")
        phone = StrategyResult(
            "mobile",
            {"performance": 61, "seo": None},
            (slow,),
            FieldData("origin", (slow,)),
            warnings=(f"A warning {HOSTILE}",),
            opportunities=(
                Opportunity("unused-css", f"Unused {HOSTILE}", "12 kB", ""),
            ),
        )
        desk = StrategyResult("desktop", {}, (), None, unavailable="not measured: x")
        return PageSpeed("psi", (phone, desk))


class Letters:
    """An encoder: how often each letter occurs."""

    def encode(self, texts: list[str]) -> Any:
        found = [[t.lower().count(c) for c in ascii_lowercase] for t in texts]
        rows = np.array(found, dtype=np.float32)
        return rows / np.maximum(1, np.linalg.norm(rows, axis=1, keepdims=True))


def by_rules(body: ReportBody, text: str) -> dict[str, Any]:
    return compose_insights(body["audits"], body["page"], body["keyphrases"], text)


def make_scan(app: Flask, *, with_report: bool = False, **columns: Any) -> str:
    """A committed scan; gives its public id."""

    @transactional
    def make() -> str:
        values = {
            "url": "https://example.com/page",
            "queue": "xenlixai_queue",
            "created_at": db_now(-5),
            "enqueued_at": db_now(-5),
            **columns,
        }
        if with_report:
            values |= {"teaser_at": db_now(), "page_title": HOSTILE, "score": 40}
        scan = Scan(**values)
        db.session.add(scan)
        db.session.flush()
        if with_report:
            body = dict(report_body())
            stored = db_now()
            db.session.add(
                Report(scan_id=scan.id, attempt=1, body=body, stored_at=stored)
            )
        return scan.public_id

    with app.app_context():
        return make()


@transactional
def give_up(url: str, status: ScanStatus) -> tuple[uuid.UUID, int]:
    scan = Scan(
        url=url,
        queue="xenlixai_queue",
        status=status,
        tries=4,
        attempt=4,
        created_at=db_now(),
        enqueued_at=db_now(),
    )
    db.session.add(scan)
    db.session.flush()
    outcomes.bury(scan, "worker_lost", f"Given up {HOSTILE}", f"Traceback {HOSTILE}")
    db.session.flush()
    letter = db.session.scalars(select(DeadLetter).order_by(DeadLetter.id.desc()))
    return scan.id, letter.first().id  # type: ignore[union-attr]


def make_letter(
    app: Flask,
    url: str = "http://x.example/",
    status: ScanStatus = ScanStatus.ERROR_CRAWL,
) -> tuple[uuid.UUID, int]:
    """A scan that was given up and its dead letter; their ids."""
    with app.app_context():
        return give_up(url, status)


def change_body(app: Flask, public_id: str, **parts: Any) -> None:
    """Puts other parts into the report that is stored of a scan."""

    @transactional
    def change() -> None:
        found = select(Report).join(Scan, Scan.id == Report.scan_id)
        row = db.session.scalars(found.where(Scan.public_id == public_id)).one()
        row.body = {**row.body, **parts}

    with app.app_context():
        change()
