"""img.picture."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "img.picture"


def test_it_passes() -> None:
    html = "<picture><source srcset=a.avif><div><img src=a.jpg></div></picture>"
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("inside", "note"),
    [
        ("<source srcset=a.avif>", "no img inside"),
        ("<source srcset=a.avif><img alt=x>", "its img has no src"),
        ("<img src='' data-src=a.jpg>", "its img has no src"),
    ],
)
def test_it_fails(inside: str, note: str) -> None:
    result = check(ID, f"<picture>{inside}</picture><picture><img src=b></picture>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "1 of 2 pictures."
    assert result.findings[0].note == note


def test_it_does_not_apply() -> None:
    assert check(ID, "<img alt=x>").outcome == "na"
