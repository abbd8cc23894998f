"""What kind of page it is: an article, or one that needs little text."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from webapp.domain.parsed_page import ParsedPage
from webapp.domain.words import count_words

#: Words of a path that name pages which serve a purpose without much text.
PURPOSES = {
    "contact": "contact contacts contact-us kontakt kontakte contacto contato contatti",
    "legal": "legal imprint impressum privacy datenschutz terms agb cookies disclaimer"
    " mentions-legales aviso-legal privacy-policy terms-of-service",
    "login": "login log-in signin sign-in signup sign-up register registration account"
    " anmelden anmeldung password connexion acceso",
    "gallery": "gallery galleries galerie galeria galleria photos fotos portfolio",
}
BY_WORD = {word: kind for kind, words in PURPOSES.items() for word in words.split()}
EXTENSION = re.compile(r"\.[a-z]{2,5}$")
#: As many images with a little text make a gallery.
GALLERY_IMAGES = 12

ARTICLE_TYPES = frozenset(
    """
    Article NewsArticle BlogPosting AdvertiserContentArticle AnalysisNewsArticle
    AskPublicNewsArticle BackgroundNewsArticle LiveBlogPosting OpinionNewsArticle Report
    ReportageNewsArticle ReviewNewsArticle SatiricalArticle ScholarlyArticle
    SocialMediaPosting TechArticle
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)
#: What makes an article of a page that does not call itself one.
PARAGRAPHS, PARAGRAPH_WORDS, WORDS = 3, 15, 200
MAX_NODES = 5000


def purpose_without_text(page: ParsedPage) -> str:
    """``contact``, ``legal``, ``login`` or ``gallery``, by the words of the path, the
    forms and the number of images; else empty."""
    for part in path_parts(page.url):
        if part in BY_WORD:
            return BY_WORD[part]
    kinds = {control.kind for control in page.controls if not control.is_hidden}
    if "password" in kinds:
        return "login"
    if calls_itself_article(page):
        return ""
    if {"textarea", "email"} <= kinds:
        return "contact"
    images = sum(1 for image in page.images if image.in_main and not image.is_hidden)
    return "gallery" if images >= GALLERY_IMAGES else ""


def path_parts(url: str) -> list[str]:
    path = unquote(urlsplit(url).path).lower()
    return [EXTENSION.sub("", part).replace("_", "-") for part in path.split("/")]


def is_article(page: ParsedPage) -> bool:
    """By ``og:type``, its structured data in any syntax, or its main content: at least
    3 paragraphs of 15 words and 200 words in all, on a page that is no home page."""
    if calls_itself_article(page):
        return True
    if any(ARTICLE_TYPES.intersection(item.types) for item in page.items):
        return True
    return reads_like_one(page)


def reads_like_one(page: ParsedPage) -> bool:
    if page.word_count < WORDS or urlsplit(page.url).path in ("", "/"):
        return False
    paragraphs = 0
    for block in page.blocks:
        if block.in_main and block.kind == "p":
            paragraphs += count_words(block.text) >= PARAGRAPH_WORDS
        if paragraphs == PARAGRAPHS:
            return True
    return False


def calls_itself_article(page: ParsedPage) -> bool:
    """By a type of its JSON-LD, or by Open Graph."""
    if page.open_graph.get("og:type", "").lower() == "article":
        return True
    if any(meta.property == "article:published_time" for meta in page.metas):
        return True
    return next(article_nodes(page), None) is not None


def article_nodes(page: ParsedPage) -> Iterator[dict[str, object]]:
    """The objects of its JSON-LD whose type is an article's."""
    return (node for node in json_ld_nodes(page) if ARTICLE_TYPES & types_of(node))


def types_of(node: dict[str, object]) -> set[str]:
    found = node.get("@type")
    listed = found if isinstance(found, list) else [found]
    return {one.rpartition("/")[2] for one in listed if isinstance(one, str)}


def json_ld_nodes(page: ParsedPage) -> Iterator[dict[str, object]]:
    """Every object of its JSON-LD, outer ones first, at most ``MAX_NODES`` values."""
    waiting: deque[object] = deque(block.value for block in page.json_ld)
    for _ in range(MAX_NODES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
