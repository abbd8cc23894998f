"""An operator at the dashboard, a real Valkey behind it, jobs in every state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rq.job import Job

from support.browser import sign_in
from support.valkey import Valkey
from webapp.models import Scan, User
from webapp.queues import SERIALIZER, AllowListedJob, get_queue
from webapp.services import submissions
from webapp.services.actors import Actor
from webapp.services.dispatch import job_id

QUEUE = "xenlixai_queue"


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return {**environ, "REDIS_URL": valkey.url}


@pytest.fixture
def olga(client: FlaskClient, operator: User) -> FlaskClient:
    """The operator's browser, signed in."""
    sign_in(client, operator)
    return client


@pytest.fixture
def press(olga: FlaskClient) -> Callable[[str], Any]:
    """POST as the dashboard's scripts do: the token of its cookie in a header."""

    def post(path: str) -> Any:
        olga.get("/rq/")
        cookie = olga.get_cookie("_csrf_token", path="/rq")
        assert cookie is not None
        return olga.post(path, headers={"X-CSRFToken": cookie.value})

    return post


@pytest.fixture
def submit(app: Flask) -> Callable[[str], Scan]:
    """A visitor's scan with its job in the queue."""

    def make(url: str = "http://127.0.0.1/") -> Scan:
        with app.app_context():
            return submissions.submit([url], Actor()).scans[0]

    return make


@pytest.fixture
def job_of(valkey: Valkey) -> Callable[[Scan], Job]:
    def find(scan: Scan) -> Job:
        name = job_id(scan.id, scan.delivery)
        return AllowListedJob.fetch(name, valkey.client, SERIALIZER)

    return find


@pytest.fixture
def enqueue(valkey: Valkey) -> Callable[..., Job]:
    """A job that is no scan's, in the queue."""

    def make(**options: Any) -> Job:
        task = "webapp.tasks.maintenance.cleanup_expired_jobs"
        return get_queue(QUEUE, valkey.client).enqueue(task, **options)

    return make
