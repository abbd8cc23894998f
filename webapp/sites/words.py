"""Where a site scan stands, as people read it."""

from __future__ import annotations

from webapp.domain.site_status import SiteStatus
from webapp.models import SiteScan

PAUSED = "PAUSED"
#: Shape, word, and the class that colours them.
STATES = {
    SiteStatus.DISCOVERING: ("◐", "Reading sitemaps", "running"),
    SiteStatus.SCANNING: ("◐", "Scanning", "running"),
    SiteStatus.JUDGING: ("◐", "Comparing pages", "running"),
    PAUSED: ("‖", "Paused", "na"),
    SiteStatus.FINISHED: ("●", "Ready", "pass"),
    SiteStatus.CANCELED: ("○", "Canceled", "na"),
    SiteStatus.FAILED: ("■", "Failed", "fail"),
}


def state_of(site: SiteScan) -> tuple[str, str, str]:
    is_paused = site.is_open and site.paused_at is not None
    return STATES[PAUSED if is_paused else SiteStatus(site.status)]
