"""The settings of a meta viewport.

https://drafts.csswg.org/css-viewport/#viewport-meta
"""

from __future__ import annotations

import re

from webapp.domain.page_parts import Meta
from webapp.domain.parsed_page import ParsedPage

SETTING = re.compile(r"([a-z-]{1,40})\s*=\s*([^\s,;=]*)")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")


def viewports(page: ParsedPage) -> list[Meta]:
    """Its meta viewports, in order."""
    return page.metas_named("viewport")


def settings(page: ParsedPage) -> dict[str, str]:
    """What all of them set, in lower case; the last one that sets a thing counts."""
    found: dict[str, str] = {}
    for meta in viewports(page):
        found.update(SETTING.findall(meta.content.lower()))
    return found


def number(text: str) -> float | None:
    """The number that a value begins with, as browsers read it; None without one."""
    match = NUMBER.match(text)
    return float(match[0]) if match else None
