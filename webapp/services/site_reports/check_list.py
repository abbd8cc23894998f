"""What the checks found on a site: of each page alone, and of the pages together."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from webapp.domain.audit_result import Outcome
from webapp.extensions import db
from webapp.models import SiteFinding, SiteScan
from webapp.services import check_catalogue
from webapp.services.check_catalogue import Check

FAILING = (Outcome.FAIL.value, Outcome.WARN.value)
#: A report shows these first: what failed, worst first, then the rest.
ORDER = {
    name: place
    for place, names in enumerate(
        (FAILING, (Outcome.PASS,), (Outcome.NOT_APPLICABLE,), (Outcome.NOT_MEASURED,))
    )
    for name in names
}

PageChecks = dict[str, dict[str, int]]


@dataclass(frozen=True)
class CheckLine:
    """One check over a whole site. ``judged`` is None for a check of single pages:
    where it passed or did not apply is kept in their own reports. ``loss`` tells worse
    from better: weight by share of pages."""

    check: Check
    outcome: str
    failed: int = 0
    warned: int = 0
    judged: int | None = None
    explanation: str = ""
    loss: float = 0.0

    @property
    def id(self) -> str:
        return self.check.meta.id

    @property
    def affected(self) -> int:
        return self.failed + self.warned

    @property
    def is_failing(self) -> bool:
        return self.outcome in FAILING

    @property
    def title(self) -> str:
        meta = self.check.meta
        return meta.failure_title if self.is_failing else meta.title


def of_site(site: SiteScan) -> list[CheckLine]:
    """Every check, the worst first."""
    compared = {check["id"]: check for check in (site.report or {}).get("checks", [])}
    found = page_checks(site)
    lines = []
    for check in check_catalogue.every_check():
        if not check.is_of_site:
            numbers = found.get(check.meta.id, {})
            lines.append(of_pages(check, numbers, site.done))
        elif check.meta.id in compared:
            lines.append(of_whole(check, compared[check.meta.id]))
    return sorted(lines, key=lambda line: (ORDER.get(line.outcome, 3), -line.loss))


def of_pages(check: Check, numbers: dict[str, int], pages: int) -> CheckLine:
    failed, warned = (numbers.get(outcome, 0) for outcome in FAILING)
    outcome = Outcome.FAIL if failed else Outcome.WARN if warned else Outcome.PASS
    loss = check.weight * (failed + warned / 2) / max(1, pages)
    return CheckLine(check, outcome, failed, warned, loss=loss)


def of_whole(check: Check, kept: dict[str, Any]) -> CheckLine:
    outcome, affected = kept["outcome"], kept["affected"]
    is_warning = outcome == Outcome.WARN
    share = affected / max(1, kept["judged"]) / (2 if is_warning else 1)
    return CheckLine(
        check,
        Outcome.NOT_MEASURED if outcome == Outcome.ERROR else outcome,
        0 if is_warning else affected,
        affected if is_warning else 0,
        kept["judged"],
        kept["explanation"],
        check.weight * share,
    )


def line_of(site: SiteScan, check_id: str) -> CheckLine | None:
    """Of one check, or None where this site was not judged by it."""
    check = check_catalogue.find(check_id)
    if check is None:
        return None
    if not check.is_of_site:
        return of_pages(check, count(site.id, check_id).get(check_id, {}), site.done)
    kept = (site.report or {}).get("checks", [])
    return next((of_whole(check, one) for one in kept if one["id"] == check_id), None)


def page_checks(site: SiteScan) -> PageChecks:
    """How many pages fail each check, as judging counted them; counted now where the
    site scan was not judged."""
    kept: PageChecks | None = (site.report or {}).get("page_checks")
    return count(site.id) if kept is None else kept


def count(site_id: uuid.UUID, check_id: str = "") -> PageChecks:
    """By check, then by outcome; of one check alone where it is named."""
    columns = (SiteFinding.check_id, SiteFinding.outcome)
    mine = SiteFinding.site_scan_id == site_id
    if check_id:
        mine &= SiteFinding.check_id == check_id
    chosen = select(*columns, func.count()).where(mine).group_by(*columns)
    found: PageChecks = {}
    for check_id, outcome, number in db.session.execute(chosen):
        found.setdefault(check_id, {})[outcome] = number
    return found


def chosen_lines(
    lines: list[CheckLine], category: str, outcome: str
) -> list[CheckLine]:
    """Those that a person asked for; an empty choice takes all."""
    return [
        line
        for line in lines
        if category in ("", line.check.meta.category) and outcome in ("", line.outcome)
    ]


def counts(lines: list[CheckLine]) -> dict[str, int]:
    """How many checks came out how, in the order of the report."""
    found = Counter(line.outcome for line in lines)
    return {name: found[name] for name in ORDER if found[name]}


def catalogue_title(check_id: str) -> str:
    """What a failing check says; its id where no check has it any more."""
    check = check_catalogue.find(check_id)
    return check.meta.failure_title if check else check_id
