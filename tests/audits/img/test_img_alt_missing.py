"""img.alt-missing."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "img.alt-missing"


@pytest.mark.parametrize(
    "html",
    [
        "<img src=a alt='Red tomatoes'><img src=b alt=''><img src=c alt>",
        "<a href=/x><img src=a alt=''>Soil</a>",
        "<a href=/x aria-label=Soil><img src=a alt=''></a>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "html",
    [
        "<a href=/x><img src=a alt=''></a>",
        "<a href=/x><img src=a></a>",
        "<a href=/x><img src=a alt=' '> </a>",
    ],
)
def test_it_fails_for_a_link_that_says_nothing(html: str) -> None:
    result = check(ID, "<img src=b>" + html)
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].note == "its link has no other content"
    assert len(result.findings) == 2


def test_it_warns_without_alt() -> None:
    result = check(ID, "<img src=a><img src=b alt=B>")
    assert result.outcome == "warn"
    assert result.explanation == "1 of 2 images."
    assert result.findings[0].note == "it has no alt attribute"


@pytest.mark.parametrize(
    "html",
    [
        "<p>x",
        "<img src=a role=presentation><img src=a role=none>",
        "<img src=a aria-hidden=true>",
        "<img src=a aria-label=Soil><img src=a title=Soil><img src=a aria-labelledby=x>",
        "<div hidden><img src=a></div>",
        "<img src=https://count.example/p width=1 height=1>",
    ],
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
