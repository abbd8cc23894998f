"""sec.csp."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sec.csp"


CSP = "Content-Security-Policy"


@pytest.mark.parametrize(
    "value",
    [
        "default-src 'self'",
        "script-src 'nonce-abc' 'unsafe-inline'",
        "script-src 'sha256-abc=' 'unsafe-inline' https:",
        "script-src 'strict-dynamic' 'unsafe-inline'",
        "default-src 'unsafe-inline'; script-src 'self'",
        "script-src 'self'; script-src 'unsafe-inline'",
        "frame-ancestors 'none', script-src 'self'",
    ],
)
def test_it_passes(value: str) -> None:
    assert check(ID, headers={CSP: value}).outcome == "pass"


def test_a_meta_element_counts_in_the_head_alone() -> None:
    meta = "<meta http-equiv=Content-Security-Policy content=\"default-src 'self'\">"
    assert check(ID, f"<head>{meta}</head>").outcome == "pass"
    assert check(ID, f"<body><p>x</p>{meta}").outcome == "fail"


@pytest.mark.parametrize(
    "headers", [{}, {CSP: ""}, {CSP + "-Report-Only": "default-src 'self'"}]
)
def test_it_fails(headers: dict[str, str]) -> None:
    result = check(ID, headers=headers)
    assert (result.outcome, result.score) == ("fail", 0)
    assert len(result.findings) == (CSP + "-Report-Only" in headers)


@pytest.mark.parametrize(
    "value",
    [
        "script-src 'self' 'unsafe-inline'",
        "default-src * 'unsafe-inline'",
        "frame-ancestors 'self'",
        "upgrade-insecure-requests",
    ],
)
def test_it_warns(value: str) -> None:
    result = check(ID, headers={CSP: value})
    assert result.outcome == "warn"
    assert result.findings[0].snippet == value


def test_it_applies_to_every_page() -> None:
    assert check(ID, url="http://example.com/").outcome != "na"
