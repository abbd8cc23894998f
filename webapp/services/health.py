"""Would a scan run now? The checks behind /readyz and ``doctor``."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from webapp import queues
from webapp.domain.queue_names import QUEUES
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import Scan
from webapp.pipeline import analyze
from webapp.services import leadership, mail, schema, workers
from webapp.services.current import settings
from webapp.services.scan_options import model_cache

log = logging.getLogger(__name__)

LOST = "the database went away meanwhile: check DATABASE_URL and the server"


@dataclass(frozen=True)
class Check:
    """One answer: ``is_ok`` False stops scans; None is a note: they go on, or wait."""

    name: str
    is_ok: bool | None
    text: str


def check_readiness(
    tell: Callable[[schema.SchemaState], str] = str,
) -> list[Check]:
    """Database, schema, Redis and its policy, workers: what a scan needs to run."""
    checks = [check_schema(tell)]
    checks += check_redis()
    if checks[0].is_ok:
        checks.append(guarded("workers", check_workers))
    return checks


def check_all() -> list[Check]:
    """``check_readiness`` and what an operator wants to know besides."""
    checks = [*check_readiness(schema.explain), check_model()]
    if checks[0].is_ok:
        checks.append(guarded("scheduler", check_scheduler))
        checks.append(guarded("queue", check_depth))
    checks += [check_pagespeed(), check_mail()]
    return checks


def guarded(name: str, check: Callable[[], Check]) -> Check:
    """The database may go away after the check that found it ready."""
    try:
        return check()
    except SQLAlchemyError:
        log.warning("the database does not answer", exc_info=True)
        db.session.rollback()
        return Check(name, False, LOST)


def check_schema(tell: Callable[[schema.SchemaState], str]) -> Check:
    found = schema.state()
    is_ok = found in (schema.SchemaState.READY, schema.SchemaState.AHEAD)
    return Check("database", is_ok, tell(found))


def check_redis() -> list[Check]:
    connection = queues.connect(settings(), fail_fast=True)
    try:
        connection.ping()
        return [
            Check("redis", True, "answers"),
            check_persistence(connection),
            check_policy(connection),
            *check_flow(connection),
        ]
    except RedisError as error:
        # The error's text would tell anybody the server's address.
        log.warning("redis does not answer: %s", error)
        help_text = (
            "start `flask --app webapp redis` (part of `make run`)"
            if settings().redis_is_embedded
            else "check REDIS_URL and the server"
        )
        return [Check("redis", False, f"does not answer: {help_text}")]


def check_persistence(connection: Redis) -> Check:
    is_on = connection.info("persistence").get("aof_enabled") == 1
    text = (
        "appendonly is on"
        if is_on
        else "appendonly is off: a restart of Redis delays waiting scans; "
        "set appendonly yes"
    )
    return Check("redis AOF", True if is_on else None, text)


def check_policy(connection: Redis) -> Check:
    policy = str(connection.info("memory").get("maxmemory_policy", "unknown"))
    if policy == "noeviction":
        return Check("redis eviction", True, "noeviction")
    text = f"maxmemory-policy is {policy}, which drops queued jobs: set noeviction"
    return Check("redis eviction", False, text)


def check_flow(connection: Redis) -> list[Check]:
    """Whether jobs come in and are taken: notes, which turn nothing red.

    A load balancer asks whether web can serve, and it can: it shows reports, and keeps
    what it accepts in the database, to be sent as soon as there is room. All web
    processes share this Redis, so a 503 would take them away all at once, and make
    neither room nor a worker. Who watches finds the condition in the body, and /ops/
    calls it bad.
    """
    health = queues.read_health(connection)
    full = "is full (maxmemory) and takes no jobs: accepted scans wait, raise maxmemory"
    suspended = "is suspended: waiting scans wait, type `flask --app webapp rq resume`"
    return [
        note("redis memory", health.is_full, full, "has room"),
        note("RQ", health.is_suspended, suspended, "is not suspended"),
    ]


def note(name: str, is_odd: bool, odd: str, usual: str) -> Check:
    return Check(name, None, odd) if is_odd else Check(name, True, usual)


def check_workers() -> Check:
    alive = [worker for worker in workers.alive() if not worker.is_draining]
    if not alive:
        text = "no worker is alive: start `python worker.py` (part of `make run`)"
        return Check("workers", False, text)
    served = {name for worker in alive for name in worker.queues.split(",")}
    unserved = [name for name in QUEUES if name not in served]
    if unserved:
        text = f"{len(alive)} alive, none serves {', '.join(unserved)}"
        return Check("workers", False, text)
    return Check("workers", True, f"{len(alive)} alive")


def check_scheduler() -> Check:
    """A scan runs without one; its next try, and what Redis lost, would wait."""
    if leadership.is_led():
        return Check("scheduler", True, "one leads")
    text = "none leads, so failed tries wait: start `flask --app webapp scheduler`"
    return Check("scheduler", None, text)


def check_model() -> Check:
    chosen = settings()
    is_ready, text = analyze.describe(
        chosen.keyphrases_model, chosen.keyphrases_encoder, model_cache(chosen)
    )
    return Check("model", is_ready, text)


def check_pagespeed() -> Check:
    if settings().psi_api_key or settings().lighthouse:
        return Check("PageSpeed", True, "is measured for scans with a user")
    text = "is shown as not measured: set PSI_API_KEY, or LIGHTHOUSE=1"
    return Check("PageSpeed", None, text)


def check_mail() -> Check:
    """Without it people ask an operator for a new password: no reason to stop."""
    problem = mail.find_problem()
    if problem is not None:
        return Check("mail", None, f"no password is reset by mail: {problem}")
    text = "the server lets us in"
    if urlsplit(settings().public_url).hostname == "localhost":
        text += "; links in messages lead to localhost: set PUBLIC_URL"
    return Check("mail", True, text)


def check_depth() -> Check:
    waiting = select(func.count()).where(Scan.status == ScanStatus.QUEUED)
    return Check("queue", True, f"{db.session.scalar(waiting) or 0} scans wait")
