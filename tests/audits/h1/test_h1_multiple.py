"""h1.multiple."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "h1.multiple"


def test_it_passes() -> None:
    assert check(ID, "<h1>One</h1><h1 hidden>Two</h1><h2>Three</h2>").outcome == "pass"


@pytest.mark.parametrize("second", ["<h1>Two</h1>", "<p role=heading aria-level=1>Two"])
def test_it_fails(second: str) -> None:
    result = check(ID, f"<h1>One</h1>{second}")
    assert result.outcome == "fail"
    assert [finding.note for finding in result.findings] == ["One", "Two"]


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
