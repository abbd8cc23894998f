"""What rich results ask for beyond a list of properties, feature by feature.

Each rule gives the paths that are missing and the problems of an item, as sentences
without a full stop. The sources are those of the features.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from webapp.audits.rich_result_feature import names
from webapp.audits.rich_result_paths import missing
from webapp.audits.schema_org import is_a
from webapp.audits.structured_data import reached, texts, values
from webapp.audits.structured_values import number
from webapp.domain.page_resources import DataItem

LONGEST_AUTHOR = 100
SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION = 50, 5000
#: What Google shows reviews of.
REVIEWED = names(
    "Book Course CreativeWorkSeason CreativeWorkSeries Episode Event Game HowTo "
    "LocalBusiness MediaObject Movie MusicPlaylist MusicRecording Organization Product "
    "Recipe SoftwareApplication"
)
Found = tuple[tuple[str, ...], tuple[str, ...]]
NOTHING: Found = ((), ())


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of a breadcrumb trail, and its number where it has one."""

    item: DataItem
    position: float | None


def breadcrumb(item: DataItem) -> Found:
    """Every step has a position and a name, every one but the last an address."""
    steps = [
        Crumb(step, number(next(iter(values(step, "position")), None)))
        for step in item.properties.get("itemListElement", ())
        if isinstance(step, DataItem)  # an empty step is a step
    ]
    lacking: list[str] = []
    last = max((step.position or 0 for step in steps), default=0)
    for index, step in enumerate(steps):
        is_last = index == len(steps) - 1 or step.position == last
        wanted = ["position", "name|item.name"] + ["item|url"] * (not is_last)
        lacking += missing(step.item, wanted)
    few = ("the trail has fewer than two steps",) if len(steps) < 2 else ()
    paths = (f"itemListElement.{path}" for path in lacking)
    return tuple(dict.fromkeys(paths)), few if values(item, "itemListElement") else ()


def job(item: DataItem) -> Found:
    """A place with an address; work from home needs only the country."""
    if "TELECOMMUTE" in texts(item, "jobLocationType"):
        return missing(item, ["applicantLocationRequirements|jobLocation"]), ()
    wanted = ["jobLocation", "jobLocation>address"]
    country = ["jobLocation.address>addressCountry"]
    return missing(item, wanted) + missing(item, filter_items(item, country)), ()


def filter_items(item: DataItem, wanted: list[str]) -> list[str]:
    """An address in one text holds the country in itself."""
    found = reached(item, "jobLocation.address")
    return wanted if all(isinstance(one, DataItem) for one in found) else []


def recipe(item: DataItem) -> Found:
    """Calories are those of a serving, so that servings have to be known."""
    has_calories = bool(reached(item, "nutrition.calories"))
    return missing(item, ["recipeYield"] * has_calories), ()


def event(item: DataItem) -> Found:
    places = values(item, "location")
    physical = [p for p in places if not is_virtual(p)]
    if places and not physical:
        return (), ("the event takes place online only",)
    if any(isinstance(place, str) for place in physical):
        return ("location.address",), ()
    return NOTHING


def is_virtual(place: object) -> bool:
    return isinstance(place, DataItem) and is_a(place.types, "VirtualLocation")


def review(item: DataItem) -> Found:
    """Of a review or rating that stands on its own."""
    reviewed = [v for v in values(item, "itemReviewed") if isinstance(v, DataItem)]
    strange = [v for v in reviewed if v.types and not is_a(v.types, *REVIEWED)]
    problems = [f"reviews of a {'/'.join(v.types)} are not shown" for v in strange[:1]]
    return (), (*problems, *authors(item), *ranges(item, ""))


def rated(item: DataItem) -> Found:
    """Of a thing that holds its reviews and ratings."""
    problems: list[str] = []
    if is_a(item.types, "LocalBusiness", "Organization"):
        problems.append("ratings of a business on its own site are not shown")
    for name in ("review", "aggregateRating"):
        for held in values(item, name)[:50]:
            if isinstance(held, DataItem):
                problems += [*authors(held), *ranges(held, f"{name}.")]
    return (), tuple(dict.fromkeys(problems))


def authors(item: DataItem) -> list[str]:
    long = [name for name in texts(item, "author") if len(name) >= LONGEST_AUTHOR]
    return ["the author's name has 100 characters or more"] if long else []


def ranges(item: DataItem, start: str) -> list[str]:
    """Ratings go from 1 to 5 where nothing else is said."""
    held = [v for v in values(item, "reviewRating") if isinstance(v, DataItem)]
    problems: list[str] = []
    for rating in [item, *held]:
        given = next(iter(values(rating, "ratingValue")), None)
        value = number(given)
        best = number(next(iter(values(rating, "bestRating")), 5)) or 5
        worst = number(next(iter(values(rating, "worstRating")), min(1, best)))
        is_out = value is not None and not (worst or 0) <= value <= best
        is_share = isinstance(given, str) and ("%" in given or "/" in given)
        if is_out and not is_share:
            problems.append(
                f"{start}ratingValue {given} is not within {worst:g}–{best:g}"
            )
    return problems


def product(item: DataItem) -> Found:
    odd = [p for p in reached(item, "offers.price") if number(p) is None]
    return (), tuple(f'the price "{str(p)[:40]}" is no number' for p in odd[:1])


def question_page(item: DataItem) -> Found:
    questions = [v for v in values(item, "mainEntity") if isinstance(v, DataItem)]
    if len(questions) > 1:
        return (), ("a Q&A page holds exactly one question",)
    wanted = (f"{kind}Answer>text" for kind in ("accepted", "suggested"))
    lacking = missing(questions[0], wanted) if questions else ()
    return tuple(f"mainEntity.{path}" for path in lacking), ()


def dataset(item: DataItem) -> Found:
    lengths = [len(text) for text in texts(item, "description")]
    if all(SHORTEST_DESCRIPTION <= n <= LONGEST_DESCRIPTION for n in lengths):
        return NOTHING
    return (), ("the description has fewer than 50 or more than 5000 characters",)


RULES: dict[str, Callable[[DataItem], Found]] = {
    "breadcrumb": breadcrumb,
    "dataset": dataset,
    "event": event,
    "job-posting": job,
    "merchant-listing": product,
    "product-snippet": product,
    "qa-page": question_page,
    "recipe": recipe,
}
