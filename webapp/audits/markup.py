"""Attributes of an element, looked up in the snippet of its start tag."""

from __future__ import annotations

import re

#: Snippets are ours: one space before each name, values in double quotes.
ATTRIBUTE = re.compile(r' ([^\s="<>]+)="([^"]*)"')


def attributes(snippet: str) -> dict[str, str]:
    """The attributes of a start tag, as far as the snippet reaches."""
    return dict(ATTRIBUTE.findall(snippet))


def is_aria_hidden(snippet: str) -> bool:
    """Whether the element itself is kept from assistive technology."""
    return attributes(snippet).get("aria-hidden") == "true"
