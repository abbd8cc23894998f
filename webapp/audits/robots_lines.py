"""robots.txt line by line: what each line says, and which rule decides a path.

Whether a crawler may read a URL is decided by ``RobotsTxt``; this is for pointing at
lines. https://www.rfc-editor.org/rfc/rfc9309#section-2.2
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from webapp.domain.robots_txt import RobotsTxt

RULES = frozenset({"allow", "disallow"})
#: Lines that belong to no group and end none.
OUTSIDE_GROUPS = frozenset({"sitemap", "host", "license"})


@dataclass(frozen=True, slots=True)
class RobotsLine:
    """One line that is not blank. ``name`` is the directive in lower case, empty where
    the line has no colon; ``value`` is trimmed and without a comment."""

    number: int
    text: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Group:
    """Names in lower case, and the lines for them."""

    agents: tuple[str, ...]
    lines: tuple[RobotsLine, ...]


def read_lines(body: str) -> Iterator[RobotsLine]:
    """Every line that holds more than a comment; numbers count from 1."""
    for number, raw in enumerate(body.splitlines(), 1):
        text = raw.partition("#")[0].strip()
        if not text:
            continue
        name, colon, value = text.partition(":")
        given = name.strip().lower() if colon else ""
        yield RobotsLine(number, text, given, value.strip())


@lru_cache(maxsize=4)
def read_groups(body: str) -> tuple[Group, ...]:
    """Groups in order; a name may have several."""
    groups: list[Group] = []
    agents: list[str] = []
    lines: list[RobotsLine] = []
    for line in read_lines(body):
        if line.name == "user-agent":
            if lines:
                groups.append(Group(tuple(agents), tuple(lines)))
                agents, lines = [], []
            agents.append(line.value.lower())
        elif line.name not in OUTSIDE_GROUPS and agents:
            lines.append(line)
    if agents:
        groups.append(Group(tuple(agents), tuple(lines)))
    return tuple(groups)


def lines_for(body: str, bot: str) -> list[RobotsLine]:
    """The lines of every group with this name, else of those for all (``*``)."""
    groups = read_groups(body)
    name = bot.lower()
    chosen = name if any(name in group.agents for group in groups) else "*"
    return [line for group in groups if chosen in group.agents for line in group.lines]


@lru_cache(maxsize=4)
def named_agents(body: str) -> frozenset[str]:
    """Every name that a group has, in lower case."""
    return frozenset(name for group in read_groups(body) for name in group.agents)


def blocking_line(robots: RobotsTxt, url: str, bot: str) -> str:
    """The Disallow line that keeps this crawler from the URL; the address of the
    robots.txt where none of its plain reading does."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    matching = [
        line
        for line in lines_for(robots.body, bot)
        if line.name == "disallow" and matches(line.value, path)
    ]
    if not matching:
        return robots.url
    longest = max(matching, key=lambda line: len(line.value))
    return f"line {longest.number}: {longest.text}"


def matches(pattern: str, path: str) -> bool:
    """Whether a rule's path, with ``*`` and a last ``$``, fits. Takes linear time."""
    if not pattern:
        return False
    is_anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    last = others.pop() if is_anchored and others else None
    for part in others:
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    if last is not None:
        return len(path) - len(last) >= position and path.endswith(last)
    return not is_anchored or position == len(path)
