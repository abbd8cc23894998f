"""What an answer of PageSpeed Insights amounts to: a result, or a failure by its kind.

The service documents few of its errors; these rules are what it was seen to answer.
https://developers.google.com/speed/docs/insights/rest/v5/pagespeedapi/runpagespeed
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

from webapp.domain.pagespeed import StrategyResult
from webapp.pipeline.pagespeed.reading import (
    PAGE_PROBLEMS,
    page_problem,
    read_insights,
)
from webapp.pipeline.pagespeed.service_call import Answer
from webapp.pipeline.pagespeed.values import items, parse_object, part, text

LIGHTHOUSE_CODE = re.compile(r"Lighthouse returned error: ([A-Z][A-Z_]{1,59})")
#: In a line of the log or of the report, no longer than this.
MESSAGE_BYTES = 400
MAX_ENTRIES = 20


class Retry(Enum):
    """Whether, and how soon, the same call may go better."""

    NEVER = "never"
    SOON = "soon"
    AFTER_A_PAUSE = "after a pause"


@dataclass(frozen=True, slots=True)
class Failure:
    """``reason`` is the end of ``not measured: …``. ``is_service``: the service itself
    is in trouble, for the breaker to count. ``alarm`` is for the operator's log."""

    reason: str
    retry: Retry = Retry.NEVER
    is_service: bool = True
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """The ``error`` object: its words, and every reason it names."""

    message: str
    reasons: frozenset[str]
    quota: dict[str, Any]

    @property
    def lighthouse_code(self) -> str:
        found = LIGHTHOUSE_CODE.search(self.message)
        return found[1] if found else ""


def judge(strategy: str, answer: Answer) -> StrategyResult | Failure:
    """The strategy's result, or why there is none."""
    if answer.is_cut:
        return Failure("PageSpeed Insights answered with more than 10 MB")
    found = parse_object(answer.body)
    if answer.status != 200:
        return judge_error(strategy, answer.status, read_error(found))
    if found is None:
        return Failure("PageSpeed Insights answered with something other than JSON")
    result = read_insights(strategy, found)
    if result.unavailable:
        return Failure(result.unavailable.removeprefix("not measured: "))
    return result


def read_error(found: dict[str, Any] | None) -> ErrorAnswer:
    error = part(found, "error")
    entries = [*items(error.get("errors")), *items(error.get("details"))][:MAX_ENTRIES]
    reasons = {text(part(entry).get("reason"), 80) for entry in entries}
    quotas = [part(entry, "metadata") for entry in entries]
    quota = next((one for one in quotas if "quota_limit" in one), {})
    message = text(error.get("message"), MESSAGE_BYTES)
    return ErrorAnswer(message, frozenset(reasons), quota)


def judge_error(
    strategy: str, status: int, error: ErrorAnswer
) -> StrategyResult | Failure:
    """By status and reason."""
    if status == 400:
        return judge_bad_request(strategy, error)
    if status in (401, 403):
        return key_refused(error)
    if status == 429:
        return judge_quota(error)
    if status < 500:
        return Failure(f"PageSpeed Insights answered with status {status}")
    if error.lighthouse_code in PAGE_PROBLEMS:  # as the service did it in former years
        return page_problem(strategy, error.lighthouse_code)
    reason = f"PageSpeed Insights failed on its side (status {status})"
    return Failure(reason, Retry.SOON)


def judge_bad_request(strategy: str, error: ErrorAnswer) -> StrategyResult | Failure:
    if "API_KEY_INVALID" in error.reasons or "keyInvalid" in error.reasons:
        return key_refused(error)
    if "lighthouseUserError" in error.reasons or error.lighthouse_code:
        return page_problem(strategy, error.lighthouse_code or "UNKNOWN_ERROR")
    reason = "PageSpeed Insights does not take this address"
    return Failure(reason, is_service=False)


def key_refused(error: ErrorAnswer) -> Failure:
    told = ", ".join(sorted(filter(None, error.reasons))) or "no reason given"
    alarm = f"PageSpeed Insights refuses the operator's key ({told}): {error.message}"
    return Failure("the operator's key was refused", alarm=alarm)


def judge_quota(error: ErrorAnswer) -> Failure:
    """A day's quota does not come back while a scan waits; a minute's may."""
    if text(error.quota.get("quota_limit_value"), 20) == "0":
        return Failure("PageSpeed Insights wants a key that has a quota")
    limit = text(error.quota.get("quota_limit"), 80)
    if "PerDay" in limit or "per day" in error.message.lower():
        return Failure("the operator's quota at PageSpeed Insights is used up today")
    reason = "PageSpeed Insights was asked too often within a minute"
    return Failure(reason, Retry.AFTER_A_PAUSE)
