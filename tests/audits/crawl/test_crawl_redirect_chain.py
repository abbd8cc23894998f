"""crawl.redirect-chain."""

from __future__ import annotations

from support.pages import check
from webapp.domain.fetched_page import Redirect

ID = "crawl.redirect-chain"


def test_it_passes() -> None:
    assert check(ID).outcome == "pass"


def test_it_fails() -> None:
    assert (
        check(ID, redirects=(Redirect("http://a.example/", 301, "/b"),) * 2).outcome
        == "fail"
    )


def test_it_passes_for_one() -> None:
    assert check(ID, redirects=(Redirect("http://a.example/", 301, "/b"),)).outcome == (
        "pass"
    )


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, redirects=(Redirect("http://a.example/", 301, "/b"),) * 2)
    assert result.explanation.endswith(".")
    assert result.score == 0
