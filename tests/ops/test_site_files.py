"""What browsers and crawlers ask every site for."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest
from flask.testing import FlaskClient

from webapp.security.headers import PRIVATE


def test_robots_txt_keeps_crawlers_from_what_is_somebodys_own(
    client: FlaskClient,
) -> None:
    answer = client.get("/robots.txt")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    robots = RobotFileParser()
    robots.parse(answer.text.splitlines())
    for path in (
        "/",
        "/bot",
        "/checks",
        "/checks/title.length",
        "/static/css/base.css",
    ):
        assert robots.can_fetch("Googlebot", path), path
    for path in ("/scans", "/scans/x", "/shared/x", *(f"/{name}" for name in PRIVATE)):
        assert not robots.can_fetch("Googlebot", path), path


def test_the_icon_is_there_for_who_does_not_read_the_page(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico", buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.data == client.get("/static/img/icon.svg", buffered=True).data


@pytest.mark.parametrize("query", ["", "?a=1"])
def test_a_slash_too_many_leads_to_the_catalogue(
    client: FlaskClient, query: str
) -> None:
    answer = client.get(f"/checks/{query}")
    assert (answer.status_code, answer.location) == (308, "/checks")
