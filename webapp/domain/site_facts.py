"""What a page's own host answers beside the page: robots.txt, sitemap, variants …"""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.fetched_page import Redirect
from webapp.domain.robots_txt import RobotsTxt


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request beside the page.

    ``status`` is None where there was none: ``problem`` is then the fetch's code
    (dns_not_found, connection_failed, timeout, tls_error …) or ``not_asked``, and
    ``note`` the sentence for people. ``body`` is decoded and may be cut (``is_cut``);
    ``content_type`` is the media type in lower case.
    """

    url: str
    status: int | None = None
    final_url: str = ""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    is_cut: bool = False
    redirects: tuple[Redirect, ...] = ()
    problem: str = ""
    note: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether the final status is 2xx."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Each part is None where it does not apply (an address has no ``www.``).

    ``http_variant`` is the page's address with ``http:``, ``www_variant`` with or
    without ``www.``, ``missing_page`` an address that no site has. ``sitemaps`` are
    what robots.txt names, else ``/sitemap.xml``.
    """

    robots: RobotsTxt
    sitemaps: tuple[Answer, ...] = ()
    llms: Answer | None = None
    favicon: Answer | None = None
    http_variant: Answer | None = None
    www_variant: Answer | None = None
    missing_page: Answer | None = None
