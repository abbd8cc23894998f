"""Which checks belong to one piece of advice, and what it says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """Advice for a group of audit ids; ``{title}``, ``{h1}``, ``{words}`` and
    ``{count}`` (how many of the group fail) are filled in."""

    prefixes: tuple[str, ...]
    title: str
    text: str


#: In the order of their importance where two weigh the same.
TOPICS = (
    Topic(
        ("crawl.status", "index.noindex", "index.nosnippet"),
        "Let engines in first",
        "As long as this stands, nothing else on this page counts: it keeps the page "
        "out of results or out of answers. Mend it before anything below.",
    ),
    Topic(
        ("canonical.", "crawl.redirect"),
        "Give the page one address",
        "Engines have to choose between several addresses of this page, and may show "
        "or quote one that you did not mean. Name one full address everywhere.",
    ),
    Topic(
        ("title.", "desc."),
        "Rewrite what the result shows",
        "The title (“{title}”) and the description are what people read before they "
        "choose, and what assistants take as a summary.",
    ),
    Topic(
        ("h1.", "h."),
        "Make the outline tell the story",
        "Answer engines cut a page into passages along its headings. One main heading"
        " and levels without gaps keep each passage with its subject. Now: “{h1}”.",
    ),
    Topic(
        ("content.",),
        "Say more in text",
        "The main content has {words} words. Engines can only find and quote what "
        "stands there as text: answer the questions that visitors come with.",
    ),
    Topic(
        ("link.",),
        "Make links lead somewhere and say where",
        "Links carry people and crawlers on. Real addresses and telling texts help "
        "both, and tell an engine what the target is about.",
    ),
    Topic(
        ("img.",),
        "Describe and size the images",
        "Alternative texts are all that image search, screen readers and language "
        "models get of a picture; sizes keep the page from jumping.",
    ),
    Topic(
        ("sd.",),
        "Repair the structured data",
        "Facts in JSON-LD are the ones that engines trust most, and a block that "
        "cannot be read is lost whole.",
    ),
    Topic(
        ("mob.",),
        "Make the page fit a phone",
        "Search engines judge the page as a phone shows it.",
    ),
    Topic(
        ("lang.", "hreflang."),
        "Declare the languages rightly",
        "Engines match a page to people by its language; a wrong or missing code "
        "shows it to the wrong ones.",
    ),
    Topic(
        ("sec.",),
        "Close the open doors",
        "Browsers warn about pages without HTTPS, and the headers cost one line each.",
    ),
    Topic(
        ("og.",),
        "Give shared links a face",
        "When somebody shares this page, the card shows what the og: properties say, "
        "or nothing.",
    ),
    Topic(
        ("head.",),
        "Tidy the head",
        "The first lines of a page decide how browsers and crawlers read all the rest.",
    ),
)
