"""og.required."""

from __future__ import annotations

from support.pages import check

ID = "og.required"


def test_it_passes() -> None:
    assert (
        check(
            ID,
            "".join(
                f"<meta property=og:{n} content=x>"
                for n in ("title", "type", "image", "url")
            ),
        ).outcome
        == "pass"
    )


def test_it_fails() -> None:
    assert check(ID, "<meta property=og:title content=x>").outcome == "fail"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<meta property=og:title content=x>")
    assert result.explanation.endswith(".")
    assert result.score == 0
