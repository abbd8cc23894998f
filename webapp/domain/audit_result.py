"""What an audit says: outcome, severity, findings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How one audit ended. NOT_MEASURED and ERROR are ours, never the page's fault."""

    PASS = "pass"  # noqa: S105 (an outcome, not a password)
    WARN = "warn"
    FAIL = "fail"
    NOT_APPLICABLE = "na"
    NOT_MEASURED = "not_measured"
    ERROR = "error"


class Severity(StrEnum):
    """How much a failing audit costs the page; axe's impact scale, plus info."""

    CRITICAL = "critical"
    SERIOUS = "serious"
    MODERATE = "moderate"
    MINOR = "minor"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where an audit failed: a snippet, selector or URL, and a remark."""

    snippet: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What one audit found on one page.

    ``score`` is 1 for a pass, 0 for a fail, between them for a warning, None where
    nothing was scored. ``explanation`` is one sentence about this very page.
    """

    outcome: Outcome
    score: float | None
    explanation: str = ""
    findings: tuple[Finding, ...] = ()
