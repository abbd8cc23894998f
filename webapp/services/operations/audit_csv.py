"""The audit log as CSV (RFC 4180), a line an entry."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from webapp.models import AuditEntry
from webapp.services.operations import audit_entries
from webapp.services.report_csv import harmless

COLUMNS = ("time", "operator", "address", "action", "target", "number", "detail")
#: Excel needs it to read UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def lines(query: str = "") -> Iterator[str]:
    """What ``audit_entries.list_entries`` finds, all of it."""
    yield BYTE_ORDER_MARK + line(COLUMNS)
    for entry in audit_entries.all_entries(query):
        yield line(cells(entry))


def cells(entry: AuditEntry) -> tuple[object, ...]:
    return (
        entry.at.isoformat(timespec="seconds"),
        entry.email,
        entry.address,
        entry.action,
        entry.target,
        entry.number,
        entry.detail,
    )


def line(values: tuple[object, ...]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([harmless(value) for value in values])
    return text.getvalue()
