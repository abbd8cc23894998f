"""What an operator types about scans, as conditions; an index serves each."""

from __future__ import annotations

import uuid
from ipaddress import ip_network

from sqlalchemy import ColumnElement, and_, false, func, or_, select, union_all

from webapp.domain.queue_names import QUEUES
from webapp.exceptions import Refused, UrlRefused
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.models.clock import db_now
from webapp.pipeline.crawl import Url, canonical_url
from webapp.services import dispatch

#: What was scanned may be sought, whatever may be scanned now.
ANYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))
#: How far back ended scans of an address are sought.
RECENT_SECONDS = 1800


class BadFilter(Refused):
    """What was typed into the filter is not understood."""

    def __init__(self, sentence: str) -> None:
        super().__init__("bad_filter", sentence, status=422)


def named(text: str) -> ColumnElement[bool]:
    """By its UUID, by the id of one of its jobs, or by the id that its page shows."""
    job = dispatch.parse_job_id(text.lower().removeprefix("rq:job:"))
    if job is not None:
        return Scan.id == job[0]
    try:
        return Scan.id == uuid.UUID(text)
    except ValueError:
        return Scan.public_id == text


def at_address(text: str) -> ColumnElement[bool]:
    """Below an address, or anywhere at a host. The host leads by its index, so the
    address must hold all of it."""
    try:
        urls = parsed(text)
    except UrlRefused as error:
        raise BadFilter(f"Address: {error.message}") from None
    host = Scan.host == urls[0].host
    if urls[0].path_qs == "/" and "/" not in text:
        return host
    # LIKE of SQLite knows no capital letters; a path does.
    begins = [func.substr(Scan.url, 1, len(str(url))) == str(url) for url in urls]
    return and_(host, or_(*begins))


def parsed(text: str) -> list[Url]:
    """One address, or where no scheme was typed, that of each."""
    texts = [text] if "://" in text else [f"https://{text}", f"http://{text}"]
    return [canonical_url(each, ANYWHERE) for each in texts]


def at_host(text: str) -> ColumnElement[bool]:
    return Scan.host == text.lower().strip("[]")


def with_code(text: str) -> ColumnElement[bool]:
    return Scan.error_code == text


def of_user(email: str) -> ColumnElement[bool]:
    found = db.session.scalar(select(User.id).where(User.email == email.lower()))
    return Scan.user_id == found if found else false()


def of_sender(text: str) -> ColumnElement[bool]:
    """By ``Scan.sender``: ``user …`` and ``visitor …`` stand in columns of their own as
    well, which have an index; for any other see ``of_other_sender``."""
    kind, _, name = text.partition(" ")
    if kind == "visitor":
        return and_(Scan.user_id.is_(None), Scan.visitor_hash == name)
    if kind != "user":
        return of_other_sender(text)
    try:
        return Scan.user_id == uuid.UUID(name)
    except ValueError:
        return false()


def of_other_sender(text: str) -> ColumnElement[bool]:
    """Open scans, by an index that knows senders, and those of the last half hour.

    The rows are chosen before anything else is asked of them: else a planner may walk
    through all scans, newest first, to find a page of these.
    """
    # Each column before the sender is given, so that the index leads to it.
    is_open = and_(
        Scan.finished_at.is_(None),
        Scan.is_held.in_([True, False]),
        Scan.queue.in_(QUEUES),
    )
    is_recent = Scan.created_at >= db_now(-RECENT_SECONDS)
    parts = [
        select(Scan.id).where(of, Scan.sender == text) for of in (is_open, is_recent)
    ]
    return Scan.id.in_(union_all(*parts))


def is_partial(sender: str) -> bool:
    """Whether only open and recent scans of this sender are found."""
    return bool(sender) and sender.partition(" ")[0] not in ("user", "visitor")
