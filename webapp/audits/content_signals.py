"""Content-Signal lines of a robots.txt. https://contentsignals.org/"""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.audits.ai_crawlers import SEARCH_BOTS, TRAINING_BOTS, USER_FETCHERS
from webapp.audits.robots_lines import RobotsLine

#: The crawlers that each signal is about.
CRAWLERS = {
    "search": SEARCH_BOTS,
    "ai-input": USER_FETCHERS,
    "ai-train": TRAINING_BOTS,
}
SIGNAL = re.compile(rf"({'|'.join(CRAWLERS)})\s*=\s*(yes|no)", re.IGNORECASE)
#: A line may begin with the path that it is for.
PATH = re.compile(r"/\S*\s+")


def is_faulty(line: RobotsLine) -> bool:
    """Whether a signal is unknown, has no yes or no, or comes twice."""
    matches = [SIGNAL.fullmatch(part) for part in signals(line)]
    names = {match[1].lower() for match in matches if match}
    return len(names) < len(matches)


def signals(line: RobotsLine) -> list[str]:
    text = PATH.sub("", line.value, count=1) if line.value[:1] == "/" else line.value
    return [part.strip() for part in text.split(",")]


def allowed(line: RobotsLine) -> Iterator[str]:
    """The uses that the line says yes to."""
    for part in signals(line):
        name, _, value = part.lower().partition("=")
        if value.strip() == "yes":
            yield name.strip()
