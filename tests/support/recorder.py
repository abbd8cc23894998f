"""Every TCP connection of the process, recorded where all of them pass.

That is below ``create_connection``, so that one made in another way is seen too. None
but those to loopback leave this machine's tests; an address of ``leads_to`` stands for
a server here, as if it were on the internet.
"""

from __future__ import annotations

import socket
from typing import Any

import pytest

#: Somebody's public address; no test reaches it.
PUBLIC = "93.184.216.34"


class Recorder:
    """``opened`` holds an (address, port) for each connection that was tried."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, int]] = []
        self.leads_to: dict[str, int] = {}

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.opened]

    def install(self, monkeypatch: pytest.MonkeyPatch) -> Recorder:
        recorder = self

        class Recorded(socket.socket):
            stands_for: tuple[str, int] | None = None

            def connect(self, address: Any) -> None:
                super().connect(recorder.note(self, address))

            def connect_ex(self, address: Any) -> int:
                return super().connect_ex(recorder.note(self, address))

            def getpeername(self) -> Any:
                return self.stands_for or super().getpeername()

        monkeypatch.setattr(socket, "socket", Recorded)
        return self

    def note(self, sock: Any, address: Any) -> Any:
        """Where the connection really goes."""
        if sock.type != socket.SOCK_STREAM or sock.family == socket.AF_UNIX:
            return address
        self.opened.append((address[0], address[1]))
        if address[0] in self.leads_to:
            sock.stands_for = (address[0], address[1])
            return ("127.0.0.1", self.leads_to[address[0]])
        if not address[0].startswith("127."):
            raise ConnectionRefusedError("not in a test")
        return address
