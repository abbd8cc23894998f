"""Whether a text that a model wrote may be shown: no links, no markup, no numbers of
its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from webapp.pipeline.generate.visible_text import visible_line

#: Where no part of a name ends: dots of other scripts separate hosts as well.
DOT = "[.\u3002\uff61]"
HOST = re.compile(
    rf"(?<!\w)(?:\w[\w-]{{0,62}}{DOT})+(xn--[\w-]{{1,59}}|[^\W\d_]{{2,24}})(?!\w)"
)
#: What looks like a host and is a file; none of these is a top-level domain.
FILE_ENDINGS = frozenset(
    {"txt", "xml", "html", "htm", "json", "css", "js", "php", "ico"}
    | {"png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf"}
)
KNOWN_HOSTS = frozenset({"schema.org"})
LINK = re.compile(
    r"(?i)[a-z][a-z0-9+.-]*\s*:\s*//|//\s*[^\s/]+\.|\bhxxp"
    r"|\b(?:javascript|vbscript|livescript|mailto|tel|blob|file|view-source)\s*:"
    r"|\bdata\s*:\s*[\w.+-]*[/,;]|[^\s@]+@[^\s@]+\.[^\s@]|\[\.\]|\(dot\)"
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
)
MARKUP = re.compile(
    r"<\s*[a-zA-Z/!?]|&(?:#\w{1,8}|[a-zA-Z]{2,12});"
    r"|!?\[[^\]]{0,400}\]\s*[(\[:]|```|\{\{|\{%"
)
#: A judgement in numbers; only code makes those.
SCORE = re.compile(
    r"(?i)\d\s*(?:/|out of)\s*\d|\bof (?:100|hundred)\b"
    r"|\d\s*(?:%|percent\b|points?\b|stars?\b)"
    r"|\b(?:scor(?:e[sd]?|ing)|grad(?:e[sd]?|ing)|rat(?:ed|ings?)|rank(?:s|ed|ing)?)\b"
    r"\W{1,3}(?:\w{1,12}\W{1,3}){0,4}\d"
    r"|\b(?:perfect|full|top|maximum)\s+(?:score|marks?|points?|rating|grade)"
)
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")
#: Longer texts are cut before they are looked at.
RAW_CHARACTERS = 600


def clean(text: str) -> str:
    """One line without hidden characters."""
    return visible_line(text, RAW_CHARACTERS)


def is_harmless(text: str, own_hosts: frozenset[str], numbers: frozenset[str]) -> bool:
    """For a text that ``clean`` gave: it has no address but the page's own name, no
    markup, no score, and no number of two digits or more that is not in ``numbers``."""
    if not is_bare(text) or SCORE.search(text):
        return False
    if any(not is_known(match, own_hosts) for match in HOST.finditer(text)):
        return False
    return all(len(n) < 2 or n in numbers for n in numbers_in([text]))


def is_bare(text: str) -> bool:
    """Neither a link nor markup: also asked of what rules take from a page."""
    return not (LINK.search(text) or MARKUP.search(text))


def is_known(match: re.Match[str], own_hosts: frozenset[str]) -> bool:
    host, ending = match[0].casefold(), match[1].casefold()
    return ending in FILE_ENDINGS or host in KNOWN_HOSTS or host in own_hosts


def numbers_in(texts: Iterable[str]) -> frozenset[str]:
    """Numbers that stand by themselves: not the 1 of “h1”."""
    return frozenset(number for text in texts for number in NUMBER.findall(text))
