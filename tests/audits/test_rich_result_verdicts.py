"""Which rich results items are eligible for, and which are not and why."""

from __future__ import annotations

from typing import Any

import pytest

from support.structured import OFFER, QUESTION, RATING, STEP, URL, item, judge
from webapp.audits.rich_result_verdicts import verdicts

SEARCH = {"@type": "SearchAction", "target": "https://example.com/?q={q}"}
STARS = {"@type": "Rating", "ratingValue": 9}
PROBLEMS: list[tuple[str, str, dict[str, Any], str]] = [
    ("BreadcrumbList", "breadcrumb", {"itemListElement": STEP}, "fewer than two"),
    ("Bakery", "review-snippet", {"aggregateRating": RATING}, "on its own site"),
    (
        "Event",
        "event",
        {
            "name": "E",
            "startDate": "2026",
            "location": {"@type": "VirtualLocation", "url": URL},
        },
        "online only",
    ),
    ("Product", "product-snippet", {"name": "S", "offers": {**OFFER, "price": "5 €"}},
     "no number"),
    ("QAPage", "qa-page", {"mainEntity": [QUESTION, QUESTION]}, "exactly one"),
    (
        "Review",
        "review-snippet",
        {
            "author": "A" * 100,
            "reviewRating": {**STARS, "ratingValue": 4},
            "itemReviewed": {"@type": "Book", "name": "B"},
        },
        "100 characters",
    ),
    (
        "Review",
        "review-snippet",
        {
            "author": "A",
            "reviewRating": STARS,
            "itemReviewed": {"@type": "Person", "name": "B"},
        },
        "reviews of a Person",
    ),
    (
        "Book",
        "review-snippet",
        {"review": {"@type": "Review", "author": "A", "reviewRating": STARS}},
        "not within 1–5",
    ),
    ("Dataset", "dataset", {"name": "D", "description": "short"}, "fewer than 50"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "feature", "properties", "problem"), PROBLEMS)
def test_problems(
    kind: str, feature: str, properties: dict[str, Any], problem: str
) -> None:
    verdict = judge(kind, feature, **properties)
    assert verdict.status == "not_eligible"
    assert verdict.missing_required == ()
    assert any(problem in text for text in verdict.problems)


def test_a_scale_may_be_declared() -> None:
    stars = {**STARS, "bestRating": 10}
    review = {"@type": "Review", "author": "A", "reviewRating": stars}
    assert judge("Book", "review-snippet", review=review).problems == ()


@pytest.mark.parametrize(
    ("kind", "feature"),
    [("FAQPage", "faq"), ("HowTo", "how-to"), ("ClaimReview", "fact-check")],
)
def test_retired(kind: str, feature: str) -> None:
    assert judge(kind, feature).status == "retired"


def test_a_recipe_is_no_retired_how_to() -> None:
    found = verdicts((item({"@type": "Recipe", "name": "S", "image": URL}),))
    assert [verdict.feature.id for verdict in found] == ["recipe"]


def test_old_vocabularies_and_search_actions_are_retired() -> None:
    action = {"@type": "WebSite", "potentialAction": SEARCH}
    old = {"@type": "http://data-vocabulary.org/Breadcrumb"}
    found = verdicts((item(action), item(old)))
    assert [verdict.status for verdict in found] == ["retired", "retired"]


def test_parts_of_other_items_are_not_judged() -> None:
    article = {
        "@type": "Article",
        "publisher": {"@type": "Organization"},
        "isRelatedTo": {"@type": "Product"},
        "video": {"@type": "VideoObject"},
    }
    found = verdicts((item(article),))
    assert [verdict.feature.id for verdict in found] == ["article", "video"]


def test_one_item_in_several_places_is_judged_once() -> None:
    person = {"@type": "Event", "@id": "#e"}
    page = {"@type": "WebPage", "mainEntity": person, "hasPart": [person, person]}
    assert len(verdicts((item(page), item(person)))) == 1


def test_many_items_are_cut() -> None:
    many = tuple(item({"@type": "Recipe"}) for _ in range(1000))
    assert len(verdicts(many)) == 200


def test_one_page_is_judged_once() -> None:
    items = (item({"@type": "Recipe"}),)
    first, again = verdicts(items), verdicts(items)
    assert first[0] is again[0]
    assert first is not again
    assert verdicts(iter(items))[0] == first[0]


def test_a_text_for_a_rating_has_no_problems_of_its_own() -> None:
    assert judge("Book", "review-snippet", aggregateRating="5 stars").problems == ()


def test_recommended_properties() -> None:
    verdict = judge(
        "Article", "article", headline="H", author={"@type": "Person", "url": URL}
    )
    assert "author.name" in verdict.missing_recommended
    assert "headline" not in verdict.missing_recommended
    plain = judge("Article", "article", author="Ada")
    assert "author.name" not in plain.missing_recommended
    assert "author.url or author.sameAs" in plain.missing_recommended
    assert "author" in judge("Article", "article", author="").missing_recommended
