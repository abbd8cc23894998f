"""Who gets into /rq, by which methods, at which addresses, with which headers."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import load_settings
from support.browser import sign_in
from support.valkey import Valkey
from webapp import create_app
from webapp.models import User
from webapp.ops.dashboard import redis_url

GOOD = "/rq/0/view/jobs/xenlixai_queue/queued/8/asc/1"
EVERYTHING = [
    "/rq/",
    GOOD,
    "/rq/0/view/workers",
    "/rq/0/data/queues.json",
    "/rq/0/data/workers.json",
    "/rq/static/css/main.css",
]
ACTIONS = [
    "/rq/job/some-job/delete",
    "/rq/job/some-job/requeue",
    "/rq/requeue/xenlixai_queue",
    "/rq/queue/xenlixai_queue/queued/empty",
    "/rq/queue/xenlixai_queue/compact",
]


@pytest.mark.parametrize("path", EVERYTHING)
def test_a_stranger_is_led_to_the_login_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.location == f"/auth/login?next={path}"


@pytest.mark.parametrize("path", EVERYTHING)
def test_a_user_without_the_office_gets_nothing(
    client: FlaskClient, alice: User, path: str
) -> None:
    sign_in(client, alice)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", EVERYTHING)
def test_an_operator_sees_it(olga: FlaskClient, path: str) -> None:
    with olga.get(path) as answer:
        assert answer.status_code == 200


@pytest.mark.parametrize("path", ACTIONS)
def test_no_link_changes_anything(olga: FlaskClient, path: str) -> None:
    for answer in (olga.get(path), olga.head(path)):
        assert answer.status_code == 405
        assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ACTIONS)
def test_an_action_needs_the_token(olga: FlaskClient, path: str) -> None:
    assert olga.post(path).status_code == 400
    foreign = {"X-CSRFToken": "something else"}
    assert olga.post(path, headers=foreign).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/rq/5/",
        "/rq/1/data/queues.json",
        "/rq/0/view/jobs/x');document.title='owned';('/queued/8/asc/1",
        "/rq/0/view/jobs/%3Cimg%20src=x%3E/queued/8/asc/1",
        "/rq/0/view/jobs/xenlixai_queue/nothing/8/asc/1",
        "/rq/0/view/jobs/xenlixai_queue/queued/0/asc/1",
        "/rq/0/view/jobs/xenlixai_queue/queued/8/up/1",
        "/rq/0/data/jobs/xenlixai_queue/nothing/8/asc/1.json",
        "/rq/0/data/jobs/xenlixai_queue/failed/0/asc/1.json",
        "/rq/0/data/jobs/xenlixai_queue/failed/8/asc/0.json",
        "/rq/0/data/jobs/xenlixai_queue/failed/many/asc/1.json",
        "/rq/0/data/jobs/xenlixai_queue/failed/8/asc/99999999.json",
        "/rq/0/view/job/no-such-job",
        "/rq/0/data/job/no-such-job.json",
        "/rq/0/view/job/%3Cscript%3E",
    ],
)
def test_an_odd_address_is_not_found(olga: FlaskClient, path: str) -> None:
    answer = olga.get(path)
    assert answer.status_code == 404
    assert "document.title" not in answer.text


def test_jobs_opens_at_our_queue(olga: FlaskClient) -> None:
    answer = olga.get("/rq/0/view/jobs", follow_redirects=True)
    assert answer.status_code == 200
    assert 'value="xenlixai_queue"' in answer.text


@pytest.mark.parametrize("path", ["/rq/", GOOD, "/rq/0/view/workers"])
def test_the_policy_runs_our_scripts_alone(olga: FlaskClient, path: str) -> None:
    answer = olga.get(path)
    policy = dict(
        part.split(" ", 1)
        for part in answer.headers["Content-Security-Policy"].split("; ")
    )
    nonce = policy["script-src"].split("'")[1].removeprefix("nonce-")
    assert policy["script-src"] == f"'nonce-{nonce}' 'unsafe-eval'"
    assert policy["script-src-attr"] == "'none'"
    assert policy["default-src"] == policy["base-uri"] == "'none'"
    running = [
        tag
        for tag in answer.text.split("<script")[1:]
        if "text/template" not in tag[:80]
    ]
    assert len(running) == 6  # ours, four of the package, the page's own
    assert all(tag.startswith(f' nonce="{nonce}"') for tag in running)
    assert (
        olga.get(path).headers["Content-Security-Policy"]
        != answer.headers["Content-Security-Policy"]
    ), "a nonce is for one answer"


@pytest.mark.parametrize("path", ["/rq/", GOOD, "/rq/0/view/workers"])
def test_no_template_prints_without_escaping(olga: FlaskClient, path: str) -> None:
    page = olga.get(path).text
    assert "<%-" in page
    assert "<%=" not in page
    assert "$('<div/>')" not in page, "it would be escaped twice"


def test_the_cookie_is_for_the_dashboard_alone(olga: FlaskClient) -> None:
    sent = [c for c in olga.get("/rq/").headers.getlist("Set-Cookie") if "_csrf" in c]
    assert "Path=/rq" in sent[0]
    assert "SameSite=Strict" in sent[0]
    assert "HttpOnly" not in sent[0]
    with olga.get("/rq/static/css/main.css") as answer:
        assert "_csrf_token" not in str(answer.headers)


def test_no_address_of_redis_is_shown(olga: FlaskClient, valkey: Valkey) -> None:
    assert str(valkey.socket) not in olga.get("/rq/").text


def test_two_apps_in_one_process(environ: dict[str, str], olga: FlaskClient) -> None:
    create_app(load_settings(environ))
    assert olga.get("/rq/").status_code == 200


@pytest.mark.parametrize(
    ("url", "more", "ending"),
    [
        ("redis://u:p@h/0", {}, "/0?socket_connect_timeout=1&socket_timeout=5"),
        ("unix:///s?db=1", {}, "db=1&socket_connect_timeout=1&socket_timeout=5"),
        ("rediss://h", {"REDIS_TLS_VERIFY": "0"}, "&ssl_cert_reqs=none"),
    ],
)
def test_the_client_has_limits_in_time(
    environ: dict[str, str], url: str, more: dict[str, str], ending: str
) -> None:
    chosen = load_settings({**environ, "REDIS_URL": url, **more})
    assert redis_url(chosen).endswith(ending)


@pytest.mark.parametrize("path", ["/rq/", GOOD, "/rq/0/view/workers"])
def test_a_page_without_redis_says_so(
    olga: FlaskClient, valkey: Valkey, path: str
) -> None:
    valkey.stop()
    answer = olga.get(path)
    assert answer.status_code == 503
    assert "Redis does not answer" in answer.text
    assert "Traceback" not in answer.text


def test_data_and_actions_without_redis_say_so(
    olga: FlaskClient, press: Any, valkey: Valkey
) -> None:
    olga.get("/rq/")
    cookie = olga.get_cookie("_csrf_token", path="/rq")
    assert cookie is not None
    valkey.stop()
    data = olga.get("/rq/0/data/queues.json")
    action = olga.post(ACTIONS[0], headers={"X-CSRFToken": cookie.value})
    for answer in (data, action):
        assert answer.status_code == 503
        assert answer.json["error"]["code"] == "redis"


def test_redis_that_goes_away_on_the_way(
    app: Flask, olga: FlaskClient, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.ops.dashboard_gate.redis_answers", lambda: True)
    valkey.stop()
    answer = olga.get("/rq/0/data/workers.json")
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "redis")
