"""crawl.soft-404."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.pages import answer, check, site_of
from webapp.domain.fetched_page import Redirect

ID = "crawl.soft-404"
NONE = answer("/x-not-found", 404)
LONG = "<main><p>" + "Tomatoes want sun and water every single day. " * 20 + "</main>"
NOFOLLOW = '<meta name="robots" content="nofollow">'
NOINDEX = '<meta name="robots" content="noindex">'


@pytest.mark.parametrize("status", [404, 410, 400, 403])
def test_it_passes(status: int) -> None:
    site = site_of(missing_page=answer("/x-not-found", status))
    assert check(ID, LONG, site=site).outcome == "pass"


def test_it_fails_where_nothing_answers_404() -> None:
    result = check(ID, LONG, site=site_of(missing_page=answer("/x-not-found", 200)))
    assert result.outcome == "fail"
    assert result.findings[0].snippet.endswith("/x-not-found")


def test_it_fails_where_all_is_led_to_the_start_page() -> None:
    home = "https://example.com/"
    hops = (Redirect("https://example.com/x-not-found", 302, "/"),)
    missing = replace(answer("/x-not-found", 200), final_url=home, redirects=hops)
    result = check(ID, LONG, site=site_of(missing_page=missing))
    assert result.outcome == "fail"
    assert "led to another page" in result.explanation


@pytest.mark.parametrize(
    "title",
    [
        *("Page not found", "404", "Error 404", "404 - Example", "404 Not Found"),
        *("Seite nicht gefunden", "Página no encontrada", "Page introuvable"),
        *("This page no longer exists", "Pagina non trovata", "Страница не найдена"),
    ],
)
def test_it_fails_for_a_page_that_is_one(title: str) -> None:
    html = f"<head><title>{title}</title></head><p>Sorry."
    result = check(ID, html, site=site_of(missing_page=NONE))
    assert result.outcome == "fail"
    assert result.findings[0].snippet == title


def test_words_and_noindex_are_two_signs() -> None:
    html = f"<head><title>Shop</title>{NOINDEX}</head><h1>Page not found</h1>{LONG}"
    assert check(ID, html, site=site_of(missing_page=NONE)).outcome == "fail"


@pytest.mark.parametrize(
    "html",
    [
        f"<head><title>How to fix error 404</title></head>{LONG}",
        "<head><title>Peugeot 404 for sale</title></head><p>Blue.",
        f"<head><title>Basket</title>{NOINDEX}</head><p>Empty.",
        f"<head><title>Page not found</title>{NOFOLLOW}</head>{LONG}",
        "<head><title>Room 404</title></head><h1>A hotel</h1>",
        "<head><title>Lost and found: not funded</title></head><p>x",
    ],
)
def test_one_sign_alone_is_none(html: str) -> None:
    assert check(ID, html, site=site_of(missing_page=NONE)).outcome == "pass"


def test_a_server_error_warns() -> None:
    site = site_of(missing_page=answer("/x-not-found", 500))
    assert check(ID, LONG, site=site).outcome == "warn"


@pytest.mark.parametrize("problem", ["not_asked", "blocked_by_robots", "timeout"])
def test_it_is_not_measured(problem: str) -> None:
    missing = replace(NONE, status=None, problem=problem, note="Not asked.")
    assert check(ID, LONG, site=site_of(missing_page=missing)).outcome == (
        "not_measured"
    )
    assert check(ID, LONG).outcome == "not_measured"


def test_it_applies_to_every_page() -> None:
    assert check(ID, "<p>", site=site_of(missing_page=NONE)).outcome == "pass"
