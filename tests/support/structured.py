"""Items of structured data without a page around them."""

from __future__ import annotations

from typing import Any

from webapp.audits.rich_result_verdicts import Verdict, verdicts
from webapp.domain.page_resources import DataItem

URL = "https://example.com/a.jpg"
OFFER = {"@type": "Offer", "price": "5", "priceCurrency": "EUR"}
RATING = {"@type": "AggregateRating", "ratingValue": 4, "reviewCount": 7}
STEP = {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://e.org/"}
QUESTION = {
    "@type": "Question",
    "name": "Why?",
    "answerCount": 1,
    "acceptedAnswer": {"@type": "Answer", "text": "So."},
}


def item(value: dict[str, Any]) -> DataItem:
    """An item as JSON-LD writes it, ``@id`` not resolved."""
    properties = {
        name: tuple(
            item(entry) if isinstance(entry, dict) else entry
            for entry in (held if isinstance(held, list) else [held])
        )
        for name, held in value.items()
        if not name.startswith("@")
    }
    return DataItem(
        "json-ld",
        (value["@type"],),
        value.get("@id", ""),
        properties,
        "JSON-LD, line 1",
    )


def judge(kind: str, feature: str, **properties: Any) -> Verdict:
    found = verdicts((item({"@type": kind, **properties}),))
    return next(verdict for verdict in found if verdict.feature.id == feature)
