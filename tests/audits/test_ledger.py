"""Whoever adds up the figures of a report gets its score."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.audits.ledger import ledger
from webapp.audits.scoring import WEIGHTS, nearest
from webapp.domain.audit_result import Severity
from webapp.domain.report import AuditEntry


def entry(weight: float, score: float | None) -> AuditEntry:
    return {"id": "x.y", "title": "X", "weight": weight, "score": score}  # type: ignore[typeddict-item]


def test_it_adds_up_by_hand() -> None:
    lines, totals = ledger([entry(2, 0.5), entry(10, 1), entry(5, 0), entry(0.5, 1)])
    shown = [(line["weight"], line["earned"], line["points"]) for line in lines]
    assert shown == [(5, 0, 28.57), (2, 1, 5.72)]
    assert totals == {
        "whole": 2,
        "whole_weight": 10.5,
        "possible": 17.5,
        "earned": 11.5,
        "points": 34.29,
        "percent": 65.71,
    }


def test_what_weighs_nothing_or_was_not_scored_is_left_out() -> None:
    lines, totals = ledger([entry(0, 0), entry(0, 1), entry(10, None), entry(5, 1)])
    assert (lines, totals["whole"], totals["percent"]) == ([], 1, 100)


def test_nothing_scored() -> None:
    lines, totals = ledger([entry(0, 0), entry(10, None)])
    assert (lines, totals["possible"], totals["percent"]) == ([], 0, 0)


weights = st.sampled_from([WEIGHTS[severity] for severity in Severity])


entries = st.builds(entry, weights, st.sampled_from([None, 0, 0.5, 1]))


@given(st.lists(entries, max_size=60))
def test_the_shown_figures_give_the_shown_score(audits: list[AuditEntry]) -> None:
    lines, totals = ledger(audits)
    if not totals["possible"]:
        return
    cents = [round(100 * line["points"]) for line in lines]
    left = 10_000 - sum(cents)
    assert all(share > 0 for share in cents)
    assert (totals["points"], totals["percent"]) == (sum(cents) / 100, left / 100)
    by_hand = (left + 50) // 100
    shown = nearest(totals["earned"], totals["possible"])
    assert shown == (min(by_hand, 99) if lines else 100)


@pytest.mark.parametrize(
    ("earned", "possible", "shown"),
    [(79.86, 100, 80), (79.5, 100, 80), (79.49, 100, 79), (199, 200, 99), (5, 5, 100)],
)
def test_the_score_is_the_nearest_whole_number(
    earned: float, possible: float, shown: int
) -> None:
    assert nearest(earned, possible) == shown
