"""head.base."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "head.base"
SITE = "https://example.com"


@pytest.mark.parametrize("href", ["https://example.com/en/", "/en/", "//example.org"])
def test_it_passes(href: str) -> None:
    assert check(ID, f"<base href='{href}'><base target=_top>").outcome == "pass"


@pytest.mark.parametrize(
    ("html", "notes"),
    [
        ("<base href='javascript:x'>", ["no usable address"]),
        ("<base href=''>", ["no usable address"]),
        ("<base href=/a><base href='http://['>", [f"{SITE}/a", "no usable address"]),
        ("<base href=/a><base href=/a>", [f"{SITE}/a", f"{SITE}/a"]),
    ],
)
def test_it_fails(html: str, notes: list[str]) -> None:
    result = check(ID, html)
    assert result.outcome == "fail"
    assert [finding.note for finding in result.findings] == notes


def test_it_does_not_apply() -> None:
    assert check(ID, "<base target=_blank>").outcome == "na"
