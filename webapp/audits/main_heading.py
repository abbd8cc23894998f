"""The heading that names the page."""

from __future__ import annotations

from webapp.domain.page_parts import Heading
from webapp.domain.parsed_page import ParsedPage


def main_heading(page: ParsedPage) -> Heading | None:
    """The first h1 that is shown and has text; None where there is none."""
    mains = (h for h in page.headings if h.level == 1 and h.text and not h.is_hidden)
    return next(mains, None)
