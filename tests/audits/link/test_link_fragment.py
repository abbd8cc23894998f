"""link.fragment."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "link.fragment"


@pytest.mark.parametrize(
    "html",
    [
        "<a href=#x>X</a><p id=x>",
        "<a href=/page#x>X</a><a name=x></a>",
        "<a href=#caf%C3%A9>X</a><p id=café>",
        "<a href=#a%20b>X</a><p id='a%20b'>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "html",
    [
        "<a href=#x>X</a>",
        "<a href=#x>X</a><p id=X>",
        "<a href=https://example.com/page#x>X</a>",
    ],
)
def test_it_fails(html: str) -> None:
    result = check(ID, html + "<a href=#ok>OK</a><p id=ok>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "1 link without a target."


@pytest.mark.parametrize(
    "html",
    [
        "<a href=#>X</a><a href=#top>X</a><a href=#TOP>X</a>",
        "<a href=#/route>X</a><a href=#!route>X</a><a href='#:~:text=x'>X</a>",
        "<a href=/other#x>X</a>",
        "<a href=#x role=tab>X</a><a href=#x onclick='open()'>X</a>",
        "<base href=https://example.com/other><a href=#x>X</a>",
    ],
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
