"""Which checks belong to one piece of advice, what it says and what it takes."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.pipeline.generate.shape import Level


@dataclass(frozen=True, slots=True)
class Topic:
    """Advice for a group of audit ids; ``{title}``, ``{h1}`` and ``{words}`` are
    filled in. ``effort``: low is a line, medium an afternoon, high a project."""

    prefixes: tuple[str, ...]
    title: str
    text: str
    effort: Level


#: In the order of their importance where two weigh the same.
TOPICS = (
    Topic(
        (
            *("crawl.status", "crawl.fetch-error", "crawl.soft-404"),
            *("index.noindex", "index.nosnippet", "index.robots-"),
        ),
        "Let engines in first",
        "As long as this stands, nothing else on this page counts: it keeps the page "
        "out of results or out of answers. Mend it before anything below.",
        "low",
    ),
    Topic(
        (
            *("robots.", "crawl.html-size", "index.unavailable-after"),
            *("index.bot-scope", "index.nofollow-page", "index.max-preview"),
            "index.dead-directives",
        ),
        "Tell crawlers what you mean",
        "Crawlers keep to what robots.txt and the robots tags say, not to what was "
        "meant; what they cannot read they take as they like.",
        "low",
    ),
    Topic(
        ("ai.", "llms."),
        "Decide what assistants may read",
        "Assistants quote the pages that their crawlers may fetch and read without "
        "running scripts. Open the doors that you want open, and say so.",
        "low",
    ),
    Topic(
        (
            *("canonical.", "url.", "sitemap.", "crawl.redirect-"),
            *("crawl.http-to-https", "crawl.www-variants"),
        ),
        "Give the page one address",
        "Engines have to choose between several addresses of this page, and may show "
        "or quote one that you did not mean. Name one full address everywhere.",
        "low",
    ),
    Topic(
        ("title.", "desc."),
        "Rewrite what the result shows",
        "The title (“{title}”) and the description are what people read before they "
        "choose, and what assistants take as a summary.",
        "low",
    ),
    Topic(
        ("h1.", "h."),
        "Make the outline tell the story",
        "Answer engines cut a page into passages along its headings. One main heading"
        " and levels without gaps keep each passage with its subject. Now: “{h1}”.",
        "medium",
    ),
    Topic(
        ("ans.",),
        "Answer in so many words",
        "Engines lift short passages that answer a question by themselves. Put the "
        "answer right below its question, in two or three sentences.",
        "medium",
    ),
    Topic(
        ("content.",),
        "Say more in text",
        "The main content has {words} words. Engines can only find and quote what "
        "stands there as text: answer the questions that visitors come with.",
        "high",
    ),
    Topic(
        ("entity.", "eeat.", "author."),
        "Say who stands behind it",
        "Engines weigh a page by who wrote it and for whom. Name author, organisation "
        "and date where people and programs can read them.",
        "medium",
    ),
    Topic(
        ("link.",),
        "Make links lead somewhere and say where",
        "Links carry people and crawlers on. Real addresses and telling texts help "
        "both, and tell an engine what the target is about.",
        "medium",
    ),
    Topic(
        ("img.",),
        "Describe and size the images",
        "Alternative texts are all that image search, screen readers and language "
        "models get of a picture; sizes keep the page from jumping.",
        "medium",
    ),
    Topic(
        ("sd.",),
        "Repair the structured data",
        "Facts in JSON-LD are the ones that engines trust most, and a block that "
        "cannot be read is lost whole.",
        "medium",
    ),
    Topic(
        ("perf.compression", "perf.cache"),
        "Switch on what the server can do",
        "Packing texts and letting browsers keep them makes every visit quicker, "
        "for people and crawlers, without a change to the page.",
        "low",
    ),
    Topic(
        (
            *("perf.cwv-", "perf.lab-", "perf.ttfb", "perf.weight", "perf.dom"),
            "perf.render-",
        ),
        "Make the page quick",
        "People leave pages that make them wait, and a slow answer costs crawlers "
        "visits as well.",
        "high",
    ),
    Topic(
        ("a11y.",),
        "Let everybody use the page",
        "What a screen reader cannot name, a program that reads for somebody cannot "
        "name either.",
        "medium",
    ),
    Topic(
        ("mob.",),
        "Make the page fit a phone",
        "Search engines judge the page as a phone shows it.",
        "medium",
    ),
    Topic(
        ("lang.", "hreflang."),
        "Declare the languages rightly",
        "Engines match a page to people by its language; a wrong or missing code "
        "shows it to the wrong ones.",
        "low",
    ),
    Topic(
        ("sec.",),
        "Close the open doors",
        "Browsers warn about pages without HTTPS, and the headers cost one line each.",
        "low",
    ),
    Topic(
        ("og.", "twitter."),
        "Give shared links a face",
        "When somebody shares this page, the card shows what the og: properties say, "
        "or nothing.",
        "low",
    ),
    Topic(
        ("head.",),
        "Tidy the head",
        "The first lines of a page decide how browsers and crawlers read all the rest.",
        "low",
    ),
)
