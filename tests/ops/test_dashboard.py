"""/rq/: its gate, its policy, and our services in the place of its changing views."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import csrf_token, sign_in
from support.burst import work_off
from support.scans import make_scan
from support.valkey import Valkey
from webapp import create_app, queues
from webapp.domain.settings import Settings
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.services import dispatch


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    environ["REDIS_URL"] = valkey.url
    return environ


PATHS = [
    "/rq/",
    "/rq/0/data/queues.json",
    "/rq/0/view/workers",
    "/rq/static/js/jquery-3.5.1.min.js",
]


@pytest.mark.parametrize("path", PATHS)
def test_only_operators_get_in(
    app: Flask, client: FlaskClient, alice: User, operator: User, path: str
) -> None:
    assert client.get(path).status_code == 303
    sign_in(client, alice)
    assert client.get(path).status_code == 403
    other = app.test_client()
    sign_in(other, operator)
    with other.get(path) as answer:
        assert answer.status_code == 200


class TestForAnOperator:
    @pytest.fixture
    def browser(self, client: FlaskClient, operator: User) -> FlaskClient:
        sign_in(client, operator)
        return client

    def post(self, browser: FlaskClient, path: str) -> int:
        headers = {"X-CSRFToken": csrf_token(browser, "/account")}
        return browser.post(path, headers=headers).status_code

    def test_its_scripts_carry_the_nonce_of_its_policy(
        self, browser: FlaskClient
    ) -> None:
        answer = browser.get("/rq/")
        policy = answer.headers["Content-Security-Policy"]
        nonce = re.search(r"'nonce-([^']+)'", policy)
        assert nonce
        assert "unsafe-inline" not in policy.split("style-src")[0]
        scripts = re.findall(r"<script(?![^>]*text/template)[^>]*>", answer.text)
        assert scripts
        assert all(f'nonce="{nonce[1]}"' in script for script in scripts)
        assert nonce[1] not in browser.get("/rq/").text

    def test_the_get_that_requeues_is_refused(self, browser: FlaskClient) -> None:
        assert browser.get("/rq/requeue/xenlixai_queue").status_code == 405

    def test_posts_want_the_token(self, browser: FlaskClient) -> None:
        assert browser.post("/rq/requeue/xenlixai_queue").status_code == 400
        assert self.post(browser, "/rq/requeue/xenlixai_queue") == 200

    @pytest.mark.parametrize(
        "path",
        [
            "/rq/5/",
            "/rq/0/view/job/unknown",
            "/rq/0/view/jobs/other/queued/8/asc/1",
            "/rq/0/view/jobs/xenlixai_queue/none/8/asc/1",
            "/rq/0/view/jobs/xenlixai_queue/queued/0/asc/1",
        ],
    )
    def test_odd_addresses_are_404(self, browser: FlaskClient, path: str) -> None:
        assert browser.get(path).status_code == 404

    def test_no_password_is_shown(self, browser: FlaskClient, valkey: Valkey) -> None:
        assert str(valkey.socket) not in browser.get("/rq/").text

    def test_a_deleted_job_cancels_its_scan(
        self, app: Flask, browser: FlaskClient
    ) -> None:
        job_id = enqueue(app, make_scan(app))
        assert self.post(browser, f"/rq/job/{job_id}/delete") == 200
        assert statuses(app) == ["CANCELED"]
        assert self.post(browser, f"/rq/job/{job_id}/delete") == 404

    def test_an_emptied_queue_cancels_its_scans(
        self, app: Flask, browser: FlaskClient
    ) -> None:
        for _ in range(3):
            enqueue(app, make_scan(app))
        path = "/rq/queue/xenlixai_queue/queued/empty"
        assert self.post(browser, path) == 200
        assert statuses(app) == ["CANCELED"] * 3
        assert self.post(browser, "/rq/queue/xenlixai_queue/started/empty") == 409

    def test_a_failed_job_is_requeued(
        self, app: Flask, browser: FlaskClient, valkey: Valkey
    ) -> None:
        queue = queues.get_queue("xenlixai_queue", valkey.client)
        queue.enqueue("os.system", "true", job_id="foreign")
        work_off(queue)
        assert queue.failed_job_registry.get_job_ids(cleanup=False) == ["foreign"]
        assert self.post(browser, "/rq/job/foreign/requeue") == 200
        assert queue.job_ids == ["foreign"]
        assert self.post(browser, "/rq/job/foreign/requeue") == 409

    def test_a_redis_that_is_away_is_a_503(
        self, browser: FlaskClient, valkey: Valkey
    ) -> None:
        valkey.kill()
        assert browser.get("/rq/").status_code == 503
        assert browser.get("/rq/0/data/queues.json").status_code == 503


def enqueue(app: Flask, public_id: str) -> str:
    with app.app_context():
        scan = db.session.query(Scan).filter_by(public_id=public_id).one()
        dispatch.dispatch(scan)
        return dispatch.job_id(scan.id, scan.delivery)


def statuses(app: Flask) -> list[str]:
    with app.app_context():
        return [scan.status for scan in db.session.query(Scan)]


def test_a_second_app_can_be_made(app: Flask, settings: Settings) -> None:
    assert create_app(settings).test_client().get("/healthz").data == b"ok\n"
