"""The job class: it runs only functions of ours.

Whoever can write to Redis can name any dotted function in a job, and RQ would import
and call it; callbacks and RQ's own webhooks are further ways to run or reach things.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from rq.job import Job
from rq.serializers import JSONSerializer

log = logging.getLogger(__name__)

SERIALIZER = JSONSerializer

PROCESS_SCAN = "webapp.tasks.scan.process_scan_job"
CLEANUP = "webapp.tasks.maintenance.cleanup_expired_jobs"
RESET_MAIL = "webapp.tasks.mail.send_password_reset"
SEND_WEBHOOKS = "webapp.tasks.webhooks.send_webhooks"
DISCOVER_SITE = "webapp.tasks.sites.discover_site"
JUDGE_SITE = "webapp.tasks.sites.judge_site"
SEND_ALERTS = "webapp.tasks.alerts.send_alerts"

#: The contract's tasks under both of their names, and ours.
ALLOWED_FUNCTIONS = frozenset(
    {
        PROCESS_SCAN,
        CLEANUP,
        RESET_MAIL,
        SEND_WEBHOOKS,
        DISCOVER_SITE,
        JUDGE_SITE,
        SEND_ALERTS,
        "worker.process_scan_job",
        "worker.cleanup_expired_jobs",
    }
)

REFUSED_FIELDS = (
    b"success_callback_name",
    b"failure_callback_name",
    b"stopped_callback_name",
    b"webhooks",
)


class ForbiddenFunction(Exception):
    """The job names a function, or carries a callback, that is not ours."""


class AllowListedJob(Job):
    """Fails, without running anything, when its message is not one of ours."""

    carries_refused_field = False

    def __init__(
        self, id: str | None = None, connection: Any = None, serializer: Any = None
    ) -> None:
        # Whoever forgets the serializer gets JSON, not pickle, which runs code.
        if not (isinstance(serializer, type) and issubclass(serializer, SERIALIZER)):
            serializer = SERIALIZER
        super().__init__(id, connection, serializer)

    def restore(self, raw_data: dict[bytes, bytes]) -> Any:
        refused = [name for name in REFUSED_FIELDS if raw_data.get(name)]
        if refused:
            log.warning("job %s: refused fields %s", self.id, refused)
            self.carries_refused_field = True
        clean = {key: raw_data[key] for key in raw_data if key not in REFUSED_FIELDS}
        return super().restore(clean)

    @property
    def func(self) -> Callable[..., Any]:
        name = self.func_name
        if self.carries_refused_field or self.instance or name not in ALLOWED_FUNCTIONS:
            log.error("job %s: refused to run %r", self.id, name)
            raise ForbiddenFunction(f"job {self.id} is not one of ours: {name!r:.100}")
        function: Callable[..., Any] = super().func
        return function
