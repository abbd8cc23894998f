"""Which rich results of Google the items of a page are eligible for, and what lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from webapp.audits.rich_result_feature import Feature, names
from webapp.audits.rich_result_paths import missing
from webapp.audits.rich_result_rules import NOTHING, REVIEWED, RULES, rated, review
from webapp.audits.rich_results import (
    FEATURES,
    MERCHANT,
    OLD_VOCABULARY,
    RATED,
    SITELINKS,
)
from webapp.audits.schema_org import is_a
from webapp.audits.structured_data import every_item, of_type, values
from webapp.domain.page_resources import DataItem

#: Properties whose items are results of their own; others are parts of their holder.
CARRIERS = names(
    "mainEntity mainEntityOfPage breadcrumb video hasPart itemListElement item "
    "subjectOf isPartOf"
)
#: Nobody reads more verdicts of one page.
MAX_JUDGED = 200
IMAGE_FACTS = ("license", "acquireLicensePage", "creditText", "copyrightNotice")
IMAGE = Feature(
    "image-metadata",
    "Image metadata",
    (),
    ("contentUrl|url",),
    ("license", "acquireLicensePage", "creditText", "creator", "copyrightNotice"),
    "image-license-metadata",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rich result for one item. Paths are names with dots, ``a or b`` where one of
    two is enough; ``problems`` are sentences without a full stop."""

    feature: Feature
    item: DataItem
    status: Literal["eligible", "not_eligible", "retired"]
    missing_required: tuple[str, ...] = ()
    missing_recommended: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class Whole:
    """The items of one page, the same only as themselves: several audits and the report
    ask for the verdicts of one page after another."""

    def __init__(self, items: tuple[DataItem, ...]) -> None:
        self.items = items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Whole) and self.items is other.items

    def __hash__(self) -> int:
        return id(self.items)


def verdicts(items: Iterable[DataItem]) -> list[Verdict]:
    """One verdict for each item and rich result that it is for, in page order.

    Items without a result of their own (a postal address) have none. What may be wrong
    with single values is not judged here, except where Google then shows nothing. At
    most 200 items are judged.
    """
    return list(all_of(Whole(items if isinstance(items, tuple) else tuple(items))))


@lru_cache(maxsize=1)
def all_of(whole: Whole) -> tuple[Verdict, ...]:
    top = list(whole.items)
    found = [
        judged(feature, item) for item in own(top) for feature in features_of(item)
    ]
    old = [item for item in every_item(top) if is_old(item)]
    return (*found, *(Verdict(OLD_VOCABULARY, item, "retired") for item in old))


def own(items: list[DataItem]) -> Iterator[DataItem]:
    """The top items and those that lie in a property which carries results."""
    waiting = items[::-1]
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    while waiting and len(seen) < MAX_JUDGED:
        item = waiting.pop()
        key = (item.syntax, item.id, item.types)
        if item.id and key in seen:
            continue
        seen.add(key if item.id else (item.syntax, f"_:{len(seen)}", ()))
        yield item
        inside = [value for name in CARRIERS for value in item.properties.get(name, ())]
        waiting += [value for value in reversed(inside) if isinstance(value, DataItem)]


@lru_cache(maxsize=500)
def features_for(kinds: tuple[str, ...]) -> tuple[Feature, ...]:
    """Those that an item's types alone tell."""
    return tuple(
        feature
        for feature in FEATURES
        if is_a(kinds, *feature.types) and not is_a(kinds, *feature.others)
    )


def features_of(item: DataItem) -> Iterator[Feature]:
    kinds = item.types
    yield from features_for(kinds)
    if is_a(kinds, "Product") and sells(item):
        yield MERCHANT
    if is_a(kinds, *REVIEWED) and is_rated(item):
        yield RATED
    if is_a(kinds, "ImageObject") and any(values(item, name) for name in IMAGE_FACTS):
        yield IMAGE
    if is_a(kinds, "WebSite") and searches(item):
        yield SITELINKS


def sells(item: DataItem) -> bool:
    """Listings of merchants need an Offer; an AggregateOffer gives snippets only."""
    offers = [value for value in values(item, "offers") if isinstance(value, DataItem)]
    return any(not is_a(offer.types, "AggregateOffer") for offer in offers)


def is_rated(item: DataItem) -> bool:
    return bool(values(item, "review") or values(item, "aggregateRating"))


def searches(item: DataItem) -> bool:
    actions = [v for v in values(item, "potentialAction") if isinstance(v, DataItem)]
    return bool(of_type(actions, "SearchAction"))


def is_old(item: DataItem) -> bool:
    return any("data-vocabulary.org/" in kind for kind in item.types)


def judged(feature: Feature, item: DataItem) -> Verdict:
    if feature.retired:
        return Verdict(feature, item, "retired")
    lacking, problems = beyond(feature, item)
    required = tuple(dict.fromkeys((*missing(item, feature.required), *lacking)))
    return Verdict(
        feature,
        item,
        "not_eligible" if required or problems else "eligible",
        required,
        missing(item, feature.recommended),
        problems,
    )


def beyond(feature: Feature, item: DataItem) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the feature's own rule says."""
    if feature.id == "review-snippet":
        return review(item) if feature.types else rated(item)
    rule = RULES.get(feature.id)
    return rule(item) if rule else NOTHING
