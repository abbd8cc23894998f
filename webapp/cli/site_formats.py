"""The report of a site as build servers read it: JUnit, SARIF, GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from webapp.cli import formats
from webapp.cli.formats import Report

#: Pages that one check names, where each is a line of a text.
MOST_PAGES = 20
#: GitHub reads the first 25,000 results of a run.
#: https://docs.github.com/code-security/reference/code-scanning/sarif-support
MOST_RESULTS = 25_000


def as_scan(report: Report) -> Report:
    """As the report of one page: its pages are the evidence of its checks."""
    return {
        "scan": {"url": report["site"]["url"]},
        "score": report["score"],
        "audits": [as_audit(check) for check in report["checks"]],
    }


def as_audit(check: Mapping[str, Any]) -> Mapping[str, Any]:
    pages = check["pages"]
    evidence = [
        {"snippet": page["url"], "note": page["note"]} for page in pages[:MOST_PAGES]
    ]
    if len(pages) > MOST_PAGES:
        told = f"… and {len(pages) - MOST_PAGES} more pages"
        evidence.append({"snippet": told, "note": ""})
    return {**check, "evidence": evidence}


def junit(report: Report) -> str:
    return formats.junit(as_scan(report))


def github(report: Report) -> str:
    return formats.github(as_scan(report))


def sarif(report: Report) -> str:
    """A result for each page and check that it does not pass."""
    found = [check for check in report["checks"] if formats.is_complaint(check)]
    pairs = (
        (number, of_page(check, page), page["url"])
        for number, check in enumerate(found)
        for page in check["pages"]
    )
    results = [formats.sarif_result(*each) for each in islice(pairs, MOST_RESULTS)]
    return json.dumps(formats.sarif_log(found, results), indent=2)


def of_page(check: Mapping[str, Any], page: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the check says of this page alone."""
    told = page["note"] or check["explanation"]
    kept = {"outcome": page["outcome"], "explanation": told, "evidence": []}
    return {**check, **kept}


FORMATS: dict[str, Callable[[Report], str]] = {
    "junit": junit,
    "sarif": sarif,
    "github": github,
}
