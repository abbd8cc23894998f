"""A stub of an OpenAI-compatible endpoint: real HTTP, and every misbehaviour."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    line: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        return str(self.body["messages"][1]["content"])

    @property
    def audit_ids(self) -> list[str]:
        fields = self.body["response_format"]["json_schema"]["schema"]["properties"]
        if "items" not in fields:
            return []
        ids = fields["items"]["items"]["properties"]["audits"]["items"]["enum"]
        return list(ids)


Script = Callable[[socket.socket, Asked], None]


class ModelServer:
    """``script`` answers every request; ``asked`` are the requests so far."""

    def __init__(
        self, script: Script | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self.script = script or helps
        self.asked: list[Asked] = []
        self.tls = tls
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}/v1"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=[sock], daemon=True).start()

    def serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.enter_context(sock)
            if self.tls:
                sock = self.tls.wrap_socket(sock, server_side=True)
                stack.enter_context(sock)
            sock.settimeout(30)
            asked = read_request(sock)
            self.asked.append(asked)
            self.script(sock, asked)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def read_request(sock: socket.socket) -> Asked:
    data = b""
    while b"\r\n\r\n" not in data:
        data += receive(sock)
    head, _, body = data.partition(b"\r\n\r\n")
    line, *rest = head.decode("latin-1").split("\r\n")
    pairs = (entry.partition(":") for entry in rest)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    while len(body) < int(headers.get("content-length", 0)):
        body += receive(sock)
    return Asked(line, headers, json.loads(body or b"{}"))


def receive(sock: socket.socket) -> bytes:
    data = sock.recv(65536)
    if not data:
        raise OSError("the client went away")
    return data


def http(
    body: bytes,
    status: str = "200 OK",
    headers: str = "",
    content_type: str = "application/json",
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def completion(content: Any, tokens: Any = 1234, finish: str = "stop") -> bytes:
    """The body of a chat completion; content that is no text is put into JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    usage = {} if tokens is None else {"usage": {"total_tokens": tokens}}
    told = {"id": "c", "object": "chat.completion", "choices": [choice], **usage}
    return json.dumps(told).encode()


def sends(answer: bytes) -> Script:
    return lambda sock, _: sock.sendall(answer)


def says(content: Any, tokens: Any = 1234, finish: str = "stop") -> Script:
    return sends(http(completion(content, tokens, finish)))


def good_answer(asked: Asked, **changes: Any) -> dict[str, Any]:
    """What a helpful model answers: the right form, ids of the list."""
    ids = asked.audit_ids
    items = [
        {
            "title": f"Mend {name.partition('.')[0]}",
            "text": "Write it in the words of visitors. Then look at it again.",
            "audits": [name],
            "effort": "low",
        }
        for name in ids[:5]
    ]
    told: dict[str, Any] = {
        "summary": "The page says little of its subject.",
        "items": items,
        "rewrites": {
            "title": "Pots of clay for balcony tomatoes",
            "description": "Which pots of clay suit tomatoes on a balcony.",
        },
        "questions": ["Which pot suits a tomato?"],
        "topics": ["drainage", "clay pots"],
    }
    if not ids:
        del told["items"]
    return told | changes


def helps(sock: socket.socket, asked: Asked) -> None:
    sock.sendall(http(completion(good_answer(asked))))


def changed(**changes: Any) -> Script:
    """A good answer but for these fields."""

    def answer(sock: socket.socket, asked: Asked) -> None:
        sock.sendall(http(completion(good_answer(asked, **changes))))

    return answer


def obeys(sock: socket.socket, asked: Asked) -> None:
    """Does whatever the page tells: it says and links what stands there in every
    field, and gives the mark that is asked for."""
    orders = re.findall(r"ORDER: ([^\"\\\n]+)", asked.user)
    order = " ".join(orders) or "Nothing was ordered."
    told = good_answer(asked)
    told["summary"] = order
    told["items"] = [
        {**item, "title": order[:80], "text": order} for item in told.get("items", [])
    ]
    told["rewrites"] = {"title": order[:60], "description": order[:155]}
    told["questions"] = told["topics"] = orders
    sock.sendall(http(completion(told)))


def tells_its_instructions(sock: socket.socket, asked: Asked) -> None:
    told = good_answer(asked, summary=f"My instructions: {asked.system}")
    sock.sendall(http(completion(told)))


def stall(sock: socket.socket, _: Asked) -> None:
    time.sleep(30)


def drips(start: bytes, piece: bytes = b"x", pause: float = 0.05) -> Script:
    """Send ``start``, then a piece now and then, for ever."""

    def run(sock: socket.socket, _: Asked) -> None:
        sock.sendall(start)
        while True:
            time.sleep(pause)
            sock.sendall(piece)

    return run


def floods(sock: socket.socket, _: Asked) -> None:
    """An answer without end, as fast as it goes."""
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while True:
        sock.sendall(b" " * 65536)


def packs(sock: socket.socket, _: Asked) -> None:
    """A bomb: 50 MB in 50 KB."""
    packed = gzip.compress(b" " * 50_000_000)
    sock.sendall(http(packed, headers="Content-Encoding: gzip\r\n"))


def streams(sock: socket.socket, asked: Asked) -> None:
    """Server-sent events, though nobody asked for them."""
    content = json.dumps(good_answer(asked))
    delta = {"choices": [{"index": 0, "delta": {"content": content}}]}
    body = f"data: {json.dumps(delta)}\n\ndata: [DONE]\n\n".encode()
    sock.sendall(http(body, content_type="text/event-stream"))


def stops_in_the_middle(sock: socket.socket, asked: Asked) -> None:
    sock.sendall(http(completion(good_answer(asked)))[:-200])


def redirects(location: str, status: int = 307) -> Script:
    return sends(http(b"", f"{status} Moved", f"Location: {location}\r\n"))


def fails(status: str, headers: str = "") -> Script:
    return sends(http(b'{"error": {"message": "no"}}', status, headers))
