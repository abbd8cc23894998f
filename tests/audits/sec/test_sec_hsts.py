"""sec.hsts."""

from __future__ import annotations

from support.pages import check

ID = "sec.hsts"


def test_it_passes() -> None:
    assert (
        check(
            ID, headers={"Strict-Transport-Security": "max-age=63072000; preload"}
        ).outcome
        == "pass"
    )


def test_it_warns() -> None:
    assert (
        check(ID, headers={"Strict-Transport-Security": "max-age=300"}).outcome
        == "warn"
    )


def test_it_fails() -> None:
    assert (
        check(ID, headers={"Strict-Transport-Security": "max-age=0"}).outcome == "fail"
    )
    assert check(ID).outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, url="http://example.com/").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, headers={"Strict-Transport-Security": "max-age=0"})
    assert result.explanation.endswith(".")
    assert result.score == 0
