"""perf.cache."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "perf.cache"


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "no-cache"},
        {"cache-control": "public, max-age=60"},
        {"Expires": "Thu, 01 Dec 2026 16:00:00 GMT"},
    ],
)
def test_it_passes(headers: dict[str, str]) -> None:
    assert check(ID, headers=headers).outcome == "pass"


@pytest.mark.parametrize("headers", [{}, {"Cache-Control": ""}, {"ETag": '"5f"'}])
def test_it_fails(headers: dict[str, str]) -> None:
    result = check(ID, headers=headers)
    assert (result.outcome, result.score) == ("fail", 0)
    assert "Neither" in result.explanation


def test_it_warns_for_no_store() -> None:
    result = check(ID, headers={"Cache-Control": "private, No-Store"})
    assert result.outcome == "warn"
    assert result.findings[0].snippet == "Cache-Control: private, No-Store"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"
