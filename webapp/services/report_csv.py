"""A report as CSV (RFC 4180), a line a check."""

from __future__ import annotations

import csv
import io
from typing import Any

COLUMNS = (
    "id",
    "category",
    "outcome",
    "severity",
    "weight",
    "score",
    "title",
    "explanation",
    "evidence",
    "how_to_fix",
)
#: Spreadsheets run what begins so as a formula; the apostrophe makes it text.
#: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(report: dict[str, Any]) -> bytes:
    """UTF-8 with a byte order mark, which Excel needs to read it as such."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("url", *COLUMNS))
    for audit in report["audits"]:
        cells = {**audit, "evidence": evidence(audit)}
        row = (report["final_url"], *(cells[column] for column in COLUMNS))
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def evidence(audit: dict[str, Any]) -> str:
    lines = (f"{found['snippet']} {found['note']}" for found in audit["evidence"])
    return "\n".join(line.strip() for line in lines)


def harmless(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
