"""What an audit may ask for; the runner hands it only what it declared."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.pagespeed import PageSpeed
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.site_facts import SiteFacts


@dataclass(frozen=True, slots=True)
class AuditInputs:
    """Each field is an input by its name; None means that it could not be had."""

    fetched: FetchedPage | None = None
    page: ParsedPage | None = None
    site: SiteFacts | None = None
    pagespeed: PageSpeed | None = None
