"""canonical.missing."""

from __future__ import annotations

from support.pages import check

ID = "canonical.missing"


def test_it_passes() -> None:
    assert check(ID, "<link rel=canonical href=/page>").outcome == "pass"
    assert (
        check(
            ID, "<p>x", headers={"Link": '<https://example.com/page>; rel="canonical"'}
        ).outcome
        == "pass"
    )


def test_it_fails() -> None:
    assert check(ID, "<p>x").outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<p>x")
    assert result.explanation.endswith(".")
    assert result.score == 0
