"""Crash reports to Sentry where ``SENTRY_DSN`` is set; else none of it is loaded.

A report is built anew of parts that are known to hold no page's text, no key and no
person: where the code failed, which scan and which request it was about. What an error
says may quote a page, so it is sent for our own errors and for Python's about code
alone; the log has all of it. https://docs.sentry.io/platforms/python/
"""

from __future__ import annotations

import logging
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from structlog.contextvars import get_contextvars

from webapp.domain.settings import Settings
from webapp.domain.version import VERSION
from webapp.exceptions import XenlixError
from webapp.logs import redact

if TYPE_CHECKING:
    from sentry_sdk._types import Breadcrumb, BreadcrumbHint, Event, Hint
    from sentry_sdk.integrations import Integration

#: A failed try as RQ is told of it (services/execution.py); its reason was logged, and
#: so reported, before, unless it was one of a page.
TOLD_BEFORE = "ScanTryFailed"
#: What they say names code, never data.
ABOUT_CODE = frozenset(
    {
        "AttributeError",
        "ImportError",
        "MemoryError",
        "ModuleNotFoundError",
        "NameError",
        "RecursionError",
        "TypeError",
        "UnboundLocalError",
        "ZeroDivisionError",
    }
)
#: Parts of an event that hold nothing of a page or a person.
KEPT = (
    "breadcrumbs",  # each was looked at when it was left
    "contexts",
    "environment",
    "event_id",
    "level",
    "logger",
    "platform",
    "release",
    "sdk",
    "server_name",
    "timestamp",
    "transaction",
    "transaction_info",
    "type",
)
SCAN_JOB = re.compile(r"scan-([0-9a-f-]{36})-\d+")


def process_name(*, is_worker: bool) -> str:
    """Which process of the Procfile this is, or a command that somebody typed."""
    if is_worker:
        return "worker"
    if Path(sys.argv[0]).name == "gunicorn":
        return "web"
    return "scheduler" if sys.argv[-1] == "scheduler" else "command"


def set_up(settings: Settings, process: str) -> None:
    """Begin to report, here and in every process that is forked from this one."""
    if not settings.sentry_dsn:
        return
    begin(settings, process)
    # A client's queue, locks and open connection are of one process: each gunicorn
    # worker and each work horse begins with its own.
    os.register_at_fork(after_in_child=lambda: begin(settings, process))


def begin(settings: Settings, process: str) -> None:
    import sentry_sdk
    from sentry_sdk.integrations.logging import unignore_logger

    sentry_sdk.init(
        dsn=settings.sentry_dsn,
        release=VERSION,
        environment=settings.app_env,
        # Theirs note the URLs of fetched pages, and send headers along with requests.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=integrations(process),
        before_send=before_send,
        before_breadcrumb=before_breadcrumb,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        propagate_traces=False,
        auto_session_tracking=False,
        enable_backpressure_handling=False,
        send_client_reports=False,
        shutdown_timeout=2,
    )
    sentry_sdk.get_global_scope().set_tag("process", process)
    unignore_logger("rq.worker")  # the loop of the worker tells of its end there


def integrations(process: str) -> list[Integration]:
    """RQ's reports what a job raised, and waits for it to be sent before the horse
    ends by ``os._exit``."""
    from sentry_sdk.integrations import logging as from_logs
    from sentry_sdk.integrations.atexit import AtexitIntegration
    from sentry_sdk.integrations.dedupe import DedupeIntegration
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration
    from sentry_sdk.integrations.flask import FlaskIntegration
    from sentry_sdk.integrations.rq import RqIntegration
    from sentry_sdk.integrations.sqlalchemy import SqlalchemyIntegration
    from sentry_sdk.integrations.threading import ThreadingIntegration

    return [
        from_logs.LoggingIntegration(logging.INFO, logging.ERROR, None),
        DedupeIntegration(),
        ExcepthookIntegration(),
        ThreadingIntegration(propagate_scope=False),
        AtexitIntegration(callback=lambda _pending, _timeout: None),
        SqlalchemyIntegration(),
        RqIntegration() if process == "worker" else FlaskIntegration(),
    ]


def before_send(event: Event, hint: Hint) -> Event | None:
    if is_expected(hint):
        return None
    found: dict[str, Any] = {name: event[name] for name in KEPT if name in event}  # type: ignore[literal-required]
    found["tags"] = {**event.get("tags", {}), **tags(event)}
    if method := event.get("request", {}).get("method"):
        found["request"] = {"method": method}
    if record := hint.get("log_record"):
        found["logentry"] = {"message": template(record)}
    if values := event.get("exception", {}).get("values"):
        found["exception"] = {"values": [shown(value) for value in values]}
    return found  # type: ignore[return-value]


def is_expected(hint: Hint) -> bool:
    """Errors of ours with a code and a sentence are answers, not crashes: the person
    who asked, the scan's page or the next delivery has them."""
    kind = (hint.get("exc_info") or (None,))[0]
    if kind is None:
        # RQ's text of a failed job, which its integration reports with the error.
        record = hint.get("log_record")
        return record is not None and record.name == "rq.worker"
    is_answer = issubclass(kind, (XenlixError, KeyboardInterrupt))
    return is_answer or kind.__name__ == TOLD_BEFORE


def tags(event: Event) -> dict[str, str]:
    """What was bound, and the job; a scan's job names its scan."""
    job_id = str(event.get("extra", {}).get("rq-job", {}).get("job_id", ""))  # type: ignore[attr-defined]
    found = {"job": job_id} if job_id else {}
    if named := SCAN_JOB.fullmatch(job_id):
        found["scan_id"] = named[1]
    return found | {name: str(value) for name, value in get_contextvars().items()}


def template(record: logging.LogRecord) -> str:
    """Without what was filled in; of a library, which may have filled it in itself,
    only who spoke."""
    if is_ours(record.name):
        return redact(str(record.msg))
    return f"an error told by {record.name}"


def is_ours(module: str) -> bool:
    return module.partition(".")[0] == "webapp"


def shown(value: dict[str, Any]) -> dict[str, Any]:
    """An exception: its kind and its place, and what it says where that is harmless."""
    module = value.get("module") or ""
    if is_ours(module) or (not module and value.get("type") in ABOUT_CODE):
        return value | {"value": redact(str(value.get("value")))[:500]}
    return value | {"value": ""}


def before_breadcrumb(crumb: Breadcrumb, hint: BreadcrumbHint) -> Breadcrumb | None:
    """Statements of SQL without their values, and our own log's sentences."""
    record = hint.get("log_record")
    if record is not None and is_ours(record.name):
        crumb["message"] = template(record)
    elif crumb.get("category") != "query":
        return None
    crumb.pop("data", None)
    return crumb
