"""twitter.card."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "twitter.card"


OPEN_GRAPH = "".join(
    f"<meta property=og:{name} content=x>" for name in ("type", "title", "description")
)


@pytest.mark.parametrize(
    "html",
    [
        "<meta name=twitter:card content=summary>",
        "<meta property=twitter:card content=Summary_Large_Image>",
        OPEN_GRAPH,
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize("kind", ["photo", "product", "summary-large-image"])
def test_it_fails(kind: str) -> None:
    result = check(ID, f"<meta name=twitter:card content={kind}>{OPEN_GRAPH}")
    assert (result.outcome, result.score) == ("fail", 0)
    assert kind in result.findings[0].snippet


def test_it_warns() -> None:
    assert check(ID, "<meta name=twitter:card content=''><p>x").outcome == "warn"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"
