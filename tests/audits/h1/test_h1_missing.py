"""h1.missing."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "h1.missing"


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Tomatoes</h1>",
        "<h1></h1><h1>Tomatoes</h1>",
        "<h1><img src=a alt=Tomatoes></h1>",
        "<div role=heading aria-level=1>Tomatoes</div>",
    ],
)
def test_it_passes(html: str) -> None:
    result = check(ID, html)
    assert (result.outcome, result.explanation) == ("pass", "It is “Tomatoes”.")


@pytest.mark.parametrize(
    ("html", "findings"),
    [
        ("<h1></h1>", 1),
        ("<h1><img src=a></h1>", 1),
        ("<h2>Tomatoes</h2>", 0),
        ("<h1 hidden>Tomatoes</h1>", 0),
        ("<div style='display: none'><h1>Tomatoes</h1></div>", 0),
        ("<div role=heading>Tomatoes</div>", 0),
    ],
)
def test_it_fails(html: str, findings: int) -> None:
    result = check(ID, html)
    assert (result.outcome, len(result.findings)) == ("fail", findings)


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "fail"
