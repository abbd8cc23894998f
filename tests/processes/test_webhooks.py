"""A user's receiver is told what becomes of each scan, whatever happens on the way."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from config import load_settings
from processes.conftest import Client
from support.site import Site
from support.stack import Stack, wait_for
from support.webhook_receiver import Reply, WebhookReceiver
from webapp import create_app
from webapp.services import api_tokens, schema
from webapp.services.webhooks import endpoints
from webapp.services.webhooks.events import CHOICES

MakeStack = Callable[..., Stack]


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    running = WebhookReceiver()
    yield running
    running.close()


def add_endpoint(stack: Stack, token: str, url: str) -> str:
    """Of the user with this token; its secret."""
    app = create_app(load_settings(stack.environ))
    with app.app_context():
        user = api_tokens.find_user(token)
        assert user is not None
        _, secret = endpoints.create(user, url, CHOICES)
        schema.close_database()
    return secret


def told(receiver: WebhookReceiver) -> dict[str, dict[str, Any]]:
    """What arrived, by message id."""
    return {
        message.headers["webhook-id"]: json.loads(message.body)
        for message in list(receiver.messages)
    }


def test_each_event_arrives_though_horses_die(
    make_stack: MakeStack, site: Site, receiver: WebhookReceiver, short_folder: Any
) -> None:
    fails = short_folder / "fails"
    fails.mkdir()
    stack = make_stack(
        FAIL_POINTS="after-webhook", FAIL_FOLDER=str(fails), RETRY_SECONDS="1 1 1"
    )
    stack.start_all(is_faulty=True)
    token = stack.make_user()
    secret = add_endpoint(stack, token, receiver.url)
    receiver.replies = [Reply(204), Reply(500)]
    client = Client(stack.url, token)
    paths = ["/a", "/b", "/c"]
    site.pages |= {path: site.good_page(path) for path in paths}
    good = [client.submit(site.url + path) for path in paths]
    bad = client.submit(f"{site.url}/no-such-page")
    client.wait(good, end=frozenset({"FULL_READY"}))

    wanted = Counter({"scan.teaser_ready": 3, "scan.full_ready": 3, "scan.failed": 1})
    wait_for(
        lambda: Counter(event["type"] for event in told(receiver).values()) == wanted,
        "every event",
        90,
    )
    by_scan = {
        (event["data"]["scan_id"], event["type"]) for event in told(receiver).values()
    }
    assert by_scan == {(scan, "scan.teaser_ready") for scan in good} | {
        (scan, "scan.full_ready") for scan in good
    } | {(bad, "scan.failed")}
    # The first one was sent twice, since its horse died after the receiver's answer.
    ids = Counter(message.headers["webhook-id"] for message in receiver.messages)
    assert max(ids.values()) >= 2
    for message in receiver.messages:
        message.verified(secret)
    assert secret not in stack.log("worker") + stack.log("scheduler")
    assert receiver.url not in stack.log("worker")
