"""crawl.status."""

from __future__ import annotations

import pytest

from support.pages import URL, check

ID = "crawl.status"


def test_it_passes() -> None:
    assert check(ID).outcome == "pass"


@pytest.mark.parametrize("status", [201, 204, 206])
def test_it_warns(status: int) -> None:
    result = check(ID, status=status)
    assert result.outcome == "warn"
    assert str(status) in result.explanation


@pytest.mark.parametrize("status", [400, 404, 410, 503])
def test_it_fails(status: int) -> None:
    result = check(ID, status=status)
    assert result.outcome == "fail"
    assert result.explanation == f"The server answered {status}."
    assert result.findings[0].snippet == URL


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"
