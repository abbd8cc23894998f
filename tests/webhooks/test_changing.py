"""A webhook's page changes it: address, name, events, and its secret once confirmed."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from support.browser import post
from webapp.services.webhooks.events import Event

PAGE = "/webhooks"
OTHER = "https://other.example.com/in"
on_both = pytest.mark.usefixtures("on_both_databases")


def change(client: FlaskClient, path: str, **form: object):  # type: ignore[no-untyped-def]
    whole = {"url": OTHER, "name": "", "events": [Event.FAILED.value]} | form
    return post(client, f"{path}/change", whole, page=PAGE)


def shown(client: FlaskClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.data, "lxml")


def form_in(soup: BeautifulSoup) -> Tag:
    [form] = soup.select("details#change form")
    return form


def chosen(form: Tag) -> list[str]:
    return [str(box["value"]) for box in form.select("[name=events][checked]")]


@on_both
def test_the_form_holds_what_is_and_takes_what_shall_be(
    alices: FlaskClient, path: str
) -> None:
    assert change(alices, path, name="Builds").location == path
    soup = shown(alices, path)
    assert "The webhook is changed." in soup.get_text()
    assert soup.select_one("h1").get_text() == "Builds"  # type: ignore[union-attr]
    assert OTHER in soup.select_one("dl").get_text()  # type: ignore[union-attr]
    form = form_in(soup)
    assert form.select_one("#url")["value"] == OTHER  # type: ignore[index]
    assert form.select_one("#name")["value"] == "Builds"  # type: ignore[index]
    assert chosen(form) == [Event.FAILED]
    assert not soup.select_one("details#change").has_attr("open")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": ""}, "url-error"),
        ({"url": "http://hooks.example.com/"}, "url-error"),
        ({"url": "https://10.0.0.1/"}, "url-error"),
        ({"name": "x" * 81}, "name-error"),
        ({"events": []}, "events-error"),
        ({"events": ["scan.no_such"]}, "events-error"),
    ],
)
def test_what_is_refused_is_told_in_the_open_form(
    alices: FlaskClient, path: str, wrong: dict[str, object], field: str
) -> None:
    before = shown(alices, path).select_one("dl")
    answer = change(alices, path, **wrong)
    assert answer.status_code == 422
    soup = BeautifulSoup(answer.data, "lxml")
    assert soup.select_one("details#change[open]")
    assert soup.select_one("[role=alert] a[href='#change']"), "the form is far below"
    error = form_in(soup).find(id=field)
    assert error
    assert "scanned" not in error.get_text()
    assert soup.select_one(f"[aria-describedby~={field}]")
    typed = {"url": OTHER} | wrong
    assert form_in(soup).select_one("#url")["value"] == typed["url"]  # type: ignore[index]
    assert shown(alices, path).select_one("dl") == before


def test_a_new_secret_is_made_by_the_second_press_alone(
    alices: FlaskClient, path: str
) -> None:
    soup = shown(alices, path)
    [form] = soup.select(f"form[action^='{path}/rotate?instead_of=']")
    confirm = form.find_parent("details", class_="confirm")
    assert confirm
    assert not confirm.has_attr("open")
    assert "signs as well for 1 day" in " ".join(confirm.get_text().split())
    assert soup.select_one("a[href='#secret']")
    post(alices, f"{path}/rotate", page=PAGE)
    again = shown(alices, path).select_one("#secret strong")
    assert again
    assert "ends at once" in again.get_text()


def test_changes_and_tests_count_together(alices: FlaskClient, path: str) -> None:
    for _ in range(20):
        assert change(alices, path).status_code == 303
    answer = post(alices, f"{path}/test", page=PAGE)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert "Too many messages were asked for." in answer.text
