"""Submit: from typed lines to committed scans, each asked for once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, text

from webapp.domain.measures import Measure
from webapp.domain.queue_names import DEFAULT, HIGH
from webapp.domain.status import ScanStatus
from webapp.exceptions import Refused, UrlRefused
from webapp.extensions import db
from webapp.models import IdempotencyKey, Scan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.pipeline.crawl import check_url
from webapp.services import line, measurements, submission_limits, switches
from webapp.services.actors import Actor
from webapp.services.current import settings

MAX_URLS = 20
MAX_KEY_CHARACTERS = 255
MAX_QUERIES, MAX_QUERY_CHARACTERS = 5, 200
#: Submitting a URL again within this many seconds gives the scan that still runs.
SAME_SCAN_SECONDS = 600


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
class Accepted:
    """The scans of a submission in its order, and which of them it made."""

    scans: list[Scan]
    new: list[Scan]
    #: What is to be enqueued after the commit.
    to_send: list[Scan]


def submit(
    lines: list[str],
    actor: Actor,
    *,
    queries: Iterable[str] = (),
    is_forced: bool = False,
    key: str = "",
) -> Accepted:
    """Accept scans of these URLs, all or none, and enqueue them; blank lines count
    only for the numbers of the others. ``queries`` are what the pages should be found
    for, the same for all.

    A URL that the same actor's open scan is about already (with the same queries) gives
    that scan, unless forced; a known idempotency ``key`` gives the scan that it gave
    before.

    Raises ``SubmissionRefused`` (bad lines), ``Refused`` (none, too many, sign-in
    wanted, too many or too long queries, key used for another request) or
    ``Unavailable`` (queue full, too often).
    What is returned is committed; Redis being away does not matter, the scheduler
    enqueues it later.
    """
    if actor.user is None and not switches.anonymous_scans():
        raise Refused("sign_in_required", "Sign in to scan a page.", status=401)
    typed = {n: text.strip() for n, text in enumerate(lines, 1) if text.strip()}
    if not typed:
        raise Refused("bad_url", "Enter the address of a page, such as example.com.")
    if len(typed) > MAX_URLS:
        raise Refused("too_many_urls", f"Enter at most {MAX_URLS} addresses at a time.")
    check_key(key)
    asked = check_queries(queries)
    urls = checked(typed, actor)
    accepted = accept(urls, actor, queries=asked, is_forced=is_forced, key=key)
    line.send(accepted.to_send)
    return accepted


def check_key(key: str) -> None:
    if len(key) > MAX_KEY_CHARACTERS or not key.isascii() or not key.isprintable():
        sentence = f"Idempotency-Key takes up to {MAX_KEY_CHARACTERS} ASCII characters."
        raise Refused("bad_idempotency_key", sentence)


def check_queries(queries: Iterable[str]) -> list[str]:
    """Each once, without blank ones."""
    asked = list(dict.fromkeys(" ".join(query.split()) for query in queries))
    asked = [query for query in asked if query]
    if len(asked) > MAX_QUERIES or any(len(q) > MAX_QUERY_CHARACTERS for q in asked):
        sentence = (
            f"Give at most {MAX_QUERIES} queries, each of at most "
            f"{MAX_QUERY_CHARACTERS} characters."
        )
        raise Refused("bad_queries", sentence)
    return asked


def checked(typed: dict[int, str], actor: Actor) -> list[str]:
    """The canonical URLs of the lines, each once."""
    submission_limits.check_refusals(actor)
    urls: dict[str, None] = {}
    refused = []
    for number, url in typed.items():
        try:
            urls[check_url(url, settings().scan_allowed_networks)] = None
        except UrlRefused as error:
            refused.append(RefusedLine(number, url, error.code, error.message))
    if refused:
        submission_limits.note_refusals(actor, len(refused))
        raise SubmissionRefused(refused)
    return list(urls)


@transactional
def accept(
    urls: list[str],
    actor: Actor,
    *,
    queries: list[str],
    is_forced: bool,
    key: str,
    queue: str = "",
) -> Accepted:
    """As ``submit``, without sending them. ``queue``: another than the actor's own."""
    one_at_a_time(actor)
    request = repr((urls, queries, is_forced)).encode("utf-8", "surrogatepass")
    request_hash = hashlib.sha256(request).hexdigest()
    known = find_by_key(actor, key, request_hash) if key else None
    if known is not None:
        return Accepted([known], [], [])
    running = {} if is_forced else open_scans(urls, queries, actor)
    wanted = [url for url in urls if url not in running]
    submission_limits.check_cap(len(wanted))
    submission_limits.count_in(wanted, actor)
    made, to_send = insert(wanted, queries, actor, queue or usual_queue(actor))
    scans = {**running, **{scan.url: scan for scan in made}}
    if key:
        remember(actor, key, request_hash, scans[urls[0]])
    return Accepted([scans[url] for url in urls], made, to_send)


def one_at_a_time(actor: Actor) -> None:
    """Two requests of one sender wait for each other, so that each sees what the other
    made. SQLite has one writer anyway."""
    if actor.key and db.session.get_bind().dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
        db.session.execute(lock, {"key": f"submit {actor.key}"})


def find_by_key(actor: Actor, key: str, request_hash: str) -> Scan | None:
    known = db.session.get(IdempotencyKey, (actor.key, key))
    if known is None:
        return None
    if known.request_hash != request_hash:
        sentence = "This Idempotency-Key was used for another request."
        raise Refused("idempotency_key_reused", sentence)
    return db.session.get(Scan, known.scan_id)


def remember(actor: Actor, key: str, request_hash: str, scan: Scan) -> None:
    db.session.add(
        IdempotencyKey(
            actor_key=actor.key,
            key=key,
            request_hash=request_hash,
            scan_id=scan.id,
            created_at=db_now(),
        )
    )


def open_scans(urls: list[str], queries: list[str], actor: Actor) -> dict[str, Scan]:
    """This actor's recent scans of these URLs for the same queries that are not at
    their end, by URL."""
    if actor.user:
        mine = Scan.user_id == actor.user.id
    elif actor.visitor_hash:
        mine = Scan.user_id.is_(None) & (Scan.visitor_hash == actor.visitor_hash)
    else:
        return {}  # a program without a token: nobody to know again
    recent = Scan.created_at > db_now(-SAME_SCAN_SECONDS)
    # Whether they are open is asked of these few: of all, very many may be.
    scans = db.session.scalars(select(Scan).where(mine, recent, Scan.url.in_(urls)))
    same = (scan for scan in scans if scan.is_open and scan.queries == queries)
    return {scan.url: scan for scan in same}


def usual_queue(actor: Actor) -> str:
    return HIGH if actor.user else DEFAULT


def insert(
    urls: list[str], queries: list[str], actor: Actor, queue: str
) -> tuple[list[Scan], list[Scan]]:
    """The scans, and what is to be sent."""
    now = db.session.scalars(select(db_now())).one()
    scans = [
        Scan(
            url=url,
            queries=queries,
            user_id=actor.user.id if actor.user else None,
            visitor_hash=actor.visitor_hash,
            sender=actor.key or None,
            status=ScanStatus.QUEUED,
            queue=queue,
            # The list shows the newest first, and so the lines in their order.
            created_at=now - timedelta(microseconds=place),
            enqueued_at=now,
            due_at=now,
        )
        for place, url in enumerate(urls)
    ]
    to_send = line.join(scans, actor.key, queue)
    db.session.add_all(scans)
    if scans:
        measurements.note(Measure.ACCEPTED, queue, number=len(scans))
    db.session.flush()
    return scans, to_send
