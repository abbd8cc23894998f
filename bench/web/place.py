"""The web process under load, and the people who use it."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flask
from flask import Flask
from flask_wtf.csrf import generate_csrf

from bench.web import databases, processor
from bench.web.wrk import Client
from config import load_settings
from support.pids import children
from support.stack import Stack, wait_for
from webapp import create_app
from webapp.domain.status import Step
from webapp.models import User
from webapp.services import accounts, api_tokens, leases, schema, sign_ins, submissions
from webapp.services.actors import Actor

#: The limits count, since that costs something, and forbid nothing.
NO_LIMITS = dict.fromkeys(
    (
        "LIMIT_ANONYMOUS_PER_HOUR",
        "LIMIT_USER_PER_HOUR",
        "LIMIT_TARGET_PER_HOUR",
        "QUEUE_CAP",
    ),
    "1000000000",
)
USERS = 20


class Place:
    """A running product without workers: what is submitted stays open."""

    def __init__(self, stack: Stack, app: Flask) -> None:
        self.stack = stack
        self.app = app
        with app.app_context():
            # Without passwords, which would take their time to be hashed.
            self.users = [
                accounts.insert_user(f"user{n}@example.com", "", is_operator=False)
                for n in range(USERS)
            ]
            self.tokens = [api_tokens.create(user, "bench") for user in self.users]
            self.cookies = [self.signed_in(user) for user in self.users]

    def signed_in(self, user: User) -> tuple[str, str]:
        """The cookie of a browser of this user, and its token against forgery."""
        token = sign_ins.start(user, "bench")
        # Flask-WTF keeps the token in ``g``, so each browser gets one of its own.
        with self.app.app_context(), self.app.test_request_context():
            flask.session["_user_id"] = token
            forgery = generate_csrf()
            signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
            value = signer.dumps(dict(flask.session))
        return f"{self.app.config['SESSION_COOKIE_NAME']}={value}", forgery

    def watchers(self, number: int, *, are_users: bool = True) -> list[Client]:
        """Each at the page of a scan of its own, which a worker has claimed."""
        with self.app.app_context():
            return [self.watcher(n, is_user=are_users) for n in range(number)]

    def watcher(self, number: int, *, is_user: bool) -> Client:
        user = self.users[number % USERS] if is_user else None
        url = f"https://watched-{number}.example/"
        actor = Actor(user=user, visitor_hash=None if user else "0" * 64)
        [scan] = submissions.submit([url], actor, is_forced=True).scans
        claimed = leases.claim(scan.id, scan.delivery, "bench")
        assert claimed is not None  # noqa: S101 (nobody else is here)
        leases.write(claimed, step=Step.ANALYZE, progress=50)
        headers = {"HX-Request": "true"}
        if user:
            headers["Cookie"] = self.cookies[number % USERS][0]
        return Client(f"/scans/{scan.public_id}/progress", headers)

    def programs(self) -> list[Client]:
        kind = {"Content-Type": "application/json"}
        return [
            Client("/api/v1/scans", {"Authorization": f"Bearer {token}"} | kind)
            for token in self.tokens
        ]

    def browsers(self) -> list[Client]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return [
            Client("/scans", {"Cookie": cookie, "X-CSRFToken": forgery} | kind)
            for cookie, forgery in self.cookies
        ]

    def processor_seconds(self) -> float:
        """What the web processes have used."""
        web = self.stack.processes["web"].pid
        return sum(map(processor.seconds, [web, *children(web)]))


def answers(stack: Stack) -> bool:
    """``/readyz`` would wait for the processes that are not needed here."""
    if stack.processes["web"].poll() is not None:
        raise SystemExit(stack.log("web"))
    try:
        address = stack.url + "/healthz"
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 (our own)
            return True
    except OSError:
        return False


@contextmanager
def opened(folder: Path, database: str, processes: int) -> Iterator[Place]:
    """Valkey and web, started as the Procfile does."""
    with databases.environ(database) as told:
        environ = {**NO_LIMITS, **told, "WEB_CONCURRENCY": str(processes)}
        stack = Stack(folder / f"{database}-{processes}-{time.monotonic_ns()}", environ)
        app = None
        try:
            stack.start("redis")
            stack.upgrade()
            stack.start("web")
            wait_for(lambda: answers(stack), "the web process answers", 60)
            app = create_app(load_settings(stack.environ))
            yield Place(stack, app)
        finally:
            if app is not None:
                with app.app_context():
                    schema.close_database()
            stack.stop()
