"""link.localhost."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "link.localhost"


@pytest.mark.parametrize(
    "url",
    [
        "/soil",
        "https://8.8.8.8/",
        "https://dev.example.com/",
        "https://staging.other.example/",
        "https://localhost.example/",
        "https://stages.example.com/",
        "https://[2606:4700::1111]/",
    ],
)
def test_it_passes(url: str) -> None:
    assert check(ID, f"<a href={url}>A</a>").outcome == "pass"


@pytest.mark.parametrize(
    ("url", "note"),
    [
        ("http://localhost:3000/soil", "a name for private networks"),
        ("http://app.LOCALHOST/", "a name for private networks"),
        ("http://printer.local/", "a name for private networks"),
        ("http://127.0.0.1/", "an address for private networks"),
        ("http://192.168.1.5/", "an address for private networks"),
        ("http://10.0.0.1:8080/", "an address for private networks"),
        ("http://[::1]/", "an address for private networks"),
        ("http://intranet/", "a name without a domain"),
        ("https://staging.example.com/", "a host for staging"),
        ("https://shop-uat2.example.com/", "a host for staging"),
    ],
)
def test_it_fails(url: str, note: str) -> None:
    result = check(ID, f"<a href={url}>A</a><a href=/b>B</a>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert [finding.note for finding in result.findings] == [note]


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<a href=http://localhost/>A</a>", "http://localhost/page"),
        ("<a href=/b>A</a>", "http://192.168.0.2/page"),
        ("<p>x", "https://example.com/"),
    ],
)
def test_it_does_not_apply(html: str, url: str) -> None:
    assert check(ID, html, url=url).outcome == "na"
