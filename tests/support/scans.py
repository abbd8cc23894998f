"""Scans in every state, and a report to show."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Flask
from sqlalchemy import select

from support.pages import fetched
from webapp import audits
from webapp.domain.audit_inputs import AuditInputs
from webapp.domain.report import SCHEMA, ReportBody
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import DeadLetter, Report, Scan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.pipeline.crawl import RobotsTxt
from webapp.pipeline.generate import compose_insights
from webapp.pipeline.page_facts import page_facts
from webapp.pipeline.parse import parse
from webapp.services import outcomes

HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}"
PAGE = f"<title>{HOSTILE}</title><h1>Pots</h1><a href=/x>click here</a><img src=a>"


def report_body(html: str = PAGE) -> ReportBody:
    """A report of a real run, of a page whose texts carry markup."""
    page = fetched(html)
    parsed = parse(page)
    results = audits.run_audits(AuditInputs(fetched=page, page=parsed))
    scores = audits.score(results)
    entries = audits.to_entries(results)
    robots = RobotsTxt("https://example.com/robots.txt", "absent", 404, "", "")
    facts = page_facts(page, parsed, robots)
    phrases = [{"phrase": HOSTILE, "score": 0.5}]
    return ReportBody(
        schema=SCHEMA,
        final_url=page.final_url,
        score=scores.total,
        categories=list(scores.categories),
        audits=entries,
        keyphrases=phrases,  # type: ignore[typeddict-item]
        keyphrases_note="Found by counting.",
        pagespeed={
            "unavailable": "not measured: PageSpeed is not asked in this version"
        },
        insights=compose_insights(entries, facts, []),
        page=facts,
        timings_ms={},
    )


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
