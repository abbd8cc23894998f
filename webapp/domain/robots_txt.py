"""robots.txt of one scheme, host and port, and what it allows (RFC 9309).

https://www.rfc-editor.org/rfc/rfc9309
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from protego import Protego

COMPATIBLE = re.compile(r"compatible;\s*([A-Za-z_-]+)")
PRODUCT = re.compile(r"[A-Za-z_-]*")
EVERY_CRAWLER = re.compile(r"\*(\s|$)")
LINE_ENDS = re.compile(r"[\r\n]+")
WHITE_SPACE = " \t\v\f"
VISIBLE_ASCII = " " + "".join(map(chr, range(0x21, 0x7F)))

#: How keys begin; Google's parser takes these misspellings for what was meant.
#: https://github.com/google/robotstxt/blob/master/robots.cc
AGENT = ("user-agent", "useragent", "user agent")
DISALLOW = (
    *("disallow", "dissallow", "dissalow", "disalow"),
    *("diasllow", "disallaw"),
)
DELAY = ("crawl-delay", "crawl delay")
SITEMAP = re.compile(r"site-?maps?\s*:?\s*([^:\s].*)", re.IGNORECASE)


class Groups:
    """Lines by the crawlers that they are for.

    Crawlers named in a row share one list of lines, so that many names and many lines
    cost their sum and not their product.
    """

    def __init__(self) -> None:
        self.by_name: dict[str, list[list[str]]] = {}
        self.current: list[str] = []
        self.names: set[str] = set()
        self.is_open = False

    def name(self, name: str) -> None:
        """A group is for this crawler; another one begins after a line of a group."""
        if not self.is_open:
            self.current, self.names, self.is_open = [], set(), True
        if name and name not in self.names:
            self.names.add(name)
            self.by_name.setdefault(name, []).append(self.current)

    def add(self, line: str) -> None:
        self.close()
        self.current.append(line)

    def close(self) -> None:
        """The next name begins another group."""
        self.is_open = False

    def of(self, name: str) -> list[list[str]]:
        """The lists of a crawler's groups, else those of ``*``."""
        return self.by_name.get(name.lower()) or self.by_name.get("*") or []


@dataclass(frozen=True, slots=True)
class RobotsTxt:
    """``absent`` allows everything; ``status`` None and ``note`` say why it is.

    ``body`` is decoded, at most 500 KiB of it were read (``is_cut``: there is more),
    ``is_utf8`` says that its bytes are UTF-8. ``content_type`` is the media type in
    lower case. ``redirects`` counts hops.
    """

    url: str
    state: Literal["found", "absent"]
    status: int | None
    body: str
    note: str
    content_type: str = ""
    is_cut: bool = False
    is_utf8: bool = True
    redirects: int = 0
    rules: Groups = field(init=False, repr=False, compare=False)
    delays: Groups = field(init=False, repr=False, compare=False)
    matchers: dict[tuple[int, ...], Protego] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        rules, delays = read_groups(self.body)
        object.__setattr__(self, "rules", rules)
        object.__setattr__(self, "delays", delays)

    def allows(self, url: str, user_agent: str) -> bool:
        """The longest rule of our most specific group decides; Allow on a tie."""
        return self.allows_bot(url, product_token(user_agent))

    def allows_bot(self, url: str, name: str) -> bool:
        """The same for a crawler by the name that its groups have."""
        groups = self.rules.of(product_name(name))
        key = tuple(map(id, groups))
        if key not in self.matchers:
            lines = [line for group in groups for line in group]
            self.matchers[key] = Protego.parse("\n".join(["User-agent: *", *lines]))
        return bool(self.matchers[key].can_fetch(url, name))

    def crawl_delay(self, user_agent: str) -> float:
        """Seconds between two visits; 0 where nothing is asked for."""
        seconds = 0.0
        for group in self.delays.of(product_token(user_agent)):
            for line in group:
                seconds = delay(line, otherwise=seconds)
        return seconds

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The addresses of its Sitemap lines, as written."""
        found = (SITEMAP.match(line) for line in lines_of(self.body))
        return tuple(line[1] for line in found if line)


def read_groups(body: str) -> tuple[Groups, Groups]:
    """The rules, and the crawl delays.

    A Crawl-delay is no line of RFC 9309, so it ends no group of rules; those who mean
    one by it expect that it is for the crawlers named just before.
    """
    rules, delays = Groups(), Groups()
    for line in lines_of(body):
        key, value = key_and_value(line)
        if key.startswith(AGENT):
            name = group_name(value)
            rules.name(name)
            delays.name(name)
        elif key.startswith(("allow", *DISALLOW)):
            rules.add(rule("Allow" if key.startswith("allow") else "Disallow", value))
            delays.close()
        elif key.startswith(DELAY):
            delays.add(value)
    return rules, delays


def lines_of(body: str) -> Iterator[str]:
    """The lines that say something, without comments."""
    for line in LINE_ENDS.split(body):
        said = line.partition("#")[0].strip(WHITE_SPACE)
        if said:
            yield said


def key_and_value(line: str) -> tuple[str, str]:
    """The key in lower case, empty where it is no line of that form. Between two words
    the colon may be missing."""
    key, colon, value = line.partition(":")
    if not colon:
        words = line.split()
        if len(words) != 2:
            return "", ""
        key, value = words
    return key.strip(WHITE_SPACE).lower(), value.strip(WHITE_SPACE)


def group_name(value: str) -> str:
    """``googlebot`` of ``Googlebot/2.1``; empty where no crawler can have that name."""
    if EVERY_CRAWLER.match(value):
        return "*"
    return product_name(value).lower()


def rule(key: str, path: str) -> str:
    """The rule as the matcher is to read it, void where it matches no path.

    A path begins with a slash, so nothing else matches one but a wildcard. What is not
    visible ASCII stands percent-encoded in URLs.
    """
    is_path = path.startswith(("/", "*"))
    return f"{key}: {quote(path, safe=VISIBLE_ASCII)}" if is_path else f"{key}:"


def delay(value: str, otherwise: float) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return otherwise
    return seconds if math.isfinite(seconds) and seconds >= 0 else otherwise


def product_token(user_agent: str) -> str:
    """The name that groups of a robots.txt call a crawler by: ``XenlixAI`` of
    ``Mozilla/5.0 (compatible; XenlixAI/0.1; +https://…)``."""
    named = COMPATIBLE.search(user_agent)
    return named[1] if named else product_name(user_agent)


def product_name(text: str) -> str:
    """What stands before the first sign that no name of a crawler has."""
    match = PRODUCT.match(text)
    return match[0] if match else ""
