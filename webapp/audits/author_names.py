"""Names of authors, and what is written into them beside the name.

https://developers.google.com/search/docs/appearance/structured-data/article#author-bp
"""

from __future__ import annotations

import re

BY = re.compile(r"(?:by|par|por|door|posted by|written by)\s", re.I)
#: Part of many surnames (von Trapp, Di Marco): a word for by where a first and a last
#: name follow, “di” only in lower case.
BY_OR_NAME = re.compile(r"(?:[Vv]on|VON|di)(?:\s+[A-ZÀ-Þ]\S*){2}")
TITLE = re.compile(
    r"(?:dr|prof|mr|mrs|ms|herr|frau)\.?\s|.*,\s*(?:phd|md|ceo|editor)\b", re.I
)
SEVERAL = re.compile(r"\s(?:and|und|et|&)\s|;|,\s*\w+\s+\w", re.I)
LONGEST = 200


def more_than_a_name(name: str) -> str:
    """What else the text holds; empty for a plain name."""
    text = name.strip()[:LONGEST]
    if BY.match(text) or BY_OR_NAME.match(text):
        return "author.name begins with a word such as by"
    if TITLE.match(text):
        return "author.name holds a title or post, which has properties of its own"
    if SEVERAL.search(text):
        return "author.name holds several names; each author is an item of its own"
    return ""
