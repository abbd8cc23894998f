"""Whether a report is good enough: what stops a build, and what only was so before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.domain.audit_result import Outcome, Severity
from webapp.domain.report import SCHEMA

#: From the mildest to the worst.
ORDER = (
    Severity.INFO,
    Severity.MINOR,
    Severity.MODERATE,
    Severity.SERIOUS,
    Severity.CRITICAL,
)

Report = Mapping[str, Any]


@dataclass(frozen=True)
class Gate:
    """``fail_under``: the least score; ``fail_on``: the mildest severity of a failed
    check that counts; ``baseline``: an earlier report, of which what was as bad is
    forgiven. A baseline alone counts checks of any severity that fail anew."""

    fail_under: int | None = None
    fail_on: Severity | None = None
    baseline: Report | None = None

    def reasons(self, report: Report) -> list[str]:
        """Why this report does not pass: a sentence each, none where it does."""
        found = [self.reason_of(audit) for audit in self.failures(report)]
        if told := self.score_reason(report["score"]):
            found.insert(0, told)
        return found

    def failures(self, report: Report) -> list[dict[str, Any]]:
        """The failed checks that count, in the report's order."""
        forgiven = failed_checks(self.baseline) if self.baseline else frozenset()
        return [
            audit
            for audit in report["audits"]
            if audit["outcome"] == Outcome.FAIL
            and self.counts(audit["severity"])
            and audit["id"] not in forgiven
        ]

    def counts(self, severity: str) -> bool:
        """Whether what fails with this severity stops a build at all."""
        if self.fail_on is None and self.baseline is None:
            return False
        return severity in ORDER[ORDER.index(self.fail_on or Severity.INFO) :]

    def reason_of(self, audit: Mapping[str, Any]) -> str:
        anew = "fails and did not before" if self.baseline else "fails"
        return f"{audit['id']} ({audit['severity']}) {anew}: {audit['explanation']}"

    def score_reason(self, score: int | None) -> str:
        """A page that could not be scored does not pass a gate of scores."""
        if self.fail_under is None:
            return ""
        if score is None:
            return f"There is no score, and at least {self.fail_under} is wanted."
        before = self.baseline["score"] if self.baseline else None
        if score >= self.fail_under or (before is not None and score >= before):
            return ""
        fell = "" if before is None else f" and was {before} before"
        return f"The score is {score}{fell}; at least {self.fail_under} is wanted."


def failed_checks(report: Report) -> frozenset[str]:
    return frozenset(
        audit["id"] for audit in report["audits"] if audit["outcome"] == Outcome.FAIL
    )


def check_baseline(value: object) -> Report:
    """A report as ``scan --format json`` prints it. Raises ``ValueError`` with a
    sentence that says what to do."""
    advice = "Make one with: flask --app webapp scan URL --format json > baseline.json"
    if not isinstance(value, dict) or not is_report(value):
        raise ValueError(f"This is no report of a scan. {advice}")
    if value["schema"] != SCHEMA:
        raise ValueError(f"This report is of another version. {advice}")
    return value


def is_report(value: Mapping[str, Any]) -> bool:
    audits = value.get("audits")
    return (
        {"schema", "score"} <= value.keys()
        and isinstance(value["score"], int | None)
        and isinstance(audits, list)
        and all(
            isinstance(one, dict) and {"id", "outcome"} <= one.keys() for one in audits
        )
    )
