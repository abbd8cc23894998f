"""link.empty."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "link.empty"


@pytest.mark.parametrize(
    "html",
    [
        "<a href=/a>Soil</a>",
        "<a href=/a><img src=i alt=Home></a>",
        "<a href=/a aria-label=Next></a><a href=/b title=Next></a>",
        "<a href=/a aria-labelledby=x></a>",
        "<a href=/a><svg><title>Cart</title></svg></a>",
        "<map><area href=/a alt=North></map>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "html",
    [
        "<a href=/a></a>",
        "<a href=/a><img src=i></a>",
        "<a href=/a><img src=i alt=' '></a>",
        "<a href=/a aria-label=''><i class=icon></i></a>",
        "<map><area href=/a></map>",
    ],
)
def test_it_fails(html: str) -> None:
    result = check(ID, html + "<a href=/b>B</a>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert [finding.note for finding in result.findings] == ["https://example.com/a"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>x",
        "<a id=top></a>",
        "<a href=/a hidden></a>",
        "<a href=/a aria-hidden=true></a>",
    ],
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
