"""Counting what makes a text believable: statistics, quotations, sources."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from webapp.domain.parsed_page import ParsedPage

#: More of each is not told apart.
ENOUGH = 50
MAX_CHARACTERS = 100_000
#: A percentage, a sum of money, a decimal, a number with thousands set apart, a number
#: with a word of size, or one compared ("3 of 4", "3 times").
STATISTIC = re.compile(
    r"(?<![\w.,])(?:"
    r"[€$£¥]\s?\d[\d.,]*|"
    r"\d[\d.,]*\s?(?:%|‰|€|\$|£|¥|percent|per cent|prozent|pour cent|por ciento|"
    r"euros?|dollars?|usd|eur|millions?|billions?|trillions?|millionen|milliarden|mio|"
    r"mrd|milliards?|millones|milioni|thousand|tausend|times\b|mal so\b|fois\b|veces\b|"
    r"(?:out )?of \d|von \d|sur \d|de cada \d)|"
    r"\d{1,3}(?:[.,\u202f\u00a0 ]\d{3})+(?![\w]|[.,]\d)|"
    r"\d+[.,]\d{1,2}(?![\d.,]*\d)"
    r")",
    re.I,
)
#: A date with dots or a version has more than one dot, or these words around it.
QUOTED = re.compile(r"[“„«»\"]([^“”„«»\"]{25,600})[”“»«\"]")
SAYING = re.compile(
    r"\b(?:said|says|told|wrote|writes|explains|explained|according to|notes|adds|"
    r"sagt|sagte|erklärt|erklärte|schreibt|schrieb|laut|so der|so die|betont|meint|"
    r"selon|dit|explique|déclare|affirme|según|dijo|dice|afirma|explica|secondo|"
    r"afferma|spiega|segundo|disse|afirmou|volgens|zegt|zei|według|powiedział|mówi)\b",
    re.I,
)
#: Addresses that buttons for sharing lead to.
SHARING = re.compile(
    r"/(?:sharer|share|intent|sharing|shareArticle|pin/create|submit)\b", re.I
)
NETWORKS = frozenset(
    """
    facebook.com twitter.com x.com instagram.com linkedin.com pinterest.com
    whatsapp.com wa.me api.whatsapp.com t.me telegram.me reddit.com xing.com tumblr.com
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)
WORDS_QUOTED = 5


def statistics(page: ParsedPage) -> int:
    """Different statistics in the main content."""
    found = STATISTIC.finditer(page.main_text[:MAX_CHARACTERS])
    return min(ENOUGH, len({match[0].strip().lower() for match in found}))


def quotations(page: ParsedPage) -> int:
    """Quotations whose source is named."""
    marked = sum(quote.in_main and bool(quote.source) for quote in page.quotes)
    return min(ENOUGH, marked + spoken(page))


def spoken(page: ParsedPage) -> int:
    """Paragraphs with words in quotation marks and, outside of them, a verb of saying
    and a name."""
    found = 0
    for line in page.main_text[:MAX_CHARACTERS].split("\n"):
        quoted = QUOTED.search(line)
        if quoted and len(quoted[1].split()) >= WORDS_QUOTED:
            outside = QUOTED.sub(" ", line)
            found += SAYING.search(outside) is not None
    return found


def citations(page: ParsedPage) -> int:
    """Addresses of other sites that the main content links to."""
    found = set()
    for link in page.links:
        if link.in_main and link.is_internal is False and not link.is_hidden:
            parts = urlsplit(link.url)
            host = (parts.hostname or "").removeprefix("www.")
            if host not in NETWORKS and not SHARING.search(parts.path):
                found.add(f"{host}{parts.path}")
    return min(ENOUGH, len(found))
