"""What the report page works out: previews, outline, gauges, the chosen checks."""

from __future__ import annotations

from typing import Any

import pytest

from webapp.services import report_views


def report(**page: Any) -> dict[str, Any]:
    facts = {"title": "T", "description": "D", "h1": "", "open_graph": {}, **page}
    return {"final_url": "https://www.example.com/a%20b/c?q=1", "page": facts}


def test_a_search_result_shows_site_path_and_texts_cut_to_their_width() -> None:
    shown = report_views.search_preview(
        report(title="word " * 60, description="m" * 500, site_name="Example")
    )
    assert shown["site"] == "Example"
    assert shown["path"] == "https://www.example.com › a b › c"
    assert 40 < len(shown["title"]) < 90
    assert shown["title"].endswith("…")
    assert len(shown["description"]) < 200


def test_a_page_without_a_title_shows_its_heading_else_its_host() -> None:
    assert report_views.search_preview(report(title="", h1="Pots"))["title"] == "Pots"
    assert report_views.search_preview(report(title=""))["title"] == "www.example.com"


def test_a_social_card_takes_og_then_twitter_then_the_page() -> None:
    card = report_views.social_card(
        report(open_graph={"og:title": "O"}, twitter={"twitter:description": "W"})
    )
    assert (card["title"], card["description"], card["image"]) == ("O", "W", "")
    assert card["host"] == "www.example.com"


@pytest.mark.parametrize(
    ("levels", "jumps"),
    [([1, 2, 3, 2], []), ([1, 3], [1]), ([3, 1, 2, 4], [3]), ([], [])],
)
def test_the_outline_marks_what_skips_a_level(
    levels: list[int], jumps: list[int]
) -> None:
    headings = [{"level": level, "text": "x"} for level in levels]
    shown = report_views.outline(report(headings=headings))
    assert [place for place, entry in enumerate(shown) if entry["jump"]] == jumps


@pytest.mark.parametrize(
    ("metric", "shown", "needle"),
    [
        ({"id": "LCP", "value": 3000, "unit": "ms", "rating": "fair"}, "3.0 s", 50.0),
        ({"id": "INP", "value": 150, "unit": "ms", "rating": "good"}, "150 ms", 18.8),
        ({"id": "CLS", "value": 9, "unit": "", "rating": "poor"}, "9.00", 100.0),
    ],
)
def test_a_gauge_says_its_value_and_where_its_needle_is(
    metric: dict[str, Any], shown: str, needle: float
) -> None:
    gauge = report_views.gauge(metric)
    assert (gauge["shown"], gauge["needle"]) == (shown, needle)
    assert gauge["good"] < gauge["fair"] < 100


def test_checks_are_chosen_by_category_and_outcome() -> None:
    audits = [
        {"category": "head", "outcome": "fail"},
        {"category": "head", "outcome": "error"},
        {"category": "links", "outcome": "fail"},
    ]
    choose = report_views.chosen_audits
    assert choose(audits, "", "") == audits
    assert choose(audits, "head", "fail") == audits[:1]
    assert choose(audits, "", "not_measured") == audits[1:2]
