"""A filter that is not understood: the page says so among the operators' pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from support.browser import csrf_token, sign_in
from support.scans import HOSTILE
from webapp.models import User

PAGE = "/ops/scans"
ALL = "/ops/scans/all"
TIMES = "Give times as 2026-01-31T23:59, in UTC."
BAR = re.compile(r'<nav class="ops-pages".*?</nav>', re.DOTALL)


def links(html: str) -> list[str]:
    bar = BAR.search(html)
    return re.findall('href="([^"]+)"', bar[0]) if bar else []


@pytest.mark.parametrize("path", [PAGE, ALL])
def test_the_bar_the_sentence_and_the_way_out(olga: FlaskClient, path: str) -> None:
    good = olga.get(path).get_data(as_text=True)
    answer = olga.get(path, query_string={"since": "yesterday", "host": "a.example"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert links(html) == links(good) != []
    assert TIMES in html
    assert re.search(rf'<a href="{PAGE}">\s*Clear the filter', html)
    assert 'value="a.example"' in html, "what was typed is there to be mended"


def test_the_good_half_of_a_filter_is_kept(olga: FlaskClient) -> None:
    query = {"status": "DONE", "since": "2026-01-31T23:59", "sender": HOSTILE}
    html = olga.get(PAGE, query_string=query).get_data(as_text=True)
    assert "There is no such status." in html
    assert 'value="2026-01-31T23:59"' in html
    assert HOSTILE not in html
    assert "&lt;img src=x" in html


def test_a_broken_link_to_a_page_of_the_list(olga: FlaskClient) -> None:
    answer = olga.get(PAGE, query_string={"before": "x"})
    assert answer.status_code == 422
    assert links(answer.text)
    assert "This link to a page of the list is broken." in answer.text


def test_a_press_with_a_bad_filter(olga: FlaskClient) -> None:
    form = {"csrf_token": csrf_token(olga, "/auth/account"), "address": "http://["}
    answer = olga.post(f"{ALL}/cancel", data=form)
    assert answer.status_code == 422
    assert links(answer.text)
    assert 'value="http://["' in answer.text


def test_a_program_is_told_in_json(olga: FlaskClient) -> None:
    headers = {"Accept": "application/json"}
    answer: Any = olga.get(f"{PAGE}?since=x", headers=headers)
    assert answer.status_code == 422
    assert answer.get_json() == {"error": {"code": "bad_filter", "message": TIMES}}


def test_who_may_not_look_learns_nothing(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    answer = client.get(f"{PAGE}?since=x")
    assert answer.status_code == 403
    assert TIMES not in answer.text
    assert not links(answer.text)
