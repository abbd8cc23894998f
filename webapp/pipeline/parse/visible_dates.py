"""The dates that a page shows or declares, outside of its structured data.

htmldate looks at meta elements, ``time`` elements and the text around them.
https://htmldate.readthedocs.io/
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from webapp.domain.page_resources import VisibleDates
from webapp.pipeline.parse.elements import Element

log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def finder() -> Any:
    """Imported late: only those who scan need it."""
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return htmldate


def find_dates(root: Element, url: str) -> VisibleDates | None:
    """Published and modified, as ISO dates; empty where there is none, None where the
    search broke. JSON-LD, which it would read as well, is taken out of the tree."""
    for script in root.xpath("//script[contains(@type, 'ld+json')]"):
        script.drop_tree()
    try:
        modified = find(root, url, is_original=False)
        # Where there is no date at all, there is no first one.
        published = find(root, url, is_original=True) if modified else ""
        return VisibleDates(published, modified)
    except Exception:  # a page that breaks it is a page all the same
        log.exception("the search for dates failed")
        return None


def find(root: Element, url: str, *, is_original: bool) -> str:
    found = finder().find_date(
        root, extensive_search=False, original_date=is_original, url=url
    )
    return found or ""
