"""desc.multiple."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "desc.multiple"
META = "<meta name=description content='%s'>"


def test_it_passes() -> None:
    html = META % "One." + "<meta property=og:description content=Two.>"
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "html", [META % "One." * 2, META % "" + META % "x", f"{META % 'a'}<p>x{META % 'b'}"]
)
def test_it_fails(html: str) -> None:
    result = check(ID, html)
    assert (result.outcome, len(result.findings)) == ("fail", 2)
    assert result.explanation == "There are 2 meta descriptions."


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
