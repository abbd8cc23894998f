"""From the answer of PageSpeed Insights, or of Lighthouse, to a ``StrategyResult``.

Only what the report shows is taken; a broken service answers anything, so no type is
trusted. https://developers.google.com/speed/docs/insights/rest/v5/pagespeedapi/runpagespeed
"""

from __future__ import annotations

from typing import Any

from webapp.domain.pagespeed import FieldData, StrategyResult, unmeasured
from webapp.pipeline.pagespeed.metrics import read_field, read_lab
from webapp.pipeline.pagespeed.opportunities import read_opportunities
from webapp.pipeline.pagespeed.values import items, number, part, text

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MAX_WARNINGS = 5
WARNING_BYTES = 200
#: What Lighthouse says of the page; its other codes are about itself or its browser.
#: https://github.com/GoogleChrome/lighthouse/blob/main/core/lib/lh-error.js
PAGE_PROBLEMS = frozenset(
    {
        "CHROME_INTERSTITIAL_ERROR",
        "DNS_FAILURE",
        "ERRORED_DOCUMENT_REQUEST",
        "FAILED_DOCUMENT_REQUEST",
        "INSECURE_DOCUMENT_REQUEST",
        "NOT_HTML",
        "NO_DOCUMENT_REQUEST",
        "NO_FCP",
        "NO_LCP",
        "PAGE_HUNG",
    }
)
#: Words of Lighthouse where nothing went wrong.
NO_ERROR = ("", "NO_ERROR")


def read_insights(strategy: str, answer: dict[str, Any]) -> StrategyResult:
    """A 200 answer of PageSpeed Insights v5: what it measured, or ``unavailable``."""
    captcha = text(answer.get("captchaResult"), 40)
    if captcha not in ("", "CAPTCHA_NOT_NEEDED"):
        reason = "not measured: PageSpeed Insights takes us for a robot and asks back"
        return unmeasured(strategy, reason)
    return read_lighthouse(
        strategy, part(answer, "lighthouseResult"), read_field(answer)
    )


def read_lighthouse(
    strategy: str, result: dict[str, Any], field: FieldData | None = None
) -> StrategyResult:
    """A result of Lighthouse's: scores, or a problem of the page, or ``unavailable``.

    Real visitors' figures count by themselves: where Lighthouse failed on the page,
    they are kept.
    """
    code = text(part(result, "runtimeError").get("code"), 60)
    if code not in NO_ERROR and code not in PAGE_PROBLEMS:
        return unmeasured(strategy, f"not measured: Lighthouse broke off ({code})")
    scores = read_scores(result)
    if code in NO_ERROR and all(score is None for score in scores.values()):
        reason = "not measured: the answer of PageSpeed holds no scores"
        return unmeasured(strategy, reason)
    return StrategyResult(
        strategy,
        scores,
        read_lab(result),
        field,
        warnings=read_warnings(result),
        lighthouse_version=text(result.get("lighthouseVersion"), 20),
        problem="" if code in NO_ERROR else code,
        opportunities=read_opportunities(result),
    )


def page_problem(strategy: str, code: str) -> StrategyResult:
    """Lighthouse could do nothing with the page, and said why."""
    scores: dict[str, int | None] = dict.fromkeys(CATEGORIES)
    return StrategyResult(strategy, scores, (), None, problem=code)


def read_scores(result: dict[str, Any]) -> dict[str, int | None]:
    """0 to 100 by category; None where there is no score from 0 to 1."""
    found = {
        name: number(part(result, "categories", name).get("score"))
        for name in CATEGORIES
    }
    return {
        name: None if score is None or score > 1 else int(score * 100 + 0.5)
        for name, score in found.items()
    }


def read_warnings(result: dict[str, Any]) -> tuple[str, ...]:
    told = items(result.get("runWarnings"))[:MAX_WARNINGS]
    lines = [text(warning, WARNING_BYTES) for warning in told]
    return tuple(line for line in lines if line)
