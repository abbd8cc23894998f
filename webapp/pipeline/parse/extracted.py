"""The main content as a content extractor sees it.

Crawlers that feed language models, and agents that read pages, run such an extractor
first: what it drops, they never see. trafilatura is the one in widest use.
https://trafilatura.readthedocs.io/
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from webapp.pipeline.parse.elements import Element

log = logging.getLogger(__name__)

MAX_CHARACTERS = 500_000
#: What the extractor costs grows with the number of elements times their depth: at this
#: bound a second or two. A page of 2 MB that people read has about half of it.
MAX_DEPTH_SUM = 1_000_000


@lru_cache(maxsize=1)
def extractor() -> Any:
    """Imported late: only those who scan need it, and it takes a quarter second."""
    import trafilatura

    # It remarks on every page that has little text.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura


def extract_text(root: Element, depth_sum: int) -> str | None:
    """The extracted text, a line a block; empty where nothing was found, None where the
    extractor broke or would take too long. ``depth_sum`` are the depths of all elements
    together. The tree is not fit for anything else afterwards."""
    if depth_sum > MAX_DEPTH_SUM:
        return None
    try:
        found = extractor().extract(root, fast=True, include_comments=False)
    except Exception:  # a page that breaks it is a page all the same
        log.exception("the content extractor failed")
        return None
    return (found or "")[:MAX_CHARACTERS]
