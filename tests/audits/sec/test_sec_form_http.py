"""sec.form-http."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sec.form-http"


@pytest.mark.parametrize(
    "html",
    ["<form action=/order><button>Send</button>", "<form action=https://pay.example/>"],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "html",
    [
        "<form action=http://example.com/order>",
        "<form action=/order><button formaction=HTTP://example.com/draft>Save</button>",
        "<base href=http://example.com/><form action=order>",
    ],
)
def test_it_fails(html: str) -> None:
    result = check(ID, html)
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].note.lower().startswith("http://example.com/")


def test_a_policy_upgrades_it() -> None:
    headers = {"Content-Security-Policy": "upgrade-insecure-requests"}
    html = "<form action=http://example.com/order>"
    assert check(ID, html, headers=headers).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<p>no form", "https://example.com/"),
        ("<form><input name=q></form>", "https://example.com/"),
        ("<form action=''><input name=q></form>", "https://example.com/"),
        ("<form action=/order>", "http://example.com/"),
    ],
)
def test_it_does_not_apply(html: str, url: str) -> None:
    assert check(ID, html, url=url).outcome == "na"
