"""What every audit is made of, and the ways in which one can end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from webapp.domain.audit_result import AuditResult, Finding, Outcome, Severity

MAX_FINDINGS = 20
SNIPPET_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class AuditMeta:
    """What is known about an audit before it has seen a page.

    ``id`` is contract; the file is named by the part after the dot. ``title`` and
    ``failure_title`` are facts about a page. ``rule`` says what exactly is checked, and
    when it warns, fails or does not apply; ``wrong`` and ``right`` are a few lines of
    HTML, a header or a file that fail and pass. ``inputs`` are fields of
    ``AuditInputs``: the audit gets these and nothing else. ``verified`` is the day on
    which ``source`` was last read. ``finds_absence``: what it fails for lacking may
    stand in the rest of a page that was cut.
    """

    id: str
    category: str
    severity: Severity
    title: str
    failure_title: str
    why: str
    how_to_fix: str
    source: str
    verified: date
    inputs: tuple[str, ...] = ("page",)
    finds_absence: bool = False
    rule: str = ""
    wrong: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit: its meta, and the function that judges a page."""

    meta: AuditMeta
    run: Callable[..., AuditResult]


def passed(explanation: str = "") -> AuditResult:
    """The page does it right."""
    return AuditResult(Outcome.PASS, 1.0, explanation)


def failed(explanation: str, findings: Iterable[Finding] = ()) -> AuditResult:
    """The page does not; the findings say where."""
    return AuditResult(Outcome.FAIL, 0.0, explanation, cut(findings))


def warned(explanation: str, findings: Iterable[Finding] = ()) -> AuditResult:
    """Not wrong, and yet to be looked at: half the weight is lost."""
    return AuditResult(Outcome.WARN, 0.5, explanation, cut(findings))


def not_measured(reason: str) -> AuditResult:
    """It could not be found out, which is not the page's fault."""
    return AuditResult(Outcome.NOT_MEASURED, None, reason)


def not_applicable(explanation: str) -> AuditResult:
    """There is nothing on this page to judge."""
    return AuditResult(Outcome.NOT_APPLICABLE, None, explanation)


def cut(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    kept = list(findings)[:MAX_FINDINGS]
    return tuple(
        Finding(finding.snippet[:SNIPPET_CHARACTERS], finding.note) for finding in kept
    )


def count(number: int, one: str, many: str = "") -> str:
    """``1 image``, ``3 images``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
