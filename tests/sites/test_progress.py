"""How far a site scan is: the fragment that polls, and what stands beside it."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from support.browser import sign_in
from webapp.models import User
from webapp.models.clock import db_now
from webapp.sites.fragments import in_about

FRAGMENT = {"HX-Request": "true"}


def running(make: Any, **columns: Any) -> str:
    numbers = {"found": 12, "done": 4, "failed": 2, "skipped": 3, **columns}
    public_id: str = make.site("SCANNING", **numbers)
    for n in range(4):
        ended = {"finished_at": db_now(n * 10 - 61), "page_title": f"Page {n}"}
        make.page(public_id, f"/p{n}", scan=ended)
    make.page(
        public_id,
        "/open",
        state="open",
        scan={"status": "RUNNING", "finished_at": None},
    )
    for n in range(2):
        make.page(public_id, f"/gone{n}", state="failed", reason="http_404")
    for n in range(3):
        make.page(public_id, f"/x{n}", state="skipped", reason="blocked_by_robots")
    return public_id


def test_it_says_all_there_is_to_say(
    client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = running(make)
    sign_in(client, alice)
    html = client.get(f"/sites/{public_id}/progress", headers=FRAGMENT).text
    assert 'hx-trigger="every 2s"' in html
    text = " ".join(html.split())
    assert "<strong>6</strong> of 12 pages found so far" in text
    assert "2 × HTTP 404 Not Found" in text
    assert "3 × robots.txt keeps us out" in text
    assert 'aria-valuenow="6"' in text
    # Four pages, ten seconds apart, and half a minute without any since.
    assert "<dt>Pages a minute</dt><dd>3.0</dd>" in text or "2.9" in text
    assert "about 2 min left at this rate" in text
    assert text.index("/p3") < text.index("/p0")


def test_it_admits_that_it_cannot_know_at_the_beginning(
    client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site("SCANNING", found=5, done=1)
    make.page(public_id, "/", scan={"finished_at": db_now(-20)})
    sign_in(client, alice)
    text = client.get(f"/sites/{public_id}/progress").text
    assert "time left: unknown as yet" in text
    assert "left at this rate" not in text


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"status": "DISCOVERING"}, "Reading robots.txt and the sitemaps."),
        ({"status": "JUDGING"}, "Comparing the pages with each other."),
        ({"status": "SCANNING", "paused_at": db_now()}, "Paused."),
    ],
)
def test_it_says_what_it_does(
    client: FlaskClient, alice: User, make: Any, columns: Any, sentence: str
) -> None:
    public_id = make.site(**columns)
    sign_in(client, alice)
    assert sentence in client.get(f"/sites/{public_id}/progress").text


def test_an_end_stops_the_poll_and_loads_the_page_anew(
    client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site("FAILED", error_code="dns_not_found", error_message="No.")
    sign_in(client, alice)
    answer = client.get(f"/sites/{public_id}/progress", headers=FRAGMENT)
    assert answer.headers["HX-Refresh"] == "true"
    assert "hx-get" not in answer.text
    assert "dns_not_found" in answer.text


def test_a_poll_asks_the_database_three_things(
    client: FlaskClient, alice: User, make: Any, statements: Any
) -> None:
    """Beside who is asking, which every request does."""
    public_id = running(make)
    sign_in(client, alice)
    client.get("/bot")
    statements()
    client.get("/bot")
    of_any_page = len([each for each in statements() if each.startswith("SELECT")])
    client.get(f"/sites/{public_id}/progress")
    asked = [each for each in statements() if each.startswith("SELECT")]
    assert len(asked) - of_any_page <= 3, asked


def test_the_page_works_without_script(
    client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = running(make)
    sign_in(client, alice)
    html = client.get(f"/sites/{public_id}").text
    assert '<noscript><meta http-equiv="refresh"' in html
    assert 'class="no-script"' in html
    assert 'id="announcer"' in html


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (10, "half a minute"),
        (50, "a minute"),
        (90, "2 min"),
        (725, "12 min"),
        (3600, "1 h"),
        (7800, "2 h 10 min"),
        (50 * 3600, "2 days"),
    ],
)
def test_what_is_left_is_said_roughly(seconds: float, words: str) -> None:
    assert in_about(seconds) == words
