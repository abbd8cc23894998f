"""What a site check is made of: an audit's meta, and a function of the whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from webapp.audits.audit import SENTENCE_CHARACTERS, AuditMeta, cut
from webapp.domain.audit_result import Outcome
from webapp.domain.site_view import SiteView


@dataclass(frozen=True, slots=True)
class Affected:
    """A page with the fault: its place in the site's pages, and what exactly."""

    page: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class SiteResult:
    """``judged`` pages were looked at; ``affected`` have the fault, a page once each.
    ``outcome`` follows: not applicable where none could be judged."""

    outcome: Outcome
    explanation: str
    judged: int = 0
    affected: tuple[Affected, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteAudit:
    meta: AuditMeta
    run: Callable[[SiteView], SiteResult]


def judged(
    number: int, affected: Iterable[Affected], sentence: str, *, warns: bool = False
) -> SiteResult:
    """The result for so many pages that were judged: passed where none is affected,
    else failed, or warned where the fault is not one for sure."""
    found = tuple(
        Affected(one.page, cut(one.note, SENTENCE_CHARACTERS)) for one in affected
    )
    outcome = Outcome.PASS
    if found:
        outcome = Outcome.WARN if warns else Outcome.FAIL
    return SiteResult(outcome, sentence, number, found)


def not_applicable(sentence: str) -> SiteResult:
    return SiteResult(Outcome.NOT_APPLICABLE, sentence)


def not_measured(sentence: str) -> SiteResult:
    return SiteResult(Outcome.NOT_MEASURED, sentence)
