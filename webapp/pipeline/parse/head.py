"""What ends a head before its end tag.

Browsers close the head at the first element that does not belong there, and put the
metadata after it into the body, where engines ignore most of it.
https://developers.google.com/search/docs/crawling-indexing/valid-page-metadata
"""

from __future__ import annotations

import re

from webapp.pipeline.parse.walk import HEAD_ELEMENTS

#: As much of a head as is looked at.
MAX_CHARACTERS = 300_000
SNIPPET_CHARACTERS = 200
HEAD = re.compile(r"<head\b[^>]*>(.*?)</head\s*>", re.I | re.DOTALL)
#: What is no markup inside of a head: comments and the texts of these elements.
RAW = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|title)\b[^>]*>.*?(?:</\1\s*>|\Z)",
    re.I | re.DOTALL,
)
START_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)[^>]*>")


def head_breaker(text: str) -> str:
    """The first start tag between ``<head>`` and ``</head>`` that ends the head there;
    empty where none does."""
    head = HEAD.search(text[:MAX_CHARACTERS])
    if head is None:
        return ""
    for tag in START_TAG.finditer(RAW.sub("", head[1])):
        if tag[1].lower() not in HEAD_ELEMENTS | {"head", "html"}:
            return tag[0][:SNIPPET_CHARACTERS]
    return ""
