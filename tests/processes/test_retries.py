"""Retries that wait, and requeues by a person, in real time."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import create_engine, text

from config import load_settings
from processes.conftest import Client, assert_stored_once
from support.site import HTML, Answer, Site
from support.stack import Stack, wait_for

MakeStack = Callable[..., Stack]
RETRY_AFTER = 6


def execute(stack: Stack, statement: str) -> None:
    engine = create_engine(load_settings(stack.environ).database_url)
    with engine.begin() as connection:
        assert connection.execute(text(statement)).rowcount > 0
    engine.dispose()


def test_a_retry_waits_as_long_as_the_server_asks(
    make_stack: MakeStack, site: Site
) -> None:
    asked: list[float] = []

    def page() -> Answer:
        asked.append(time.monotonic())
        if len(asked) == 1:
            return 503, {**HTML, "Retry-After": str(RETRY_AFTER)}, b"later"
        return 200, HTML, site.good_page().encode()

    site.pages["/busy"] = page
    stack = make_stack(RETRY_SECONDS="1 2 3")
    stack.start_all(is_faulty=True)
    client = Client(stack.url)
    scan_id = client.submit(site.url + "/busy")
    wait_for(lambda: len(asked) == 1 and client.scan(scan_id)["status"] == "QUEUED", "")
    assert client.wait([scan_id])[0]["attempt"] == 2
    assert RETRY_AFTER - 1 <= asked[1] - asked[0] <= RETRY_AFTER + 20
    assert len(asked) == 2


def test_a_person_requeues_what_is_out_of_tries(
    make_stack: MakeStack, site: Site
) -> None:
    site.pages["/ill"] = lambda: (500, HTML, b"ill")
    stack = make_stack()
    stack.start("redis")
    stack.upgrade()
    stack.start("web")
    wait_for(lambda: "ready" in stack.log("web") or web_answers(stack), "the web")
    client = Client(stack.url)
    scan_id = client.submit(site.url + "/ill")
    execute(stack, "UPDATE scans SET tries = 3")
    stack.start("scheduler")
    stack.start("worker")
    failed = client.wait([scan_id])[0]
    assert (failed["status"], failed["error"]["code"]) == ("ERROR_CRAWL", "http_500")

    site.pages["/ill"] = site.good_page("/ill")
    wait_for(lambda: "failed" in stack.flask("rq", "info"), "RQ knows of the failure")
    stack.flask("rq", "requeue", "--queue", "xenlixai_queue", "--all")
    wait_for(lambda: client.scan(scan_id)["status"] == "TEASER_READY", "the new run")
    assert_stored_once(stack, [client.scan(scan_id)])


def web_answers(stack: Stack) -> bool:
    try:
        return bool(Client(stack.url).call("/api/v1/openapi.json"))
    except OSError:
        return False
