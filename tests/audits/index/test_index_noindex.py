"""index.noindex."""

from __future__ import annotations

from support.pages import check

ID = "index.noindex"


def test_it_passes() -> None:
    assert check(ID, "<meta name=robots content='index, follow'>").outcome == "pass"
    assert (
        check(ID, "<p>x", headers={"X-Robots-Tag": "otherbot: noindex"}).outcome
        == "pass"
    )


def test_it_fails() -> None:
    assert check(ID, "<meta name=ROBOTS content='NOINDEX, follow'>").outcome == "fail"
    assert (
        check(ID, "<p>x", headers={"X-Robots-Tag": "googlebot: none"}).outcome == "fail"
    )
    assert (
        check(ID, "<body><p>x<meta name=googlebot content=noindex>").outcome == "fail"
    )


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<meta name=ROBOTS content='NOINDEX, follow'>")
    assert result.explanation.endswith(".")
    assert result.score == 0
