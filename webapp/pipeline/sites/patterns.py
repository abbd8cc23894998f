"""Patterns by which people choose pages: ``/blog/*``, ``*/print/*``.

``*`` stands for any run of characters, also for none. A pattern is held against path
and query, one that begins with http:// or https:// against the whole address. There are
no regular expressions: those of strangers may take for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from webapp.audits.addresses import escaped
from webapp.exceptions import Refused

MOST_PATTERNS, MOST_CHARACTERS = 50, 200
ORIGIN = re.compile(r"(?i:https?)://[^/?#*]*")
STARS = re.compile(r"\*+")


@dataclass(frozen=True)
class Patterns:
    """Both as ``parse_patterns`` gives them; without ``include`` everything is."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """For an address in the form of ``addresses.web_address``."""
        if not (self.include or self.exclude):
            return True
        whole = spelled(url)
        if any(matches(pattern, whole) for pattern in self.exclude):
            return False
        return not self.include or any(matches(each, whole) for each in self.include)


def parse_patterns(lines: Iterable[str]) -> tuple[str, ...]:
    """Each once, in one spelling; blank lines are left out. Raises ``Refused``
    (bad_pattern)."""
    typed = [(number, line.strip()) for number, line in enumerate(lines, 1)]
    found = dict.fromkeys(parse(number, line) for number, line in typed if line)
    if len(found) > MOST_PATTERNS:
        raise refused(f"Give at most {MOST_PATTERNS} patterns.")
    return tuple(found)


def parse(number: int, line: str) -> str:
    if len(line) > MOST_CHARACTERS:
        sentence = f"has more than {MOST_CHARACTERS} characters."
        raise refused(f"Pattern {number} {sentence}")
    if not line.isprintable():
        raise refused(f"Pattern {number} holds a character that is not seen.")
    if not (line[0] in "/*" or ORIGIN.match(line)):
        sentence = "begins with neither /, * nor https://. Write /blog/* or *blog*."
        raise refused(f"Pattern {number} {sentence}")
    return STARS.sub("*", spelled(line))


def spelled(text: str) -> str:
    """One spelling of percent-encoding, no fragment, the origin in lower case."""
    text = escaped(text.partition("#")[0])
    return ORIGIN.sub(lambda origin: origin[0].lower(), text, count=1)


def matches(pattern: str, url: str) -> bool:
    """In time that grows with both lengths: each part between stars is looked for once,
    after the one before it, as the first place leaves the most room."""
    text = url if ORIGIN.match(pattern) else ORIGIN.sub("", url, count=1)
    first, *others = pattern.split("*")
    if not others:
        return text == first
    *middle, last = others
    if not (text.startswith(first) and text.endswith(last)):
        return False
    place, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, place, end) if place <= end else -1
        if found < 0:
            return False
        place = found + len(part)
    return place <= end


def refused(sentence: str) -> Refused:
    return Refused("bad_pattern", sentence)
