"""What the log says, in both forms, and what it never says."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest

from config import load_settings
from webapp import logs
from webapp.logs.lines import MESSAGE_LIMIT, TRACEBACK_LIMIT

log = logging.getLogger("webapp.somewhere")

SECRETS = {
    "SECRET_KEY": "the-key-of-sessions",
    "SECRET_KEY_FALLBACKS": "an-earlier-key-of-sessions",
    "LLM_BASE_URL": "https://llm.example.com/v1",
    "LLM_MODEL": "m",
    "LLM_API_KEY": "sk-of-the-model",
    "PSI_API_KEY": "AIza-of-pagespeed",
    "DATABASE_URL": "postgresql://xenlixai:pass%21word@db/xenlixai",
    "REDIS_URL": "redis://:redispass@cache:6379/0",
    "SMTP_URL": "smtps://mailer:mailpass@mail.example.com",
}


@pytest.fixture(params=["text", "json"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stderr(environ: dict[str, str], form: str) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    own = {"APP_ENV": "development", "LOG_FORMAT": form}
    with contextlib.redirect_stderr(stream):
        logs.set_up(load_settings(environ | SECRETS | own))
    yield stream
    logs.set_up(load_settings(environ))


text_only = pytest.mark.parametrize("form", ["text"], indirect=True)
json_only = pytest.mark.parametrize("form", ["json"], indirect=True)


def told(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@text_only
def test_a_line_of_text(stderr: io.StringIO) -> None:
    with logs.bound(scan_id="7f", worker="a b"):
        log.info("fetched %d pages", 3)
    line = 'INFO webapp.somewhere: fetched 3 pages scan_id=7f worker="a b"\n'
    assert stderr.getvalue() == line


@json_only
def test_a_line_of_json(stderr: io.StringIO) -> None:
    with logs.bound(scan_id="7f", attempt=2, level="forged"):
        log.warning("fetched %s", "страница")
    (entry,) = told(stderr)
    assert entry.pop("time").endswith("+00:00")
    assert entry == {
        "level": "warning",
        "logger": "webapp.somewhere",
        "message": "fetched страница",
        "scan_id": "7f",
        "attempt": 2,
    }


def test_what_was_bound_ends_with_its_block(stderr: io.StringIO) -> None:
    with logs.bound(scan_id="outer"):
        with logs.bound(scan_id="inner"):
            log.info("one")
        log.info("two")
    log.info("three")
    one, two, three = stderr.getvalue().splitlines()
    assert "inner" in one
    assert "outer" in two
    assert "scan_id" not in three


@pytest.mark.parametrize("name", ["rq.worker", "gunicorn.error", "sqlalchemy.pool"])
def test_libraries_write_as_we_do(stderr: io.StringIO, name: str) -> None:
    with logs.bound(scan_id="7f"):
        logging.getLogger(name).warning("something")
    assert "7f" in stderr.getvalue()
    assert name in stderr.getvalue()


@text_only
def test_a_failed_try_takes_a_line_and_another_failure_its_traceback(
    stderr: io.StringIO,
) -> None:
    """As RQ tells of both."""
    for kind in ("webapp.services.execution.ScanTryFailed", "builtins.KeyError"):
        trace = (
            f"Traceback (most recent call last):\n  File x\n{kind}: scan 7f: http_503\n"
        )
        words = ("w1", "scan-7f-1", "webapp.tasks.scans.process_scan", trace)
        text = "Worker %s: job %s: exception raised while executing (%s)\n%s"
        logging.getLogger("rq.worker").error(text, *words)
    first, second, *rest = stderr.getvalue().splitlines()
    assert first == "WARNING rq.worker: job scan-7f-1: scan 7f: http_503"
    assert second.startswith("ERROR rq.worker: Worker w1: job scan-7f-1: exception")
    assert rest[-1] == "  builtins.KeyError: scan 7f: http_503"


def test_nobody_ends_a_line(stderr: io.StringIO) -> None:
    ends = "\n\r\x0b\x0c\x1c\x85\u2028\u2029"
    with logs.bound(worker=f"w{ends}x"):
        for end in ends:
            log.info("page%sINFO webapp.web: XenlixAI is ready", end)
    lines = stderr.getvalue().splitlines()
    assert len(lines) == len(ends)
    assert stderr.getvalue().isascii()


@text_only
def test_a_traceback_cannot_forge_a_line(stderr: io.StringIO) -> None:
    try:
        raise ValueError("odd\nINFO webapp.web: forged\x1b[2K")
    except ValueError:
        log.exception("failed")
    first, *rest = stderr.getvalue().splitlines()
    assert first == "ERROR webapp.somewhere: failed"
    assert all(line.startswith("  ") for line in rest)
    assert rest[-1] == "  INFO webapp.web: forged\\x1b[2K"


@json_only
def test_a_traceback_in_json(stderr: io.StringIO) -> None:
    try:
        raise ValueError("odd")
    except ValueError:
        log.exception("failed")
    logging.getLogger("rq.worker").error(
        "job %s: failed\n%s", 1, "Traceback (most recent call last):\nKeyError: 2"
    )
    ours, of_rq = told(stderr)
    assert ours["traceback"].endswith("ValueError: odd")
    assert of_rq["message"] == "job 1: failed"
    assert of_rq["traceback"].endswith("KeyError: 2")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("at postgresql://user:hunter2@db/x", "hunter2"),
        ("at https://user:p@ss@host/", "p@ss"),
        ("GET /x?a=1&token=t0k3n&b=2", "t0k3n"),
        ("GET /x?api_key=t0k3n", "t0k3n"),
        ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ("{'Authorization': b'Bearer abc.def.ghi'}", "abc.def.ghi"),
        ("sent Bearer abc.def.ghi", "abc.def.ghi"),
        ("Set-Cookie: xenlix=abc; Path=/", "abc"),
        ('{"password": "hunter2"}', "hunter2"),
        ("/shared/0123456789abcdef0123456789abcdef", "0123456789abcdef"),
        ("(x) [SQL: INSERT] [parameters: ('<p>page</p>',)]", "page"),
        ("key the-key-of-sessions", "the-key-of-sessions"),
        ("an-earlier-key-of-sessions", "an-earlier-key-of-sessions"),
        ("model says sk-of-the-model is bad", "sk-of-the-model"),
        ("psi AIza-of-pagespeed", "AIza-of-pagespeed"),
        ("pw pass%21word", "pass%21word"),
        ("pw pass!word", "pass!word"),
        ("redispass", "redispass"),
        ("mailpass", "mailpass"),
        ("/setup?token=abcdefghij", "abcdefghij"),
    ],
)
def test_no_secret_is_told(stderr: io.StringIO, text: str, secret: str) -> None:
    with logs.bound(worker=text), logs.recording() as recorder:
        try:
            raise ValueError(text)
        except ValueError:
            log.exception("begin %s end", text)
    written = stderr.getvalue()
    assert "begin" in written
    assert secret not in written
    assert secret not in recorder.lines[0]["text"]


def test_the_operator_reads_the_set_up_link(stderr: io.StringIO) -> None:
    link = "http://localhost:5000/setup?token=abc-DEF_1"
    logging.getLogger("webapp.web").info("open %s or ?token=other", link)
    assert link in stderr.getvalue()
    assert "other" not in stderr.getvalue()


@pytest.mark.parametrize("part", ["//", "a=", "key", 'key":"', "bearer ", "cookie:  "])
def test_a_long_text_takes_no_long_time(stderr: io.StringIO, part: str) -> None:
    began = time.process_time()
    logs.redact(part * (300_000 // len(part)))
    assert time.process_time() - began < 2
    log.error("page %s", part * 300_000)
    assert len(stderr.getvalue()) < 2 * MESSAGE_LIMIT


@json_only
def test_a_long_traceback_keeps_both_ends(stderr: io.StringIO) -> None:
    try:
        raise ValueError("x" * 100_000 + " its last words")
    except ValueError:
        log.exception("failed")
    (entry,) = told(stderr)
    assert entry["traceback"].startswith("Traceback")
    assert entry["traceback"].endswith("its last words")
    assert len(entry["traceback"]) < TRACEBACK_LIMIT + 10


def test_a_recorder_keeps_the_last_lines_of_ours() -> None:
    with logs.recording(limit=2) as recorder:
        log.info("first")
        logging.getLogger("rq.worker").error("of another")
        log.debug("too quiet")
        log.warning("second\nline")
        try:
            raise ValueError("odd")
        except ValueError:
            log.exception("y" * 300)
    log.info("after")
    second, third = recorder.lines
    assert (second["level"], third["level"]) == ("warning", "error")
    assert second["text"] == "webapp.somewhere: second\\nline"
    assert second["at"] <= third["at"]
    assert third["text"].endswith("y: ValueError: odd")
    with logs.recording() as recorder:
        log.info("z" * 1000)
    assert len(recorder.lines[0]["text"]) == 500
