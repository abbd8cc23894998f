"""h.empty."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "h.empty"


@pytest.mark.parametrize(
    "html",
    [
        "<h2>a</h2>",
        "<h2 aria-label=a></h2>",
        "<h2><img src=a alt=a></h2>",
        "<h2>a</h2><h3 hidden></h3>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "empty", ["<h3> &nbsp; </h3>", "<h3><br></h3>", "<h3><img src=a></h3>"]
)
def test_it_fails(empty: str) -> None:
    result = check(ID, f"<h2>a</h2>{empty}<p role=heading></p>")
    assert result.outcome == "fail"
    assert [f.snippet for f in result.findings] == ["<h3>", '<p role="heading">']


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
