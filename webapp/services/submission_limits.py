"""How much one sender, and one target, may get: counted in the database.

A limit of 0 is off. Targets inside ``SCAN_ALLOWED_NETWORKS`` count against none.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from webapp.exceptions import Unavailable
from webapp.extensions import db
from webapp.models import Scan, Submission
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.pipeline.crawl import target_domain
from webapp.services.actors import Actor
from webapp.services.current import settings

HOUR = 3600
#: Refused URLs count apart, so that a typing error costs no scan.
REFUSALS_PER_MINUTE = 60
MINUTE = 60


def check_cap(number: int) -> None:
    """Raises ``Unavailable`` (503) where so many more would be too many in all."""
    cap = settings().queue_cap
    # As ``is_open`` does, from the index alone.
    counted = select(func.count()).select_from(Scan)
    counted = counted.where(Scan.finished_at.is_(None))
    if cap and number and (db.session.scalar(counted) or 0) + number > cap:
        sentence = "Too many scans are waiting. Please try again in a minute."
        raise Unavailable("queue_full", sentence, retry_after=60)


def count_in(urls: list[str], actor: Actor) -> None:
    """Within a transaction: note these submissions.

    Raises ``Unavailable`` (429) where the sender or a target would get too much.
    """
    networks = settings().scan_allowed_networks
    found = (target_domain(url, networks) for url in urls)
    domains = [domain for domain in found if domain]
    check_actor(actor, len(domains))
    for domain, number in Counter(domains).items():
        check_target(domain, number)
    for domain in domains:
        note(actor, domain)


def check_actor(actor: Actor, number: int) -> None:
    if not actor.key or not number:
        return
    chosen = settings()
    limit = chosen.limit_user if actor.user else chosen.limit_anonymous
    mine = Submission.actor_key == actor.key
    advice = "" if actor.user else " Signing in allows more."
    sentence = f"At most {limit} pages an hour can be scanned from here.{advice}"
    check(limit, number, [mine, Submission.domain.is_not(None)], HOUR, sentence)


def check_target(domain: str, number: int) -> None:
    limit = settings().limit_target
    sentence = f"At most {limit} pages of {domain} are scanned an hour, for its sake."
    check(limit, number, [Submission.domain == domain], HOUR, sentence)


def check_refusals(actor: Actor) -> None:
    """Raises ``Unavailable`` (429) where too many bad URLs came from this sender."""
    if not actor.key:
        return
    refused = [Submission.actor_key == actor.key, Submission.domain.is_(None)]
    sentence = "Too many addresses that cannot be scanned came from here."
    check(REFUSALS_PER_MINUTE, 1, refused, MINUTE, sentence)


@transactional
def note_refusals(actor: Actor, number: int) -> None:
    for _ in range(number if actor.key else 0):
        note(actor, None)


def note(actor: Actor, domain: str | None) -> None:
    row = Submission(actor_key=actor.key, domain=domain, created_at=db_now())
    db.session.add(row)


def check(
    limit: int,
    number: int,
    conditions: list[ColumnElement[bool]],
    window: int,
    sentence: str,
) -> None:
    """Raise ``Unavailable`` where ``number`` more in the last ``window`` seconds pass
    the limit."""
    if not limit:
        return
    recent = Submission.created_at > db_now(-window)
    counted = select(func.count(), func.min(Submission.created_at), db_now())
    count, oldest, now = db.session.execute(counted.where(recent, *conditions)).one()
    if count + number > limit:
        wait = seconds_left(oldest, now, window)
        raise Unavailable("rate_limited", sentence, retry_after=wait, status=429)


def seconds_left(oldest: datetime | None, now: datetime, window: int) -> int:
    """Until the oldest submission that counts leaves the window."""
    if oldest is None:
        return window
    return max(1, round(window - (now - oldest).total_seconds()))
