"""Each request has a name: in its answer, and in the log's lines about it."""

from __future__ import annotations

import io
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import load_settings
from webapp import create_app
from webapp.security import public

log = logging.getLogger("webapp.somewhere")


def test_every_answer_has_one_of_its_own(client: FlaskClient) -> None:
    sent = {"X-Request-ID": "of-the-client"}
    paths = ["/auth/login", "/no-such-page", "/static/nothing", "/api/v1/scans"]
    answers = [client.get(path, headers=sent) for path in paths]
    names = {answer.headers["X-Request-ID"] for answer in answers}
    assert len(names) == len(paths)
    assert "of-the-client" not in names


@pytest.mark.parametrize(
    ("sent", "is_taken"),
    [
        ("abc-123_X.9", True),
        ("a b c d e f", False),
        ("x" * 65, False),
        ("short", False),
        ("", False),
    ],
)
def test_a_proxy_of_ours_may_give_it(
    environ: dict[str, str], sent: str, is_taken: bool
) -> None:
    app = create_app(load_settings(environ | {"PROXY_HOPS": "1"}))
    answer = app.test_client().get("/healthz", headers={"X-Request-ID": sent})
    assert (answer.headers["X-Request-ID"] == sent) == is_taken
    assert len(answer.headers["X-Request-ID"]) >= 8


def test_the_lines_of_a_request_carry_it(app: Flask) -> None:
    @public
    def tell() -> str:
        log.error("in the view")
        return ""

    app.add_url_rule("/tell", "tell", tell)
    (handler,) = [h for h in logging.getLogger().handlers if h.name == "xenlixai"]
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    name = app.test_client().get("/tell").headers["X-Request-ID"]
    log.error("outside")
    inside, outside = stream.getvalue().splitlines()
    assert inside.endswith(f"in the view request_id={name}")
    assert outside.endswith("outside")
