"""What docs/webhooks.md says is what is sent; its examples run."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from standardwebhooks.webhooks import WebhookVerificationError

from support.scans import make_scan
from support.site_rows import add_site
from webapp.extensions import db
from webapp.filters import in_words
from webapp.models import Scan, User, WebhookDelivery
from webapp.models.transactions import transactional
from webapp.services.alerts.news import Kind
from webapp.services.alerts.raising import raise_alert
from webapp.services.schedules import book as schedules
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing
from webapp.services.webhooks import (
    endpoints,
    events,
    notices,
    schedule,
    sending,
    signing,
)
from webapp.services.webhooks.events import CHOICES, Event

TEXT = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text()
WORDS = " ".join(TEXT.split())
SECRET, OTHER = signing.new_secret(), signing.new_secret()
BODY = b'{"type":"webhook.test"}'


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


def example(name: str) -> Callable[[str, dict[str, str], bytes], Any]:
    """The function that an example defines."""
    found: dict[str, Any] = {}
    for block in blocks("python"):
        exec(block, found)  # noqa: S102 (our own page)
    function: Callable[[str, dict[str, str], bytes], Any] = found[name]
    return function


def headers(*secrets: str, age: int = 0) -> dict[str, str]:
    return signing.headers("msg_1", int(time.time()) - age, BODY, secrets)


def test_the_example_with_hmac() -> None:
    verify = example("verify")
    assert verify(SECRET, headers(SECRET), BODY)
    assert verify(SECRET, headers(OTHER, SECRET), BODY)
    assert not verify(SECRET, headers(OTHER), BODY)
    assert not verify(SECRET, headers(SECRET), BODY + b" ")
    assert not verify(SECRET, headers(SECRET) | {"webhook-id": "msg_2"}, BODY)
    assert not verify(SECRET, headers(SECRET, age=400), BODY)
    assert not verify(SECRET, headers(SECRET) | {"webhook-signature": "v1,é"}, BODY)


def test_the_example_with_the_package() -> None:
    read = example("read")
    assert read(SECRET, headers(OTHER, SECRET), BODY) == json.loads(BODY)
    with pytest.raises(WebhookVerificationError):
        read(SECRET, headers(OTHER), BODY)


def test_the_messages_are_those_that_are_sent(app_context: Flask, alice: User) -> None:
    endpoint, _ = endpoints.create(alice, "https://hooks.example.com/", CHOICES)
    endpoints.test(endpoint)
    make_scan(app_context, user_id=alice.id)
    scan = db.session.scalars(select(Scan)).one()
    for event in CHOICES:
        if event.startswith("scan."):
            transactional(events.announce)(event, scan.id, alice.id)
    site = add_site(alice)
    transactional(events.announce_site)(Event.SITE_FINISHED, site)
    daily = Timing(Often.DAILY, "UTC")
    daily_one = schedules.create(alice, Wanted("https://example.com/", daily))
    fallen = {"before": 81, "after": 74}
    transactional(raise_alert)(daily_one, site, Kind.SCORE, fallen, None)
    sent = {row.event: row.body for row in db.session.scalars(select(WebhookDelivery))}
    told = {json.loads(block)["type"]: block for block in blocks("json")}
    assert set(told) == set(sent) == set(Event)
    for event, block in told.items():
        shown, real = json.loads(block), json.loads(sent[event])
        assert list(shown) == list(real)
        assert list(shown["data"]) == list(real["data"])
        assert json.dumps(shown, separators=(",", ":")) == block.strip()


def test_the_figures() -> None:
    waits = [in_words(wait).replace("5.0", "5") for wait in schedule.WAITS]
    waits[-1] = "24 hours"
    assert f"after {', '.join(waits[:-1])} and {waits[-1]}: ten tries" in WORDS
    assert len(schedule.WAITS) == 9
    assert f"within {sending.SEND_SECONDS:.0f} seconds" in WORDS
    assert f"at most {endpoints.MAX_ENDPOINTS}." in WORDS
    assert f"For {endpoints.OVERLAP_SECONDS // 3600} hours the one before" in WORDS
    assert len(notices.REASONS) == TEXT.count("\n- ")
    throttles = ", ".join(map(str, sorted(sending.THROTTLES)))
    assert f"| {throttles} |" in TEXT


def test_a_new_secret_helps_where_one_was_lost(app_context: Flask, alice: User) -> None:
    endpoint, _ = endpoints.create(alice, "https://hooks.example.com/", CHOICES)
    transactional(setattr)(endpoint, "secret", "sealed under a key that is lost")
    secret = endpoints.rotate(endpoint)
    assert sending.secrets(endpoint) == [secret]
