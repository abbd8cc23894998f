"""A program asks for a site scan, perhaps again after an answer that was lost."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from webapp.domain.site_plan import SitePlan
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import submissions
from webapp.services.actors import Actor
from webapp.services.sites import starting

#: A key is known so long after the site scan began.
SECONDS_KNOWN = 24 * 3600
#: Where the plan of a site scan keeps the keys that led to it, with what was asked.
KEYS = "idempotency_keys"


def ask(user: User, plan: SitePlan, key: str) -> SiteScan:
    """As ``starting.ask``; a key that is known gives the site scan that it gave.

    Raises ``Refused`` where the key is none, or was used for another request.
    """
    submissions.check_key(key)
    return ask_once(user, plan, key)


@transactional
def ask_once(user: User, plan: SitePlan, key: str) -> SiteScan:
    submissions.one_at_a_time(Actor(user=user))
    asked = hashlib.sha256(repr(plan).encode("utf-8", "surrogatepass")).hexdigest()
    known = find(user, key) if key else None
    if known is None:
        site = starting.ask(user, plan).site
        if key:
            remember(site, key, asked)
        return site
    if known.plan[KEYS][key] != asked:
        sentence = "This Idempotency-Key was used for another request."
        raise Refused("idempotency_key_reused", sentence)
    return known


def find(user: User, key: str) -> SiteScan | None:
    """Among the few that a user began within a day."""
    mine = SiteScan.user_id == user.id
    recent = SiteScan.created_at > db_now(-SECONDS_KNOWN)
    found = db.session.scalars(select(SiteScan).where(mine, recent))
    return next((site for site in found if key in site.plan.get(KEYS, {})), None)


def remember(site: SiteScan, key: str, asked: str) -> None:
    site.plan = {**site.plan, KEYS: {**site.plan.get(KEYS, {}), key: asked}}
    db.session.flush()
