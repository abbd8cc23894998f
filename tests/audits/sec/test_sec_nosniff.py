"""sec.nosniff."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sec.nosniff"


@pytest.mark.parametrize("value", ["nosniff", "NoSniff", "nosniff, nosniff"])
def test_it_passes(value: str) -> None:
    assert check(ID, headers={"x-content-type-options": value}).outcome == "pass"


@pytest.mark.parametrize("value", ["sniff", "", "none, nosniff"])
def test_it_fails(value: str) -> None:
    result = check(ID, headers={"X-Content-Type-Options": value})
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].snippet == f"X-Content-Type-Options: {value}"


def test_it_applies_to_every_page() -> None:
    assert check(ID).explanation == "The header is missing."
