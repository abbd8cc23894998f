"""A name server on loopback that answers as a test tells it, and counts questions."""

from __future__ import annotations

import contextlib
import socket
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

#: (type, value) of each record of an answer.
Records = list[tuple[str, str]]


class StubDns:
    """``answers[name]``: one answer a look-up, the last one for good.

    An answer is a list of records, a failure (``dns.rcode``) or None for silence. A
    look-up asks for A and for AAAA; both get the same answer.
    """

    def __init__(self) -> None:
        self.answers: dict[str, list[Records | dns.rcode.Rcode | None]] = {}
        self.asked: list[tuple[str, str]] = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def look_ups(self, name: str) -> int:
        return self.asked.count((name, "A"))

    def run(self) -> None:
        while True:
            try:
                wire, peer = self.socket.recvfrom(4096)
            except OSError:
                return
            if not wire:  # woken up by close()
                return
            answer = self.answer(dns.message.from_wire(wire))
            if answer is not None:
                with contextlib.suppress(OSError):
                    self.socket.sendto(answer.to_wire(), peer)

    def answer(self, query: dns.message.Message) -> dns.message.Message | None:
        question = query.question[0]
        name = question.name.to_text()
        kind = dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        told = self.answers.get(name, [dns.rcode.NXDOMAIN])
        chosen = told[min(self.asked.count((name, kind)), len(told)) - 1]
        if chosen is None:
            return None
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        if not isinstance(chosen, list):
            response.set_rcode(chosen)
            return response
        owner = name
        for record, value in chosen:
            if record in (kind, "CNAME"):
                response.answer.append(
                    dns.rrset.from_text(owner, 1, "IN", record, value)
                )
            owner = value if record == "CNAME" else owner
        return response

    def close(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waker:
            waker.sendto(b"", ("127.0.0.1", self.port))
        self.socket.close()
