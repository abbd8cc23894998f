"""A site scan as files, in pieces as they are read: CSV (RFC 4180) and JSON.

``report_json``, schema 1::

    {"schema": 1,
     "site": {"id", "start_url", "host", "status", "created_at", "finished_at",
              "plan": {…}, "found", "scanned", "failed", "skipped", "is_cut"},
     "score": 0-100 | null, "pages_score": … | null, "checks_score": … | null,
     "checks": [{"id", "title", "category", "severity", "is_of_site", "outcome",
                 "failed", "warned", "judged": … | null, "explanation"}],
     "pages": [{"url", "state", "reason", "status", "final_url", "title", "score",
                "issues", "word_count", "depth", "clicks", "inlinks", "rank",
                "is_indexable", "in_sitemap", "found_by"}]}

``depth`` are clicks as the page was found, ``clicks`` the fewest that lead there; the
order of ``checks`` is that of the report. What is not known is null.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from webapp.domain.site_plan import from_json, to_json
from webapp.models import SiteScan
from webapp.services import check_catalogue
from webapp.services.report_csv import harmless
from webapp.services.site_reports import check_list, export_rows
from webapp.services.site_reports.check_list import CheckLine

SCHEMA = 1
#: Rows of one piece.
ROWS = 500
PAGE_NAMES = tuple(column.key for column in export_rows.PAGE_COLUMNS[1:])
FINDING_NAMES = ("check", "title", "category", "severity", "outcome", "url", "note")
SCORES = ("pages_score", "checks_score")


def pages_csv(site: SiteScan) -> Iterator[bytes]:
    """A line a page, also of those that failed or were left out."""
    return as_csv(PAGE_NAMES, (row[1:] for row in export_rows.pages(site.id)))


def findings_csv(site: SiteScan) -> Iterator[bytes]:
    """A line for each page that does not pass a check."""
    return as_csv(FINDING_NAMES, finding_rows(site))


def finding_rows(site: SiteScan) -> Iterator[tuple[Any, ...]]:
    told: dict[str, tuple[Any, ...]] = {}
    for row in export_rows.findings(site.id):
        if row.check_id not in told:
            told[row.check_id] = about(row.check_id)
        yield (row.check_id, *told[row.check_id], row.outcome, row.url, row.note)


def about(check_id: str) -> tuple[str, str, str]:
    """Title, category and severity; empty where no check has this id any more."""
    check = check_catalogue.find(check_id)
    if check is None:
        return "", "", ""
    return check.meta.failure_title, check.category, check.meta.severity.value


def as_csv(names: tuple[str, ...], rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, which Excel needs to read it as such."""
    text = io.StringIO()
    writer = csv.writer(text)
    text.write("\ufeff")
    writer.writerow(names)
    for number, row in enumerate(rows, 1):
        writer.writerow([as_cell(cell) for cell in row])
        if number % ROWS == 0:
            yield emptied(text)
    yield emptied(text)


def as_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(value)


def emptied(text: io.StringIO) -> bytes:
    piece = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return piece


def report_json(site: SiteScan) -> Iterator[bytes]:
    """The summary at once, then the pages one after another."""
    head = json.dumps(summary(site), ensure_ascii=False, indent=1)
    yield head.removesuffix("\n}").encode() + b',\n "pages": ['
    text, separator = io.StringIO(), "\n  "
    for number, row in enumerate(export_rows.pages(site.id), 1):
        page = dict(zip(PAGE_NAMES, row[1:], strict=True))
        text.write(separator + json.dumps(page, ensure_ascii=False))
        separator = ",\n  "
        if number % ROWS == 0:
            yield emptied(text)
    yield emptied(text) + b"\n ]\n}\n"


def summary(site: SiteScan) -> dict[str, Any]:
    report = site.report or {}
    return {
        "schema": SCHEMA,
        "site": about_site(site),
        "score": site.score,
        **{name: report.get(name) for name in SCORES},
        "checks": [about_check(line) for line in check_list.of_site(site)],
    }


def about_site(site: SiteScan) -> dict[str, Any]:
    plan = to_json(from_json(site.plan))
    plan.pop("urls")
    ended = site.finished_at.isoformat() if site.finished_at else None
    return {
        "id": site.public_id,
        "start_url": site.start_url,
        "host": site.host,
        "status": site.status,
        "created_at": site.created_at.isoformat(),
        "finished_at": ended,
        "plan": plan,
        "found": site.found,
        "scanned": site.done,
        "failed": site.failed,
        "skipped": site.skipped,
        "is_cut": site.is_cut,
    }


def about_check(line: CheckLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "title": line.title,
        "category": line.check.meta.category,
        "severity": line.check.meta.severity.value,
        "is_of_site": line.check.is_of_site,
        "outcome": str(line.outcome),
        "failed": line.failed,
        "warned": line.warned,
        "judged": line.judged,
        "explanation": line.explanation,
    }
