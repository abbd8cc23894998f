"""crawl.redirect-temp."""

from __future__ import annotations

import pytest

from support.pages import URL, check
from webapp.domain.fetched_page import Redirect

ID = "crawl.redirect-temp"


def hop(url: str, status: int) -> Redirect:
    return Redirect(url, status, URL)


@pytest.mark.parametrize("status", [301, 308])
def test_it_passes(status: int) -> None:
    assert check(ID, redirects=(hop("http://example.com/", status),)).outcome == "pass"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/page",
        "https://www.example.com/page",
        "https://example.com/page/",
        "http://www.example.com/page/",
    ],
)
def test_it_fails_for_what_a_site_decides_once(url: str) -> None:
    result = check(ID, redirects=(hop(url, 302),))
    assert result.outcome == "fail"
    assert result.findings[0].snippet == url
    assert result.findings[0].note == f"302 to {URL}"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_another_temporary_redirect_warns(status: int) -> None:
    result = check(ID, redirects=(hop("https://example.com/today", status),))
    assert result.outcome == "warn"


def test_each_hop_is_compared_with_where_it_leads() -> None:
    """A relative Location says nothing by itself."""
    hops = (
        Redirect("http://example.com/a", 302, "https://example.com/a"),
        Redirect("https://example.com/a", 301, "/page"),
    )
    assert check(ID, redirects=hops).outcome == "fail"


@pytest.mark.parametrize(
    "content", ["0; url=/new", "5;URL='https://b.example/'", "0, /new", "0;/new"]
)
def test_it_fails_for_a_meta_refresh_to_another_page(content: str) -> None:
    result = check(ID, f'<head><meta http-equiv="Refresh" content="{content}"></head>')
    assert result.outcome == "fail"
    assert "<meta" in result.findings[0].snippet


@pytest.mark.parametrize(
    "content", ["300", "0; url=/page", f"0; url={URL}", "0; url=http://[x/", ""]
)
def test_it_does_not_apply_to_a_refresh_of_the_same_page(content: str) -> None:
    html = f'<head><meta http-equiv="refresh" content="{content}"></head>'
    assert check(ID, html).outcome == "na"


def test_it_does_not_apply() -> None:
    assert check(ID).outcome == "na"
