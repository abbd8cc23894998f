"""sec.frame."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sec.frame"


CSP = "Content-Security-Policy"
XFO = "X-Frame-Options"


@pytest.mark.parametrize(
    "headers",
    [
        {XFO: "DENY"},
        {XFO: "sameorigin"},
        {XFO: "SAMEORIGIN, SAMEORIGIN"},
        {CSP: "default-src *; frame-ancestors 'self'"},
        {CSP: "frame-ancestors 'none'", XFO: "ALLOWALL"},
        {CSP: "frame-ancestors *, frame-ancestors https://partner.example"},
    ],
)
def test_it_passes(headers: dict[str, str]) -> None:
    assert check(ID, headers=headers).outcome == "pass"


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({}, "Neither"),
        ({XFO: "ALLOW-FROM https://a.example"}, "ignore"),
        ({CSP: "frame-ancestors *"}, "every site"),
        ({CSP: "frame-ancestors https:", XFO: "DENY"}, "every site"),
        ({CSP + "-Report-Only": "frame-ancestors 'none'"}, "Neither"),
    ],
)
def test_it_fails(headers: dict[str, str], words: str) -> None:
    result = check(ID, headers=headers)
    assert (result.outcome, result.score) == ("fail", 0)
    assert words in result.explanation


def test_a_meta_element_frames_nobody_out() -> None:
    html = (
        "<meta http-equiv=content-security-policy content=\"frame-ancestors 'none'\">"
    )
    assert check(ID, html).outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"
