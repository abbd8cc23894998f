"""sec.mixed."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sec.mixed"


@pytest.mark.parametrize(
    "html",
    [
        "<script src=https://a.example/a.js></script><img src=//a.example/i.png>",
        "<a href=http://a.example/>a link loads nothing</a>",
        "<script type=application/ld+json src=http://a.example/data.json></script>",
        "<script src=http://localhost:3000/a.js></script><img src=http://127.0.0.1/i>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "html",
    [
        "<script src=http://a.example/a.js></script>",
        "<script type=module src=HTTP://a.example/a.js></script>",
        "<link rel=stylesheet href=http://a.example/a.css>",
        "<iframe src=http://a.example/></iframe>",
        "<object data=http://a.example/a.pdf></object>",
        "<img src=/i.png srcset='/i.png 1x, http://a.example/i.png 2x'>",
        "<base href=http://a.example/><script src=a.js></script>",
    ],
)
def test_it_fails_for_what_browsers_block(html: str) -> None:
    result = check(ID, html)
    assert (result.outcome, result.score) == ("fail", 0)
    assert "blocked" in result.findings[0].note


@pytest.mark.parametrize(
    "html",
    ["<img src=http://a.example/i.png>", "<video src=http://a.example/v></video>"],
)
def test_it_warns_for_media(html: str) -> None:
    result = check(ID, html)
    assert result.outcome == "warn"
    assert "http://a.example/" in result.findings[0].snippet


def test_what_is_blocked_comes_first() -> None:
    html = "<img src=http://a.example/i><script src=http://a.example/a.js></script>"
    result = check(ID, html)
    assert [finding.snippet[:4] for finding in result.findings] == ["<scr", "<img"]


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ("", {"Content-Security-Policy": "default-src *; Upgrade-Insecure-Requests"}),
        (
            "<meta http-equiv=Content-Security-Policy content=upgrade-insecure-requests>",
            {},
        ),
    ],
)
def test_a_policy_upgrades_them(head: str, headers: dict[str, str]) -> None:
    html = f"<head>{head}</head><script src=http://a.example/a.js></script>"
    result = check(ID, html, headers=headers)
    assert result.outcome == "pass"
    assert "into https" in result.explanation


def test_a_policy_that_only_reports_upgrades_nothing() -> None:
    headers = {"Content-Security-Policy-Report-Only": "upgrade-insecure-requests"}
    assert check(ID, "<img src=http://a.example/i>", headers=headers).outcome == "warn"


def test_it_does_not_apply_to_http() -> None:
    assert check(ID, "<img src=/i>", url="http://example.com/").outcome == "na"
