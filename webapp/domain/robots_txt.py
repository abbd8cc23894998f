"""robots.txt of one scheme, host and port, and what it allows (RFC 9309).

https://www.rfc-editor.org/rfc/rfc9309
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from protego import Protego

COMPATIBLE = re.compile(r"compatible;\s*([A-Za-z_-]+)")
PRODUCT = re.compile(r"[A-Za-z_-]*")


@dataclass(frozen=True, slots=True)
class RobotsTxt:
    """``absent`` allows everything; ``status`` None and ``note`` say why it is.

    ``body`` is decoded, at most 500 KiB of it were read (``is_cut``: there is more),
    ``is_utf8`` says that its bytes are UTF-8. ``content_type`` is the media type in
    lower case. ``redirects`` counts hops.
    """

    url: str
    state: Literal["found", "absent"]
    status: int | None
    body: str
    note: str
    content_type: str = ""
    is_cut: bool = False
    is_utf8: bool = True
    redirects: int = 0
    rules: Protego = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", Protego.parse(self.body))

    def allows(self, url: str, user_agent: str) -> bool:
        """The longest rule of our most specific group decides; Allow on a tie."""
        return self.allows_bot(url, product_token(user_agent))

    def allows_bot(self, url: str, name: str) -> bool:
        """The same for a crawler by the name that its groups have."""
        return bool(self.rules.can_fetch(url, name))

    def crawl_delay(self, user_agent: str) -> float:
        """Seconds between two visits; 0 where nothing is asked for."""
        return float(self.rules.crawl_delay(product_token(user_agent)) or 0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The addresses of its Sitemap lines, as written."""
        return tuple(self.rules.sitemaps)


def product_token(user_agent: str) -> str:
    """The name that groups of a robots.txt call a crawler by: ``XenlixAI`` of
    ``Mozilla/5.0 (compatible; XenlixAI/0.1; +https://…)``."""
    named = COMPATIBLE.search(user_agent)
    if named:
        return named[1]
    match = PRODUCT.match(user_agent)
    return match[0] if match else ""
