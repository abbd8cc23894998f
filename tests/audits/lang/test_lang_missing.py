"""lang.missing."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "lang.missing"


@pytest.mark.parametrize("html", ["<html lang=en>", "<!doctype html><HTML LANG=xx>"])
def test_it_passes(html: str) -> None:
    assert check(ID, f"{html}<p>x").outcome == "pass"


@pytest.mark.parametrize(
    "html", ["<html>", "<html lang=''>", "<html lang=' '>", "<html><body lang=en>", ""]
)
def test_it_fails(html: str) -> None:
    headers = {"Content-Language": "en"}
    result = check(ID, f"{html}<p>x", headers=headers)
    assert result.outcome == "fail"
    assert "no lang attribute" in result.explanation


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "fail"
