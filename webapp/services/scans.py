"""Scans as people meet them: submit, find, list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from webapp.domain.queue_names import DEFAULT, HIGH
from webapp.exceptions import Refused, Unavailable, UrlRefused
from webapp.extensions import db
from webapp.models import Scan
from webapp.models.clock import db_now
from webapp.models.scan import is_open
from webapp.models.transactions import transactional
from webapp.pipeline.crawl import check_url
from webapp.services.actors import Actor
from webapp.services.current import settings
from webapp.services.dispatch import dispatch

MAX_URLS = 20
PAGE_SIZE = 25


@dataclass(frozen=True)
class RefusedLine:
    """One line of a submission that cannot be scanned; ``line`` counts from 1."""

    line: int
    url: str
    code: str
    message: str


class SubmissionRefused(Refused):
    """Some lines are bad, so none was taken; ``lines`` says which and why."""

    def __init__(self, lines: list[RefusedLine]) -> None:
        super().__init__(lines[0].code, lines[0].message)
        self.lines = lines


@dataclass(frozen=True)
class ScanPage:
    """One page of a list; ``page`` counts from 1 and never passes ``pages``."""

    items: list[Scan]
    page: int
    pages: int
    total: int
    query: str


def submit(lines: list[str], actor: Actor) -> list[Scan]:
    """Accept scans of these URLs, all or none, and enqueue them; blank lines count
    only for the numbers of the others.

    Raises ``SubmissionRefused`` (bad lines), ``Refused`` (none, too many, sign-in
    wanted) or ``Unavailable`` (the queue is full). What is returned is committed;
    Redis being away does not matter, the scheduler enqueues it later.
    """
    if actor.user is None and not settings().anonymous_scans:
        raise Refused("sign_in_required", "Sign in to scan a page.", status=401)
    typed = {n: line.strip() for n, line in enumerate(lines, 1) if line.strip()}
    if not typed:
        raise Refused("bad_url", "Enter the address of a page, such as example.com.")
    if len(typed) > MAX_URLS:
        raise Refused("too_many_urls", f"Enter at most {MAX_URLS} addresses at a time.")
    scans = insert(check_lines(typed), actor)
    for scan in scans:
        dispatch(scan)
    return scans


def check_lines(typed: dict[int, str]) -> list[str]:
    """The canonical URLs of the lines, by number."""
    checked, refused = [], []
    for line, url in typed.items():
        try:
            checked.append(check_url(url, settings().scan_allowed_networks))
        except UrlRefused as error:
            refused.append(RefusedLine(line, url, error.code, error.message))
    if refused:
        raise SubmissionRefused(refused)
    return checked


@transactional
def insert(urls: list[str], actor: Actor) -> list[Scan]:
    cap = settings().queue_cap
    if cap and open_count() + len(urls) > cap:
        sentence = "Too many scans are waiting. Please try again in a minute."
        raise Unavailable("queue_full", sentence, retry_after=60)
    now = db.session.scalar(select(db_now()))
    scans = [
        Scan(
            url=url,
            user_id=actor.user.id if actor.user else None,
            visitor_hash=actor.visitor_hash,
            queue=HIGH if actor.user else DEFAULT,
            created_at=now,
            enqueued_at=now,
        )
        for url in urls
    ]
    db.session.add_all(scans)
    db.session.flush()
    return scans


def open_count() -> int:
    counted = select(func.count()).select_from(Scan).where(is_open())
    return db.session.scalar(counted) or 0


def belongs_to(actor: Actor) -> ColumnElement[bool]:
    """The scans that an actor may list: the user's, or the visitor's unclaimed ones."""
    mine: list[ColumnElement[bool]] = []
    if actor.user:
        mine.append(Scan.user_id == actor.user.id)
    if actor.visitor_hash:
        mine.append(
            and_(Scan.user_id.is_(None), Scan.visitor_hash == actor.visitor_hash)
        )
    return or_(False, *mine)


def find(public_id: str, actor: Actor) -> Scan:
    """The scan behind a link. Raises ``Refused`` (404) where this actor may not see it.

    A visitor's scan is shown to whoever holds the link; a user's to its owner alone.
    """
    chosen = select(Scan).where(Scan.public_id == public_id)
    # PostgreSQL takes no NUL in a text.
    scan: Scan | None = None if "\0" in public_id else db.session.scalar(chosen)
    if scan is None or not may_see(scan, actor):
        raise Refused("not_found", "There is no such scan.", status=404)
    return scan


def may_see(scan: Scan, actor: Actor) -> bool:
    if scan.user_id is None:
        return True
    return actor.user is not None and scan.user_id == actor.user.id


def list_scans(actor: Actor, *, query: str = "", page: int = 1) -> ScanPage:
    """Own scans, newest first; ``query`` is a part of the URL or the page's title."""
    chosen = select(Scan).where(belongs_to(actor), matches(query))
    total = count(chosen)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    rows = chosen.order_by(Scan.created_at.desc(), Scan.id)
    items = db.session.scalars(rows.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return ScanPage(list(items), page, pages, total, query)


def matches(query: str) -> ColumnElement[bool]:
    wanted = query.replace("\0", "").strip()
    if not wanted:
        return Scan.id.is_not(None)
    return or_(
        Scan.url.icontains(wanted, autoescape=True),
        Scan.page_title.icontains(wanted, autoescape=True),
    )


def count(chosen: Select[Scan]) -> int:
    return db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
