"""A steady load: people who submit, and who ask again as long as they get no answer."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: How long somebody goes on asking before it counts as refused.
PATIENCE_SECONDS = 90.0
PAUSE_SECONDS = 0.3


@dataclass(frozen=True)
class Accepted:
    """A scan that the service took: its link, when (epoch seconds), and what of."""

    public_id: str
    at: float
    kind: str
    has_user: bool


@dataclass(frozen=True)
class Answer:
    """One answer to a submission; status 0 where the connection broke."""

    status: int
    seconds: float
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


def post(url: str, body: dict[str, Any], headers: dict[str, str]) -> Answer:
    started = time.monotonic()
    data = json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **headers}
    request = urllib.request.Request(url, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status, text, sent = answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        status, text, sent = error.code, error.read(), dict(error.headers)
    except OSError:  # connection refused, broken or timed out; URLError is one too
        return Answer(0, time.monotonic() - started)
    try:
        found = json.loads(text)
    except ValueError:
        found = {"unreadable": text[:200].decode(errors="replace")}
    return Answer(status, time.monotonic() - started, found, sent)


class Load:
    """Submits ``number`` scans, ``rate`` a second, every other one as a user.

    Each submission has an ``Idempotency-Key``, so asking again is safe.
    """

    def __init__(
        self, url: str, token: str, pages: Iterator[tuple[str, str]], rate: float
    ) -> None:
        self.url = url + "/api/v1/scans"
        self.token = token
        self.pages = pages
        self.rate = rate
        self.accepted: list[Accepted] = []
        self.answers: list[Answer] = []
        self.refused: list[Answer] = []
        self.lock = threading.Lock()
        self.threads: list[threading.Thread] = []
        self.is_over = threading.Event()

    def start(self, number: int) -> None:
        pacer = threading.Thread(target=self.pace, args=[number], daemon=True)
        pacer.start()

    def pace(self, number: int) -> None:
        for turn in range(number):
            started = time.monotonic()
            kind, address = next(self.pages)
            arguments = (kind, address, turn % 2 == 0)
            thread = threading.Thread(target=self.submit, args=arguments, daemon=True)
            thread.start()
            self.threads.append(thread)
            time.sleep(max(0.0, 1 / self.rate - (time.monotonic() - started)))
        self.is_over.set()

    def wait(self) -> None:
        """Until everybody has an answer."""
        self.is_over.wait()
        for thread in list(self.threads):
            thread.join()

    def submit(
        self, kind: str, address: str, has_user: bool, token: str = ""
    ) -> Answer:
        """Ask until it is taken, as the load's user or another one; gives the last
        answer."""
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        if has_user:
            headers["Authorization"] = f"Bearer {token or self.token}"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = post(self.url, {"url": address, "force": True}, headers)
            with self.lock:
                self.answers.append(answer)
            if answer.status == 202:
                self.note(answer, kind, has_user)
                return answer
            if time.monotonic() > deadline:
                self.refused.append(answer)
                return answer
            time.sleep(PAUSE_SECONDS)

    def note(self, answer: Answer, kind: str, has_user: bool) -> None:
        found = Accepted(answer.body["id"], time.time(), kind, has_user)
        with self.lock:
            self.accepted.append(found)
