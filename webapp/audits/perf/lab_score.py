"""perf.lab-score: Lighthouse scores the performance at 90 or more."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_measured, passed, warned
from webapp.audits.lighthouse_problems import in_words
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.pagespeed import STRATEGIES, PageSpeed, StrategyResult

META = AuditMeta(
    id="perf.lab-score",
    category="performance",
    severity=Severity.MODERATE,
    title="Lighthouse finds the page fast",
    failure_title="Lighthouse finds the page slow",
    why=(
        "The score sums up how soon the page shows itself and reacts on a middling"
        " device, measured the same way for every page."
    ),
    how_to_fix="Begin with the checks listed here: they save most time.",
    source=(
        "https://developer.chrome.com/docs/lighthouse/performance/performance-scoring"
    ),
    verified=date(2026, 11, 24),
    inputs=("pagespeed",),
    rule=(
        "The lower of Lighthouse's performance scores for phone and desk counts. It"
        " warns below 90 and fails below 50, and where Lighthouse could not load the"
        " page. A run that failed on our side is not counted."
    ),
    wrong="Performance 41 on mobile, 78 on desktop",
    right="Performance 94 on mobile, 99 on desktop",
)

GOOD, POOR = 90, 50


def run(pagespeed: PageSpeed) -> AuditResult:
    runs = [one for name in STRATEGIES if (one := pagespeed.result(name))]
    for one in runs:
        if one.problem:
            sentence = f"On {one.strategy}, {in_words(one.problem)}."
            return failed(sentence, [Finding(one.problem, one.strategy)])
    scored = [(score, one) for one in runs if (score := performance(one)) is not None]
    if not scored:
        return not_measured("Not measured: Lighthouse gave no performance score.")
    told = ", ".join(f"{score} on {one.strategy}" for score, one in scored)
    sentence = f"Lighthouse's performance score is {told}, of 100."
    lowest, worst = min(scored, key=lambda pair: pair[0])
    if lowest >= GOOD:
        return passed(sentence)
    judge = failed if lowest < POOR else warned
    return judge(sentence, savings(worst))


def performance(result: StrategyResult) -> int | None:
    return result.scores.get("performance")


def savings(result: StrategyResult) -> list[Finding]:
    """What would save time; the rest of the failed checks is about other things."""
    return [
        Finding(f"{one.title} {one.shown}".strip(), f"saves {one.savings}")
        for one in result.opportunities
        if one.savings
    ]
