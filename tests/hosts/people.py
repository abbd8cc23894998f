"""The people who submit: as those of the faults, but patient as they are told to be."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from faults.load import Answer, Load, post

#: Longer than a link is cut, and than a browser waits before it asks again.
PATIENCE_SECONDS = 150.0
#: Where no answer said when to come back.
PAUSE_SECONDS = 2.0


@dataclass(frozen=True)
class Asked:
    """One submission: when it was made (epoch seconds) and how it was answered."""

    at: float
    answer: Answer


class People(Load):
    """Half of them have a token; who is told ``Retry-After`` waits so long."""

    def __init__(
        self, url: str, token: str, pages: Iterator[tuple[str, str]], rate: float
    ) -> None:
        super().__init__(url, token, pages, rate)
        self.asked: list[Asked] = []

    def submit(self, kind: str, address: str, has_user: bool) -> Answer:
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        if has_user:
            headers["Authorization"] = f"Bearer {self.token}"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self.ask(address, headers)
            if answer.status == 202:
                self.note(answer, kind, has_user)
                return answer
            if time.monotonic() > deadline:
                self.refused.append(answer)
                return answer
            time.sleep(float(answer.headers.get("Retry-After", PAUSE_SECONDS)))

    def ask(self, address: str, headers: dict[str, str]) -> Answer:
        at = time.time()
        answer = post(self.url, {"url": address, "force": True}, headers)
        with self.lock:
            self.answers.append(answer)
            self.asked.append(Asked(at, answer))
        return answer
