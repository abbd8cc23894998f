"""img.lazy-hero."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "img.lazy-hero"


LARGE = "width=1200 height=600"


@pytest.mark.parametrize(
    "html",
    [
        f"<img src=a {LARGE}><img src=b {LARGE} loading=lazy>",
        f"<img src=icon width=32 height=32 loading=lazy><img src=a {LARGE}>",
        f"<img hidden src=a {LARGE} loading=lazy><img src=b {LARGE} loading=eager>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "size", [LARGE, "width=300 height=150", "style='width: 400px; height: 300px'"]
)
def test_it_warns(size: str) -> None:
    result = check(
        ID, f"<img src=icon width=32 height=32><img src=a {size} loading=LAZY>"
    )
    assert result.outcome == "warn"
    assert 'src="a"' in result.findings[0].snippet


def test_it_fails_where_lazy_and_urgent_contradict() -> None:
    result = check(
        ID, f"<img src=a {LARGE}><img src=b loading=lazy fetchpriority=high>"
    )
    assert (result.outcome, result.score) == ("fail", 0)
    assert 'src="b"' in result.findings[0].snippet


@pytest.mark.parametrize(
    "html",
    [
        "<p>x",
        "<img src=a loading=lazy>",
        "<img src=a width=100% height=600 loading=lazy>",
    ],
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
