"""Two runs over one site: what was fixed, what is new, which pages came and went."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from webapp.extensions import db
from webapp.models import SiteScan, User
from webapp.services.site_reports import comparison

TITLE, H1, ALT = "title.length", "h1.missing", "img.alt-missing"


@pytest.fixture
def runs(make: Any) -> tuple[str, str]:
    """Each kind of change once."""
    before = make.site(score=60, age=-900, done=5)
    after = make.site(score=72, age=-60, done=5)
    make.page(before, "/same", fails=[TITLE])
    make.page(before, "/fixed", fails=[TITLE, H1])
    make.page(before, "/worse")
    make.page(before, "/gone", fails=[TITLE])
    make.page(before, "/breaks", fails=[H1])
    make.page(before, "/moves")
    make.page(before, "/skipped", state="skipped", reason="pattern")
    make.page(after, "/added", fails=[ALT, TITLE])
    make.page(after, "/moves", is_redirect=True)
    make.page(after, "/worse", fails=[ALT])
    make.page(after, "/fixed")
    make.page(after, "/breaks", state="failed", status=404, reason="http_404")
    make.page(after, "/same", fails=[TITLE])
    make.page(after, "/skipped", state="skipped", reason="pattern")
    return before, after


@pytest.mark.usefixtures("on_both_databases")
def test_each_change_is_counted_once(app: Flask, runs: tuple[str, str]) -> None:
    with app.app_context():
        sites = [
            db.session.query(SiteScan).filter_by(public_id=public_id).one()
            for public_id in runs
        ]
        found = comparison.compare(*reversed(sites))
        assert found.before.public_id == runs[0]
        checks = {
            check.id: (
                check.fixed,
                check.new,
                check.remaining,
                check.on_new,
                check.gone,
            )
            for check in found.checks
        }
    assert checks == {
        TITLE: (1, 0, 1, 1, 1),
        H1: (1, 0, 0, 0, 1),
        ALT: (0, 1, 0, 1, 0),
    }
    assert next(iter(checks)) == ALT
    pages = (found.pages.new, found.pages.gone, found.pages.changed)
    assert [len(numbers) for numbers in pages] == [1, 1, 2]


@pytest.mark.usefixtures("on_both_databases")
@pytest.mark.parametrize(
    ("query", "paths", "words"),
    [
        ("show=new", ["/added"], "New pages"),
        ("show=gone", ["/gone"], "Pages that are gone"),
        ("show=changed", ["/moves", "/breaks"], "200 → HTTP 404 Not Found"),
        ("show=changed", ["/moves", "/breaks"], "200 → a redirect"),
        (f"check={TITLE}&show=fixed", ["/fixed"], "Fixed on these pages"),
        (f"check={TITLE}&show=remaining", ["/same"], "As before on these pages"),
        (f"check={ALT}&show=new", ["/worse"], "New on these pages"),
        (f"check={H1}&show=new", [], "There are none."),
    ],
)
def test_each_number_leads_to_its_pages(
    client: FlaskClient,
    alice: User,
    runs: tuple[str, str],
    query: str,
    paths: list[str],
    words: str,
) -> None:
    sign_in(client, alice)
    before, after = runs
    html = client.get(f"/sites/{after}/compare/{before}?{query}").text
    section = html.split('class="chosen-list"')[1].split("</section>")[0]
    assert words in " ".join(section.split())
    known = ["/moves", "/worse", "/fixed", "/breaks", "/same", "/added", "/gone"]
    assert [path for path in known if f">{path}</a>" in section] == paths


def test_the_page_says_what_changed(
    client: FlaskClient, alice: User, runs: tuple[str, str]
) -> None:
    sign_in(client, alice)
    before, after = runs
    pages = [
        " ".join(client.get(f"/sites/{a}/compare/{b}").text.split())
        for a, b in ((before, after), (after, before))
    ]
    for text in pages:
        assert "2 fixed, 1 new and 1 as before" in text
        assert "+12" in text
        assert "Before: 60 of 100" in text
        assert "After: 72 of 100" in text
        assert "reached its limit" not in text


def test_a_run_that_was_cut_says_so(
    client: FlaskClient, alice: User, make: Any
) -> None:
    one, other = make.site(age=-900, is_cut=True), make.site()
    sign_in(client, alice)
    html = client.get(f"/sites/{one}/compare/{other}").text
    assert "reached its limit of pages" in html
    assert "Every page passes every check, in both runs." in html


def test_the_other_run_is_chosen_from_a_list(
    client: FlaskClient, alice: User, make: Any
) -> None:
    first, second, third = (make.site(age=age, score=5) for age in (-900, -500, -60))
    make.site("CANCELED", age=-30)
    make.site(host="other.example", age=-20)
    sign_in(client, alice)
    answer = client.get(f"/sites/{third}/compare")
    assert answer.location == f"/sites/{third}/compare/{second}"
    html = client.get(answer.location).text
    assert html.count("<option") == 2
    assert f'<option value="{first}" >' in html
    answer = client.get(f"/sites/{third}/compare?with={first}")
    assert answer.location == f"/sites/{third}/compare/{first}"
    assert client.get(f"/sites/{first}/compare").location.endswith(third)


def test_the_only_run_is_compared_with_none(
    client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site()
    sign_in(client, alice)
    assert "the only finished scan" in client.get(f"/sites/{public_id}/compare").text


def test_what_cannot_be_compared_is_refused(
    client: FlaskClient, alice: User, make: Any
) -> None:
    public_id, running = make.site(), make.site("SCANNING")
    foreign = make.site(host="other.example")
    sign_in(client, alice)
    for other in (public_id, running, foreign):
        assert client.get(f"/sites/{public_id}/compare/{other}").status_code == 422
    for query in ("show=odd", "show=fixed", "show=new&check=odd.check"):
        other = make.site(age=-900)
        path = f"/sites/{public_id}/compare/{other}?{query}"
        assert client.get(path).status_code == 404


def test_long_lists_are_paged(client: FlaskClient, alice: User, make: Any) -> None:
    before, after = make.site(age=-900), make.site()
    for n in range(53):
        make.page(before, f"/{n}", fails=[TITLE])
        make.page(after, f"/{n}")
    sign_in(client, alice)
    path = f"/sites/{after}/compare/{before}?show=fixed&check={TITLE}"
    first, last = client.get(path).text, client.get(f"{path}&page=2").text
    assert ">/49</a>" in first
    assert ">/50</a>" not in first
    assert ">/52</a>" in last
    assert "page=1" in last
