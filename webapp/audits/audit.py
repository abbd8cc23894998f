"""What every audit is made of, and the ways in which one can end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from webapp.domain.audit_result import AuditResult, Finding, Outcome, Severity

MAX_FINDINGS = 20
SNIPPET_CHARACTERS = 300
#: Of an explanation or a note. They quote the page, where a paragraph may be a book.
SENTENCE_CHARACTERS = 500


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
    rule: str
    wrong: str
    right: str
    inputs: tuple[str, ...] = ("page",)
    finds_absence: bool = False


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit: its meta, and the function that judges a page."""

    meta: AuditMeta
    run: Callable[..., AuditResult]


def passed(explanation: str = "") -> AuditResult:
    """The page does it right."""
    return ended(Outcome.PASS, 1.0, explanation)


def failed(explanation: str, findings: Iterable[Finding] = ()) -> AuditResult:
    """The page does not; the findings say where."""
    return ended(Outcome.FAIL, 0.0, explanation, findings)


def warned(explanation: str, findings: Iterable[Finding] = ()) -> AuditResult:
    """Not wrong, and yet to be looked at: half the weight is lost."""
    return ended(Outcome.WARN, 0.5, explanation, findings)


def not_measured(reason: str) -> AuditResult:
    """It could not be found out, which is not the page's fault."""
    return ended(Outcome.NOT_MEASURED, None, reason)


def not_applicable(explanation: str) -> AuditResult:
    """There is nothing on this page to judge."""
    return ended(Outcome.NOT_APPLICABLE, None, explanation)


def ended(
    outcome: Outcome,
    score: float | None,
    explanation: str,
    findings: Iterable[Finding] = (),
) -> AuditResult:
    """The result, with all that it took from the page cut to what people read."""
    kept = tuple(
        Finding(
            cut(finding.snippet, SNIPPET_CHARACTERS),
            cut(finding.note, SENTENCE_CHARACTERS),
        )
        for finding in islice(findings, MAX_FINDINGS)
    )
    return AuditResult(outcome, score, cut(explanation, SENTENCE_CHARACTERS), kept)


def cut(text: str, limit: int) -> str:
    """At most so many characters, the last an ellipsis where something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def count(number: int, one: str, many: str = "") -> str:
    """``1 image``, ``3 images``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
