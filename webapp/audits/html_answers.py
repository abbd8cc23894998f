"""Whether what came in place of a text or XML file is an HTML page.

Single-page applications and shops answer every address with their start page and
status 200; taken for a robots.txt or an llms.txt it would be judged by nonsense.
"""

from __future__ import annotations

import re

LOOKED_AT = 2000
COMMENT = re.compile(r"<!--.*?-->|<\?[^>]*\?>", re.DOTALL)
START = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|title|meta|script|div|p)\b")


def is_html(body: str | bytes) -> bool:
    """By the first characters; what the server calls it is not asked."""
    if isinstance(body, bytes):
        body = body[: LOOKED_AT * 2].decode("utf-8-sig", "replace")
    start = body[:LOOKED_AT].lstrip("\ufeff").lower()
    return bool(START.match(COMMENT.sub("", start)))
