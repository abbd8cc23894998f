"""What rich results require, feature by feature."""

from __future__ import annotations

from typing import Any

import pytest

from support.structured import OFFER, QUESTION, RATING, STEP, URL, judge
from webapp.audits.rich_result_paths import read
from webapp.audits.rich_results import FEATURES
from webapp.audits.schema_org import is_type

PLACE = {"@type": "Place", "name": "Hall", "address": "Main St 1, Berlin"}
LAST = {"@type": "ListItem", "position": 2, "name": "Here"}
JOB = {
    "title": "Cook",
    "description": "Cooks.",
    "datePosted": "2026-05-04",
    "hiringOrganization": "Acme",
}
ADDRESS = {"@type": "PostalAddress", "addressCountry": "DE"}
ELIGIBLE: list[tuple[str, str, dict[str, Any]]] = [
    ("Article", "article", {}),
    ("BlogPosting", "article", {}),
    ("Product", "product-snippet", {"name": "Shoe", "offers": OFFER}),
    ("Product", "product-snippet", {"name": "Shoe", "aggregateRating": RATING}),
    ("Product", "merchant-listing", {"name": "S", "image": URL, "offers": OFFER}),
    ("BreadcrumbList", "breadcrumb", {"itemListElement": [STEP, LAST]}),
    ("Bakery", "local-business", {"name": "B", "address": "Main St 1"}),
    ("NGO", "organization", {}),
    ("Event", "event", {"name": "E", "startDate": "2026-05-04", "location": PLACE}),
    ("Recipe", "recipe", {"name": "Soup", "image": URL}),
    (
        "VideoObject",
        "video",
        {"name": "V", "thumbnailUrl": URL, "uploadDate": "2026-05-04"},
    ),
    ("QAPage", "qa-page", {"mainEntity": QUESTION}),
    ("ProfilePage", "profile-page", {"mainEntity": {"@type": "Person", "name": "A"}}),
    (
        "JobPosting",
        "job-posting",
        {**JOB, "jobLocation": {"@type": "Place", "address": ADDRESS}},
    ),
    (
        "JobPosting",
        "job-posting",
        {
            **JOB,
            "jobLocationType": "TELECOMMUTE",
            "applicantLocationRequirements": {"@type": "Country", "name": "DE"},
        },
    ),
    (
        "Review",
        "review-snippet",
        {
            "author": "Ada",
            "reviewRating": {"@type": "Rating", "ratingValue": "4"},
            "itemReviewed": {"@type": "Book", "name": "B"},
        },
    ),
    ("Book", "review-snippet", {"name": "B", "aggregateRating": RATING}),
    ("Book", "review-snippet", {"name": "B", "aggregateRating": RATING}),
    ("Dataset", "dataset", {"name": "D", "description": "word " * 20}),
    ("ImageObject", "image-metadata", {"contentUrl": URL, "license": URL}),
    ("SoftwareApplication", "software-app", {"name": "S", "offers": {**OFFER, "price": 0},
      "aggregateRating": RATING}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "feature", "properties"), ELIGIBLE)
def test_eligible(kind: str, feature: str, properties: dict[str, Any]) -> None:
    verdict = judge(kind, feature, **properties)
    assert (verdict.status, verdict.missing_required, verdict.problems) == (
        "eligible",
        (),
        (),
    )


LACKING: list[tuple[str, str, dict[str, Any], set[str]]] = [
    ("Product", "product-snippet", {"name": "S"}, {"review or aggregateRating or offers"}),
    ("Product", "product-snippet", {"name": " ", "offers": OFFER}, {"name"}),
    (
        "Product",
        "product-snippet",
        {"name": "S", "offers": [OFFER, {"@type": "Offer", "url": URL}]},
        {"offers.price or offers.priceSpecification.price"},
    ),
    (
        "Product",
        "product-snippet",
        {"name": "S", "offers": {"@type": "AggregateOffer", "lowPrice": 5}},
        {"offers.priceCurrency"},
    ),
    ("Product", "merchant-listing", {"name": "S", "offers": OFFER}, {"image"}),
    (
        "BreadcrumbList",
        "breadcrumb",
        {"itemListElement": [{"@type": "ListItem"}, STEP, LAST]},
        {
            "itemListElement.position",
            "itemListElement.name or item.name",
            "itemListElement.item or url",
        },
    ),
    ("BreadcrumbList", "breadcrumb", {}, {"itemListElement"}),
    ("Hotel", "local-business", {"name": "H"}, {"address"}),
    (
        "MusicEvent",
        "event",
        {"name": "E", "startDate": "2026", "location": {"@type": "Place", "name": "H"}},
        {"location.address"},
    ),
    ("Event", "event", {"name": "E", "startDate": "2026", "location": "Berlin"},
     {"location.address"}),
    ("Recipe", "recipe", {"name": "Soup"}, {"image"}),
    (
        "Recipe",
        "recipe",
        {
            "name": "S",
            "image": URL,
            "nutrition": {"@type": "NutritionInformation", "calories": "9"},
        },
        {"recipeYield"},
    ),
    ("VideoObject", "video", {"name": "V", "uploadDate": "2026"}, {"thumbnailUrl"}),
    (
        "QAPage",
        "qa-page",
        {"mainEntity": {"@type": "Question", "name": "Why?"}},
        {"mainEntity.answerCount",
         "mainEntity.acceptedAnswer or mainEntity.suggestedAnswer"},
    ),
    ("JobPosting", "job-posting", JOB, {"jobLocation"}),
    (
        "JobPosting",
        "job-posting",
        {**JOB, "jobLocationType": "TELECOMMUTE"},
        {"applicantLocationRequirements or jobLocation"},
    ),
    (
        "JobPosting",
        "job-posting",
        {
            **JOB,
            "jobLocation": {
                "@type": "Place",
                "address": {"@type": "PostalAddress", "addressLocality": "Bonn"},
            },
        },
        {"jobLocation.address.addressCountry"},
    ),
    ("Review", "review-snippet", {"reviewRating": "4"},
     {"author", "reviewRating.ratingValue", "itemReviewed"}),
    (
        "Book",
        "review-snippet",
        {"aggregateRating": {"@type": "AggregateRating", "ratingValue": 4}},
        {"aggregateRating.ratingCount or aggregateRating.reviewCount"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "feature", "properties", "missing"),
    LACKING,
)
def test_not_eligible(
    kind: str, feature: str, properties: dict[str, Any], missing: set[str]
) -> None:
    verdict = judge(kind, feature, **properties)
    assert verdict.status == "not_eligible"
    assert set(verdict.missing_required) == missing


def test_what_is_no_requirement_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^$"):
        read("")


def test_the_table_is_sound() -> None:
    for feature in FEATURES:
        assert all(is_type(kind) for kind in (*feature.types, *feature.others))
        assert feature.source.startswith("https://developers.google.com/search/")
        for written in (*feature.required, *feature.recommended):
            assert all(read(written).group)
