"""Whether the report of a site is good enough: what stops a build, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.domain.audit_result import Outcome
from webapp.domain.gate import Gate, Report

#: Of the report of a site as the command prints it.
SCHEMA = 1
#: Addresses in one sentence.
MOST_TOLD = 3
ADVICE = "Make one with: flask --app webapp site URL --format json > baseline.json"

Pair = tuple[str, str]


@dataclass(frozen=True)
class SiteGate(Gate):
    """As ``Gate``, where a failed check counts for each page that fails it: of a
    baseline are forgiven the pairs of check and address that failed there."""

    def failures(self, report: Report) -> list[dict[str, Any]]:
        """The failed checks that count, each with the pages that do."""
        forgiven = failed_pairs(self.baseline) if self.baseline else frozenset()
        found = []
        for check in report["checks"]:
            pages = [
                url for url in failing(check) if (check["id"], url) not in forgiven
            ]
            if pages and self.counts(check["severity"]):
                found.append({**check, "pages": pages})
        return found

    def reason_of(self, check: Mapping[str, Any]) -> str:
        pages = check["pages"]
        told = ", ".join(pages[:MOST_TOLD])
        more = f" and {len(pages) - MOST_TOLD} more" if len(pages) > MOST_TOLD else ""
        anew = "fails and did not before on" if self.baseline else "fails on"
        return f"{check['id']} ({check['severity']}) {anew} {told}{more}"


def failing(check: Mapping[str, Any]) -> list[str]:
    return [one["url"] for one in check["pages"] if one["outcome"] == Outcome.FAIL]


def failed_pairs(report: Report) -> frozenset[Pair]:
    return frozenset(
        (check["id"], url) for check in report["checks"] for url in failing(check)
    )


def check_site_baseline(value: object) -> Report:
    """A report as ``site --format json`` prints it. Raises ``ValueError`` with a
    sentence that says what to do."""
    if not isinstance(value, dict) or not is_site_report(value):
        raise ValueError(f"This is no report of a site scan. {ADVICE}")
    if value["schema"] != SCHEMA:
        raise ValueError(f"This report is of another version. {ADVICE}")
    return value


def is_site_report(value: Mapping[str, Any]) -> bool:
    checks = value.get("checks")
    return (
        {"schema", "score", "site"} <= value.keys()
        and isinstance(value["score"], int | None)
        and isinstance(checks, list)
        and all(map(is_check, checks))
    )


def is_check(value: object) -> bool:
    return (
        isinstance(value, dict)
        and {"id", "pages"} <= value.keys()
        and isinstance(value["pages"], list)
        and all(
            isinstance(one, dict) and {"url", "outcome"} <= one.keys()
            for one in value["pages"]
        )
    )
