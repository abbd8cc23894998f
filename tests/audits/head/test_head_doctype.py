"""head.doctype."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "head.doctype"


@pytest.mark.parametrize(
    "doctype",
    [
        "<!doctype html>",
        "<!-- hello --><!DOCTYPE HTML>",
        '<!doctype html SYSTEM "about:legacy-compat">',
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">',
    ],
)
def test_it_passes(doctype: str) -> None:
    assert check(ID, f"{doctype}<p>x").outcome == "pass"


@pytest.mark.parametrize(
    ("doctype", "mode"),
    [
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">', "quirks mode"),
        ("<!doctype html foo>", "quirks mode"),
        ("<!doctype svg>", "quirks mode"),
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">', "quirks"),
        (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "x">',
            "limited quirks mode",
        ),
    ],
)
def test_it_fails(doctype: str, mode: str) -> None:
    result = check(ID, f"{doctype}<p>x")
    assert result.outcome == "fail"
    assert result.findings[0].note.startswith(mode)
    assert result.findings[0].snippet.lower() == doctype.lower()


def test_it_applies_to_every_page() -> None:
    result = check(ID)
    assert result.outcome == "fail"
    assert "no doctype" in result.explanation
