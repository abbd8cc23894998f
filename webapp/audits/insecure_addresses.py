"""Which addresses a secure page must not load from.

https://www.w3.org/TR/mixed-content/
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

HTTP_CANDIDATE = re.compile(r"(?:^|,)\s*http://", re.I)


def has_insecure_candidate(srcset: str) -> bool:
    """Whether one of the addresses of a srcset is insecure."""
    # Most have none; a look for the bare text is much faster.
    is_likely = "http://" in srcset.lower()
    return is_likely and HTTP_CANDIDATE.search(srcset) is not None


def is_insecure(url: str) -> bool:
    """Whether it is an http URL and not of this computer, which browsers trust."""
    if not url.lower().startswith("http://"):
        return False
    host = urlsplit(url).hostname or ""
    is_here = host == "localhost" or host.endswith(".localhost") or host == "::1"
    return not is_here and not host.startswith("127.")
