"""Share a report: a link that expires and can be taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Scan, ShareLink
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import permissions
from webapp.services.actors import Actor
from webapp.services.secret_tokens import digest, new_token

DAY = 86400
#: Days that a link may hold.
DAYS = (1, 7, 30, 90)


@transactional
def share(scan: Scan, actor: Actor, days: int) -> str:
    """A new link's token; an older link of the scan ends. Raises ``Refused`` where this
    is not the actor's full report, or for a number of days that is not offered."""
    require_full(scan, actor)
    if days not in DAYS:
        offered = ", ".join(map(str, DAYS))
        raise Refused("bad_days", f"A link may hold for {offered} days.")
    end(scan)
    token = new_token()
    db.session.add(
        ShareLink(
            scan_id=scan.id,
            token_hash=digest(token),
            created_at=db_now(),
            expires_at=db_now(days * DAY),
        )
    )
    return token


@transactional
def unshare(scan: Scan, actor: Actor) -> None:
    """Take the scan's link back. Raises ``Refused`` where the scan is not theirs."""
    require_full(scan, actor)
    end(scan)


def end(scan: Scan) -> None:
    db.session.execute(delete(ShareLink).where(ShareLink.scan_id == scan.id))


def shared_until(scan: Scan) -> datetime | None:
    """When the scan's link expires; None where it has none that holds."""
    chosen = select(ShareLink.expires_at)
    until: datetime | None = db.session.scalar(
        chosen.where(ShareLink.scan_id == scan.id, ShareLink.expires_at > db_now())
    )
    return until


def find(token: str) -> Scan:
    """The scan behind a link. Raises ``Refused`` (404) where the link is none, has
    expired, or was taken back."""
    chosen = select(Scan).join(ShareLink, ShareLink.scan_id == Scan.id)
    is_good = ShareLink.token_hash == digest(token)
    scan: Scan | None = db.session.scalar(
        chosen.where(is_good, ShareLink.expires_at > db_now())
    )
    if scan is None or not scan.has_report:
        sentence = "This link leads to no report: it has expired or was taken back."
        raise Refused("not_found", sentence, status=404)
    return scan


def require_full(scan: Scan, actor: Actor) -> None:
    if not permissions.permissions(scan, actor).full_report or not scan.has_report:
        raise Refused("not_yours", "Only your own reports can be shared.", status=403)
