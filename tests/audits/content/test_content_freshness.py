"""content.freshness."""

from __future__ import annotations

from datetime import timedelta

import pytest

from support.pages import check
from webapp.audits.page_dates import today
from webapp.domain.audit_result import AuditResult

ID = "content.freshness"


def aged(days: int) -> AuditResult:
    day = today() - timedelta(days=days)
    data = f'{{"@type": "Article", "dateModified": "{day}", "datePublished": "2001-01-01"}}'
    return check(ID, f"<script type=application/ld+json>{data}</script><p>Soil")


@pytest.mark.parametrize(("days", "bound"), [(0, 90), (89, 90), (90, 180), (179, 180)])
def test_it_passes(days: int, bound: int) -> None:
    result = aged(days)
    assert result.outcome == "pass"
    assert result.explanation.endswith(f"less than {bound} days.")


@pytest.mark.parametrize("days", [180, 364])
def test_it_warns(days: int) -> None:
    assert aged(days).outcome == "warn"


def test_it_fails() -> None:
    result = aged(365)
    assert (result.outcome, result.score) == ("fail", 0)
    assert "365 days ago" in result.explanation


def test_a_date_that_is_shown_counts() -> None:
    html = "<p>Soil</p><time datetime=2023-01-15>2023-01-15</time>"
    assert "2023-01-15" in check(ID, html).explanation


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>Soil").outcome == "na"
    assert aged(-5).outcome == "na"
