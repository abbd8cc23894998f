"""mob.viewport."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "mob.viewport"


def viewport(content: str) -> str:
    return f'<meta name="viewport" content="{content}">'


@pytest.mark.parametrize(
    "content",
    [
        "width=device-width",
        "initial-scale=1",
        "WIDTH = device-width; initial-scale = 1",
        "width=320",
    ],
)
def test_it_passes(content: str) -> None:
    assert check(ID, viewport(content)).outcome == "pass"


@pytest.mark.parametrize(
    "html", ["<p>x", viewport("user-scalable=no"), viewport(""), viewport("width=")]
)
def test_it_fails(html: str) -> None:
    result = check(ID, html)
    assert (result.outcome, result.score) == ("fail", 0)
    assert len(result.findings) == ("<meta" in html)


def test_it_warns_for_a_fixed_width() -> None:
    result = check(ID, viewport("width=1024"))
    assert result.outcome == "warn"
    assert result.explanation == "The width is fixed at 1024 pixels."


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"
