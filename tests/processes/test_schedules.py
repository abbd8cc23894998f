"""What got worse between two runs over a site is told once, though leaders die."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from config import load_settings
from processes.conftest import Client
from processes.test_reset_mail import Browser
from support.browser import PASSWORD
from support.gates import GatedMailbox, GatedSite
from support.site import Site
from support.stack import Stack, wait_for
from support.webhook_receiver import WebhookReceiver
from webapp import create_app
from webapp.extensions import db
from webapp.models import (
    AlertDigest,
    DutyRun,
    LeaderLease,
    Schedule,
    WebhookDelivery,
    WebhookEndpoint,
)
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import duties, schema

NAME = "Tomatoes of a balcony"
PATHS = ("/", "/same", "/title", "/noindex", "/gone")
#: What a mail says of a second run: of its checks, and of the page that is gone.
WORSE = (
    "The page has no title (serious) on 1 page",
    "The page asks search engines not to index it (critical) on 1 page",
    "/gone: HTTP 404",
)
KINDS = ["check_failed", "page_gone", "score_fell"]

Json = dict[str, Any]


class Program(Client):
    """The user's: it makes one schedule, and reads what comes of it."""

    def __init__(self, stack: Stack) -> None:
        super().__init__(stack.url, stack.make_user())
        self.secret = self.path = ""

    def begin(self, site: Site, receiver: WebhookReceiver) -> None:
        self.secret = self.call("/api/v1/webhooks", {"url": receiver.url})["secret"]
        asked: Json = {
            "url": site.url,
            "name": NAME,
            # The job that judges the site asks the neighbour as well.
            "plan": {"external": True},
            # On leap days: no time of its own comes while a test runs.
            "when": {"often": "cron", "expression": "0 0 29 2 *"},
            "alerts": {"fall": 1, "severity": "serious", "pages": True},
        }
        self.path = self.call("/api/v1/schedules", asked)["links"]["self"]

    def items(self, name: str) -> list[Json]:
        """``runs`` or ``alerts``, newest first."""
        found: list[Json] = self.call(f"{self.path}/{name}")["items"]
        return found

    def wait_for_end(self, number: int) -> Json:
        """Of the run with this number."""

        def ended() -> bool:
            states = [run["state"] for run in self.items("runs")]
            return len(states) == number and "running" not in states

        wait_for(ended, f"the end of run {number}", 90)
        return self.items("runs")[0]

    def report(self, run: Json) -> Json:
        """Of the site scan that this run is."""
        found = self.call(f"/api/v1/sites/{run['scan']['id']}")
        assert found["status"] == "FINISHED"
        assert found["report"]["score"] == found["score"] == run["scan"]["score"]
        return found


def write(app: Flask, statement: Any) -> None:
    with app.app_context():
        transactional(db.session.execute)(statement)


def make_due(app: Flask) -> None:
    """The shortest that a schedule may be told to wait is an hour."""
    write(app, update(Schedule).values(next_at=db_now()))


def start_leader(stack: Stack, app: Flask) -> int:
    """In place of one that was killed, whose lead is over in 20 seconds; its pid."""
    write(app, update(LeaderLease).values(until=db_now(-1)))
    return stack.start("scheduler").pid


def has_looked(app: Flask, pid: int) -> bool:
    """The scheduler with this pid leads, and has seen what there is to be told."""
    names = (duties.WEBHOOKS.name, duties.ALERTS.name)
    mine = DutyRun.name.in_(names) & DutyRun.holder.endswith(f"/{pid}")
    with app.app_context():
        return len(db.session.scalars(select(DutyRun.name).where(mine)).all()) == 2


def is_settled(app: Flask) -> bool:
    """Nothing is to be sent, and nobody sends."""
    due = (WebhookDelivery.due_at, AlertDigest.due_at)
    held = (WebhookEndpoint.lease_holder, AlertDigest.lease_holder)
    with app.app_context():
        columns = [db.session.scalars(select(column)).all() for column in due + held]
    return not any(value for column in columns for value in column)


@dataclass(frozen=True)
class Others:
    """Servers of other people, as the product meets them."""

    neighbour: GatedSite = field(default_factory=GatedSite)
    box: GatedMailbox = field(default_factory=GatedMailbox)
    receiver: WebhookReceiver = field(default_factory=WebhookReceiver)


@pytest.fixture
def others() -> Iterator[Others]:
    running = Others()
    yield running
    for server in (running.neighbour, running.box, running.receiver):
        server.close()


def fill(site: Site, neighbour: Site) -> None:
    """Each page leads to all of them, and to the neighbour."""
    links = "".join(f'<a href="{path}">Tomatoes of {path}</a> ' for path in PATHS)
    links += f'<a href="{neighbour.url}/">Tomatoes of our neighbour</a>'
    for path in PATHS:
        page = site.good_page(path).replace('<a href="/soil">', "")
        site.pages[path] = page.replace("</main>", f"{links}</main>")


def worsen(site: Site) -> None:
    change = {
        "/title": ("<title>.*</title>", ""),
        "/noindex": ("</head>", '<meta name="robots" content="noindex"></head>'),
    }
    for path, (old, new) in change.items():
        site.pages[path] = re.sub(old, new, str(site.pages[path]))
    del site.pages["/gone"]


def assert_runs(program: Program, first: Json, second: Json) -> None:
    runs = program.items("runs")
    assert [run["id"] for run in runs] == [second["id"], first["id"]]
    assert [run["reason"] for run in runs] == ["run_now", "due"]
    assert [run["state"] for run in runs] == ["finished", "finished"]
    assert [run["alerts"] for run in runs] == [len(KINDS), 0]
    fall = first["scan"]["score"] - second["scan"]["score"]
    assert fall > 0
    assert [run["change"] for run in runs] == [-fall, None]
    assert program.report(first)["counts"]["done"] == len(PATHS)
    assert program.report(second)["counts"]["done"] == len(PATHS) - 1
    # Its own time was used up by the first.
    assert "-02-29T00:00:00" in program.call(program.path)["next_at"]


def assert_messages(
    receiver: WebhookReceiver, program: Program, first: Json, second: Json
) -> None:
    """Each came in one request, and its signature is right."""
    ids = [run["scan"]["id"] for run in (first, second)]
    events = [message.verified(program.secret) for message in receiver.messages]
    ends = [each["data"] for each in events if each["type"] == "site.finished"]
    assert [end["site_scan_id"] for end in ends] == ids
    raised = [each["data"] for each in events if each["type"] == "alert.raised"]
    assert sorted(alert["kind"] for alert in raised) == KINDS
    assert {alert["site_scan_id"] for alert in raised} == {ids[1]}
    known = sorted(alert["id"] for alert in program.items("alerts"))
    assert sorted(alert["alert_id"] for alert in raised) == known
    assert len(events) == len(ends) + len(raised)


def assert_mail(box: GatedMailbox, program: Program, first: Json, second: Json) -> None:
    """One, with what got worse; who signs in sees the proof of it."""
    (message,) = box.messages
    text = message.get_content()
    scores = (first["scan"]["score"], second["scan"]["score"])
    for worse in (*WORSE, "The score fell from {} to {}.".format(*scores)):
        assert text.count(worse) == 1
    browser = Browser(program.url)
    browser.send("/auth/login", email="alice@example.com", password=PASSWORD)
    links = set(re.findall(re.escape(program.url) + r"(/\S+)", text))
    proof, own = second["links"]["comparison"], program.path.removeprefix("/api/v1")
    assert links == {proof, own}
    assert "What changed" in browser.get(proof)
    assert NAME in browser.get(own)


@pytest.mark.timeout(300)
def test_what_got_worse_is_told_once_though_leaders_die(
    make_stack: Callable[..., Stack], site: Site, others: Others
) -> None:
    box, gate = others.box, others.neighbour.gate
    fill(site, others.neighbour)
    stack = make_stack(SMTP_URL=f"smtp://127.0.0.1:{box.port}")
    stack.start_all(workers=2)  # so that what is asked for twice is done twice
    program, app = Program(stack), create_app(load_settings(stack.environ))
    program.begin(site, others.receiver)
    make_due(app)
    first = program.wait_for_end(1)
    # A run, its messages and its alerts are written down together.
    wait_for(lambda: is_settled(app), "the first end is told")
    assert not program.items("alerts")

    worsen(site)
    gate.shut()
    program.call(f"{program.path}/run", {})
    assert gate.reached.wait(60), "the site is not judged"
    # The job that will raise the alerts is at work, and nobody has them sent.
    stack.kill("scheduler")
    gate.open()
    second = program.wait_for_end(2)
    assert len(others.receiver.messages) == 1  # the first end
    assert not box.messages

    box.gate.shut()
    start_leader(stack, app)
    assert box.gate.reached.wait(60), "no mail is sent"
    # The mail is on its way, and the next leader must not ask for another one.
    stack.kill("scheduler")
    box.gate.shut()
    pid = start_leader(stack, app)
    wait_for(lambda: has_looked(app, pid), "the third leader has looked")
    assert not box.gate.reached.wait(2), "a second mail is sent"
    box.gate.open()
    wait_for(lambda: is_settled(app), "all is told", 60)
    assert_runs(program, first, second)
    assert_messages(others.receiver, program, first, second)
    assert_mail(box, program, first, second)
    with app.app_context():
        schema.close_database()
