"""Servers that take their time until a test says so: what happens meanwhile?"""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from support.mailbox import Mailbox
from support.site import HTML, Answer, Site


class Gate:
    """Open at first. Who comes while it is shut waits, but not for longer than the
    product waits for another server."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.reached, self.opened = threading.Event(), threading.Event()
        self.opened.set()

    def shut(self) -> None:
        self.reached.clear()
        self.opened.clear()

    def open(self) -> None:
        self.opened.set()

    def go_through(self) -> None:
        self.reached.set()
        self.opened.wait(self.seconds)


class GatedSite(Site):
    """Its start page is behind the gate."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = Gate(9)
        self.pages["/"] = self.welcome

    def welcome(self) -> Answer:
        self.gate.go_through()
        return 200, HTML, self.good_page().encode()


class GatedMailbox(Mailbox):
    """What it is handed goes through the gate before it is taken."""

    def __init__(self) -> None:
        self.gate = Gate(18)
        super().__init__()

    async def handle_DATA(  # noqa: N802 (the name is aiosmtpd's)
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        await asyncio.to_thread(self.gate.go_through)
        return await super().handle_DATA(server, session, envelope)
