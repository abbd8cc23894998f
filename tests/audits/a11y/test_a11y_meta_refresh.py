"""a11y.meta-refresh."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "a11y.meta-refresh"


def refresh(content: str) -> str:
    return f'<meta http-equiv="Refresh" content="{content}">'


@pytest.mark.parametrize(
    "content", ["0; url=/news", "0", "0.9;url=/a", ".5", "72001", "0,url=/a"]
)
def test_it_passes(content: str) -> None:
    assert check(ID, refresh(content)).outcome == "pass"


@pytest.mark.parametrize(
    "content", ["1", "30; url=/news", "72000", "1.5 ; url=/a", " 5 "]
)
def test_it_fails(content: str) -> None:
    result = check(ID, refresh(content))
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation.endswith(" s.")
    assert "efresh" in result.findings[0].snippet


def test_the_first_valid_one_counts() -> None:
    assert (
        check(ID, refresh("soon") + refresh("0; url=/a") + refresh("5")).outcome
        == "pass"
    )


@pytest.mark.parametrize(
    "html", ["<p>x", refresh(""), refresh("soon"), refresh("5x"), refresh("-5")]
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
