"""A large site as rows, as a site scan leaves them before it is judged."""

from __future__ import annotations

import json
import secrets
import uuid
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Table, func, insert, select, text

from bench.site.synthetic import (
    HOST,
    ORIGIN,
    TEMPLATES,
    Shape,
    Synthetic,
    address,
    title,
)
from support.site_rows import packed
from webapp.domain.page_record import PageRecord, to_json
from webapp.domain.queue_names import LOW
from webapp.domain.site_plan import MOST_PAGES, SitePlan
from webapp.domain.site_plan import to_json as plan_json
from webapp.domain.site_status import FoundBy, PageState, SiteStatus
from webapp.extensions import db
from webapp.models import Scan, SiteFinding, SitePage, SitePageRecord, SiteScan, User
from webapp.pipeline.sites import page_key
from webapp.services import check_catalogue

BATCH = 1000
#: Of a page, of which so many are those of its template.
FINDINGS, COMMON = 15, 10
#: Of each hundred pages one failed, and one redirects.
FAILED, REDIRECT = 37, 73
EMPTY = (
    *("scan_id", "final_url", "status", "score", "word_count", "issues"),
    "is_indexable",
)
#: What stands in a table of its own.
KEPT = ("record", "links", "nofollow_links")

Row = dict[str, Any]


def fill(user: User, shape: Shape) -> uuid.UUID:
    """Write a site scan that waits to be judged, or is under way."""
    first = (db.session.scalar(select(func.max(SitePage.id))) or 0) + 1
    db.session.rollback()
    rows = Rows(user, shape, first)
    put(SiteScan, [rows.site_row()])
    numbers = iter(range(shape.pages))
    while some := list(islice(numbers, BATCH)):
        pages = [rows.page_row(number) for number in some]
        kept = [rows.kept_row(page) for page in pages if "record" in page]
        put(Scan, [rows.scan_row(page) for page in pages if page["scan_id"]])
        put(SitePage, pages)
        put(SitePageRecord, kept)
        put(SiteFinding, [each for page in pages for each in rows.finding_rows(page)])
    tidy()
    return rows.site_id


def put(model: type[Any], rows: list[Row]) -> None:
    table: Table = model.__table__
    if rows:
        with db.engine.begin() as connection:
            connection.execute(insert(table), rows)


def tidy() -> None:
    """As PostgreSQL's autovacuum leaves it; for SQLite nobody gathers statistics."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:
            own = connection.execution_options(isolation_level="AUTOCOMMIT")
            own.execute(text("VACUUM ANALYZE"))


class Rows:
    """``first`` is the number of the first page's row."""

    def __init__(self, user: User, shape: Shape, first: int) -> None:
        self.user_id, self.shape, self.first = user.id, shape, first
        self.site = Synthetic(shape)
        self.site_id = uuid.uuid4()
        self.now = datetime.now(UTC)
        checks = check_catalogue.every_check()
        self.checks = [check.meta.id for check in checks if not check.is_of_site]

    def site_row(self) -> Row:
        plan = SitePlan(f"{ORIGIN}/", max_pages=MOST_PAGES)
        is_through = self.shape.done >= 1
        pages = [n for n in range(self.shape.pages) if self.site.is_done(n)]
        failed = sum(number % 100 == FAILED for number in pages)
        return {
            "id": self.site_id,
            "public_id": secrets.token_urlsafe(24),
            "user_id": self.user_id,
            "start_url": plan.start_url,
            "host": HOST,
            "plan": plan_json(plan),
            "status": SiteStatus.JUDGING if is_through else SiteStatus.SCANNING,
            "found": self.shape.pages,
            "done": len(pages) - failed,
            "failed": failed,
            "created_at": self.now - timedelta(hours=9 - self.shape.variant),
        }

    def page_row(self, number: int) -> Row:
        url = address(number)
        row = dict.fromkeys(EMPTY) | {
            "id": self.first + number,
            "site_scan_id": self.site_id,
            "key": page_key(url),
            "url": url,
            "depth": min(number, 1 + number % 6),
            "found_by": FoundBy.LINK if number else FoundBy.START,
            "in_sitemap": number % 3 > 0,
            "is_redirect": False,
            "state": PageState.FOUND,
            "reason": "",
            "title": "",
            "template": "",
        }
        if not self.site.is_done(number):
            return row
        row["scan_id"] = uuid.uuid4()
        if number % 100 == FAILED:
            failed = {"state": PageState.FAILED, "reason": "http_404", "status": 404}
            return row | failed
        if number % 100 == REDIRECT:
            return row | self.redirect(number)
        return row | self.scanned(number)

    def redirect(self, number: int) -> Row:
        final = address(number - 1)
        record = PageRecord(final, redirects=((address(number), 301),))
        return {
            "state": PageState.DONE,
            "final_url": final,
            "status": 200,
            "is_redirect": True,
            "title": title(number),
            "issues": 0,
            "is_indexable": False,
            "record": packed_record(record),
        }

    def scanned(self, number: int) -> Row:
        record, targets = self.site.record(number), self.site.targets(number)
        return {
            "state": PageState.DONE,
            "final_url": record.final_url,
            "status": 200,
            "title": record.title,
            "score": self.site.random.randrange(40, 100),
            "word_count": record.word_count,
            "issues": 4 + number % 8,
            "template": record.template,
            "is_indexable": not record.is_noindex,
            "record": packed_record(record),
            "links": packed(self.first + target for target in targets),
            "nofollow_links": packed(self.first + target for target in targets[:1]),
        }

    def kept_row(self, page: Row) -> Row:
        """Taken out of the page's own; links are kept of no redirect."""
        return {"page_id": page["id"]} | {name: page.pop(name, None) for name in KEPT}

    def scan_row(self, page: Row) -> Row:
        is_done = page["state"] == PageState.DONE
        last = self.first + self.shape.pages * self.shape.done
        ended = self.now - timedelta(seconds=(last - page["id"]) / 10)
        return {
            "id": page["scan_id"],
            "public_id": secrets.token_urlsafe(24),
            "url": page["url"],
            "host": HOST,
            "page_title": page["title"],
            "user_id": self.user_id,
            "sender": f"user {self.user_id}",
            "site_scan_id": self.site_id,
            "status": "FULL_READY" if is_done else "ERROR_CRAWL",
            "error_code": page["reason"] or None,
            "score": page["score"],
            "queue": LOW,
            "progress": 100,
            "queries": [],
            "created_at": ended - timedelta(seconds=3),
            "enqueued_at": ended - timedelta(seconds=3),
            "due_at": ended - timedelta(seconds=3),
            "started_at": ended - timedelta(seconds=1),
            "finished_at": ended,
            "expires_at": self.now + timedelta(days=300),
        }

    def finding_rows(self, page: Row) -> Iterator[Row]:
        if page["state"] != PageState.DONE or page["is_redirect"]:
            return
        template, size = (page["id"] - self.first) % TEMPLATES, len(self.checks)
        common = [(7 * template + 3 * place) % size for place in range(COMMON)]
        own = self.site.random.sample(range(size), FINDINGS)
        for place in islice(dict.fromkeys(common + own), FINDINGS):
            yield {
                "site_scan_id": self.site_id,
                "check_id": self.checks[place],
                "page_id": page["id"],
                "outcome": "warn" if place % 3 else "fail",
                "note": "",
            }


def packed_record(record: PageRecord) -> bytes:
    kept = json.dumps(to_json(record), separators=(",", ":"))
    return zlib.compress(kept.encode(), 3)
