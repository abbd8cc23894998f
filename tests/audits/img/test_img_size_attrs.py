"""img.size-attrs."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "img.size-attrs"


@pytest.mark.parametrize(
    "more",
    [
        "width=10 height=10",
        "width=0 height=0",
        "width=100% height=50px",
        "style='width: 10px; height: 20px'",
        "width=10 style='height: 20px'",
        "style='aspect-ratio: 16 / 9'",
    ],
)
def test_it_passes(more: str) -> None:
    assert check(ID, f"<img src=a {more}>").outcome == "pass"


@pytest.mark.parametrize(
    "more",
    [
        "",
        "width=10",
        "width=auto height=auto",
        "width='' height=''",
        "style='max-width: 100%; min-height: 10px'",
        "style='width: 10px; height: auto'",
        "style='line-height: 1; border-width: 2px'",
    ],
)
def test_it_fails(more: str) -> None:
    result = check(ID, f"<img src=a {more}><img src=b width=1 height=1>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "1 of 2 images."
    assert 'src="a"' in result.findings[0].snippet


@pytest.mark.parametrize(
    "html",
    [
        "<p>x",
        "<img hidden src=a>",
        "<img src='data:image/svg+xml;utf8,x'>",
        "<img src=a style='position: absolute; top: 0'>",
    ],
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
