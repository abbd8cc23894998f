"""A broken service answers anything: each time there is a result or a reason."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support import pagespeed_answers as answers
from webapp.domain.pagespeed import PageSpeed, StrategyResult, unmeasured
from webapp.pipeline.pagespeed import from_json, to_json
from webapp.pipeline.pagespeed.errors import Failure, judge
from webapp.pipeline.pagespeed.reading import read_insights
from webapp.pipeline.pagespeed.service_call import Answer

MOST_BYTES = 20_000
#: The machine may be busy.
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=20)
)
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=20,
)


def damaged(value: Any, choose: st.DataObject) -> Any:
    """A sound answer in which some parts are replaced by anything."""
    if choose.draw(st.integers(0, 11)) == 0:
        return choose.draw(ANY_JSON)
    if isinstance(value, dict):
        return {key: damaged(inner, choose) for key, inner in value.items()}
    if isinstance(value, list):
        return [damaged(inner, choose) for inner in value]
    return value


def assert_sound(found: StrategyResult | Failure) -> None:
    if isinstance(found, Failure):
        assert found.reason
        return
    measured = PageSpeed("psi", (found, unmeasured("desktop", "not measured: x")))
    stored = to_json(measured)
    assert len(json.dumps(stored, ensure_ascii=False).encode()) < MOST_BYTES / 2
    assert from_json(json.loads(json.dumps(stored))) == measured
    assert not found.unavailable
    scores = found.scores.values()
    assert all(score is None or 0 <= score <= 100 for score in scores)
    assert any(score is not None for score in scores) or found.problem


@BUSY
@given(st.data())
def test_any_damage_gives_a_result_or_a_reason(data: st.DataObject) -> None:
    answer = damaged(answers.measured(), data)
    assert_sound(judge("mobile", Answer(200, json.dumps(answer).encode())))


@BUSY
@given(ANY_JSON, st.sampled_from([200, 204, 400, 403, 404, 429, 500, 503]))
def test_any_json_gives_a_result_or_a_reason(value: Any, status: int) -> None:
    assert_sound(judge("mobile", Answer(status, json.dumps(value).encode())))


@BUSY
@given(st.data(), st.sampled_from([400, 429, 500]))
def test_any_error_gives_a_result_or_a_reason(data: st.DataObject, status: int) -> None:
    entry = {"reason": "x", "metadata": {"quota_limit": "PerDay"}}
    error = {"code": 1, "message": "m", "errors": [entry], "details": [entry]}
    answer = damaged({"error": error}, data)
    assert_sound(judge("mobile", Answer(status, json.dumps(answer).encode())))


@BUSY
@given(st.binary(max_size=200))
def test_any_bytes_give_a_result_or_a_reason(body: bytes) -> None:
    assert_sound(judge("mobile", Answer(200, body)))


def test_the_largest_result_is_small() -> None:
    long = '"\\é漢😀' * 1000
    audits = {
        f"{long}{n}": answers.audit(
            0,
            0,
            title=long,
            displayValue=long,
            metricSavings={"LCP": 1e9, "FCP": 1e9, "INP": 1e9, "TBT": 1e9, "CLS": 1e9},
        )
        for n in range(50)
    }
    result = answers.lighthouse(audits=audits, runWarnings=[long] * 50)
    results = tuple(
        read_insights(name, answers.measured(lighthouseResult=result))
        for name in ("mobile", "desktop")
    )
    stored = json.dumps(to_json(PageSpeed("psi", results)), ensure_ascii=False)
    assert len(stored.encode()) < MOST_BYTES
