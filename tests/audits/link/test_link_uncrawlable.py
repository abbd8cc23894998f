"""link.uncrawlable."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "link.uncrawlable"


@pytest.mark.parametrize(
    "tag",
    [
        "a href=/soil onclick='track()'",
        "a href='#'",
        "a href='#top'",
        "a href='?page=2'",
        "a href=//example.com",
        "a href=tel:5555555",
        "a href=ftp://me@host.example",
        "a href=http://172.217.20.78",
        "a href='#:~:text=soil'",
    ],
)
def test_it_passes(tag: str) -> None:
    assert check(ID, f"<{tag}>Soil</a>").outcome == "pass"


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("a href='javascript:void(0)'", "its href is a script"),
        ("a href=' JavaScript : void 0'", "its href is a script"),
        ("a name=x href='java\nscript:go()'", "its href is a script"),
        ("a href=file:///soil.html", "its href is a file on one machine"),
        ("a href='' onclick='go()'", "its href is empty"),
        ("a href=' ' id=x onclick='go()'", "its href is empty"),
        ("a href='http://[x'", "its href cannot be read"),
        ("a href='https://example.com:port/'", "its href cannot be read"),
        ("a onclick='go()'", "it has a click handler and no href"),
        ("a id=x onclick='go()'", "it has a click handler and no href"),
        ("a ng-click='go()'", "it has a click handler and no href"),
        ("a target=_blank", "it has attributes of a link and no href"),
        ("a routerLink=/soil", "it has attributes of a link and no href"),
    ],
)
def test_it_fails(tag: str, reason: str) -> None:
    result = check(ID, f"<{tag}>Soil</a><a href=/>Home</a>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert [finding.note for finding in result.findings] == [reason]


@pytest.mark.parametrize(
    "tag",
    [
        "a name=top",
        "a id=top",
        "a href='' id=top",
        "a",
        "a class=here",
        "a role=button href='javascript:void(0)'",
        "a href='javascript:window.print()'",
        "a onclick='history.back()'",
        "a href=mailto:a@example.com onclick='open()'",
    ],
)
def test_it_does_not_apply(tag: str) -> None:
    assert check(ID, f"<{tag}>Soil</a>").outcome == "na"
