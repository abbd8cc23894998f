"""The main content as a content extractor sees it.

Crawlers that feed language models, and agents that read pages, run such an extractor
first: what it drops, they never see. Two are in wide use: Resiliparse
(https://resiliparse.chatnoir.eu/) and trafilatura (https://trafilatura.readthedocs.io/).
The first takes a tenth of the other's time and keeps as much of the texts that people
wrote; the other is asked where the first finds little.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from lxml import etree
from resiliparse.extract.html2text import extract_plain_text

from webapp.domain.words import count_words
from webapp.pipeline.parse.elements import Element

log = logging.getLogger(__name__)

MAX_CHARACTERS = 500_000
#: Percent of the visible main content's words; less, and a second opinion is sought.
LITTLE = 50
#: What trafilatura costs grows with the number of elements times their depth: at this
#: bound a second or two. A page of 2 MB that people read has about half of it.
MAX_DEPTH_SUM = 1_000_000


@lru_cache(maxsize=1)
def trafilatura() -> Any:
    """Imported late: only those who scan need it, and it takes a quarter second."""
    import trafilatura as module

    # It remarks on every page that has little text.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return module


def extract_text(root: Element, word_count: int, depth_sum: int) -> str | None:
    """The extracted text, a line a block; empty where nothing was found, None where the
    extractors broke. ``word_count`` words are visible in the main content;
    ``depth_sum`` are the depths of all elements together. The tree is not fit for
    anything else afterwards."""
    first = unless_it_breaks(lambda: by_resiliparse(root))
    is_enough = first is not None and 100 * count_words(first) >= LITTLE * word_count
    if is_enough or depth_sum > MAX_DEPTH_SUM:
        return first
    second = unless_it_breaks(lambda: by_trafilatura(root))
    found = [text for text in (first, second) if text is not None]
    return max(found, key=count_words, default=None)


def unless_it_breaks(extract: Callable[[], str]) -> str | None:
    try:
        return extract()[:MAX_CHARACTERS]
    except Exception:  # a page that breaks it is a page all the same
        log.exception("a content extractor failed")
        return None


def by_resiliparse(root: Element) -> str:
    """From our tree, written out: the page as it was sent may be nested so deep that
    reading it again takes minutes."""
    html = etree.tostring(root, encoding="unicode", method="html")
    return extract_plain_text(
        html, main_content=True, alt_texts=False, links=False, form_fields=False
    )


def by_trafilatura(root: Element) -> str:
    return trafilatura().extract(root, fast=True, include_comments=False) or ""
