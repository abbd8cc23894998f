"""a11y.landmark-main."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "a11y.landmark-main"


@pytest.mark.parametrize(
    "html",
    ["<main>x</main>", "<div role=main>x</div>", "<main>x</main><main hidden>y</main>"],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("<p>x", 0),
        ("<main hidden>x</main>", 0),
        ("<main>x</main><div role=main>y</div>", 2),
    ],
)
def test_it_fails(html: str, number: int) -> None:
    result = check(ID, html)
    assert (result.outcome, result.score) == ("fail", 0)
    assert len(result.findings) == number


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"
