"""The form, the list, what a visitor does to a scan. Redis is away throughout."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from support.browser import csrf_token, post, sign_in
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import Scan, User


def submit(client: FlaskClient, urls: str):  # type: ignore[no-untyped-def]
    return post(client, "/scans", {"urls": urls}, page="/")


def test_one_address_leads_to_its_scan(app: Flask, client: FlaskClient) -> None:
    answer = submit(client, "127.0.0.1:8000/page")
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "Waiting for a worker" in page.text
    with app.app_context():
        scan = db.session.query(Scan).one()
        assert scan.url == "https://127.0.0.1:8000/page"
        assert scan.visitor_hash is not None


def test_several_lead_to_the_list(client: FlaskClient) -> None:
    answer = submit(client, "a.example\n\n b.example ")
    assert (answer.status_code, answer.location) == (303, "/scans")
    text = client.get("/scans").text
    assert 0 < text.index("https://a.example/") < text.index("https://b.example/")


def test_the_same_again_leads_to_the_scan_that_runs(client: FlaskClient) -> None:
    first = submit(client, "a.example")
    again = submit(client, "https://a.example/")
    assert again.location == first.location
    assert "being scanned already" in client.get(again.location).text
    submit(client, "a.example\nb.example")
    assert "not begun again: 1 of" in client.get("/scans").text


def test_too_many_are_429_and_what_was_typed_stays(client: FlaskClient) -> None:
    submit(client, "\n".join(f"a{number}.example" for number in range(10)))
    answer = submit(client, "one-more.example")
    assert answer.status_code == 429
    assert "At most 10 pages an hour" in answer.text
    assert "Signing in allows more" in answer.text
    assert "one-more.example" in answer.text
    assert int(answer.headers["Retry-After"]) > 3000


def test_one_bad_line_takes_none_and_keeps_what_was_typed(
    app: Flask, client: FlaskClient
) -> None:
    answer = submit(client, "\ngood.example\n\nftp://bad.example\nhttp://10.0.0.1/")
    assert answer.status_code == 422
    assert "Line 4, <code>ftp" in answer.text
    assert "Line 5, <code>http" in answer.text
    # HTML drops one newline after the tag.
    assert ">\n\ngood.example\n\nftp://bad.example" in answer.text.replace("\r", "")
    with app.app_context():
        assert db.session.query(Scan).count() == 0


def test_nothing_and_too_much_are_refused(client: FlaskClient) -> None:
    assert submit(client, "  ").status_code == 422
    assert submit(client, "a.example\n" * 21).status_code == 422
    assert submit(client, "a" * 70_000).status_code == 413


def test_what_was_typed_outlives_the_session(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    token = csrf_token(client, "/")
    post(client, "/auth/logout", page="/account")
    typed = "a.example\n<b.example>"
    answer = client.post("/scans", data={"urls": typed, "csrf_token": token})
    assert answer.status_code == 400
    form = BeautifulSoup(answer.data, "lxml").select_one("form[action='/scans']")
    assert form
    assert form.select_one("textarea").get_text().strip() == typed  # type: ignore[union-attr]
    assert "signed in or out" in form.select_one(".error").get_text()  # type: ignore[union-attr]
    with app.app_context():
        assert db.session.query(Scan).count() == 0
    again = form.select_one("[name=csrf_token]")["value"]  # type: ignore[index]
    data = {"urls": "a.example", "csrf_token": again}
    assert client.post("/scans", data=data).status_code == 303


def test_a_full_queue_is_503_with_retry_after(
    environ: dict[str, str], request: object
) -> None:
    environ["QUEUE_CAP"] = "1"
    app: Flask = request.getfixturevalue("app")  # type: ignore[attr-defined]
    client = app.test_client()
    assert submit(client, "a.example").status_code == 303
    answer = submit(client, "b.example")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "b.example" in answer.text


def test_the_list_has_an_empty_state_search_and_pages(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    assert "no scans yet" in client.get("/scans").text
    sign_in(client, alice)
    for number in range(30):
        url = f"https://example.com/p{number:02}"
        make_scan(app, user_id=alice.id, url=url, status="CANCELED")
    first = client.get("/scans").text
    assert "Page 1 of 2, 30 scans" in first
    assert client.get("/scans?page=99").status_code == 200
    assert "example.com/p07" in client.get("/scans?q=P07").text
    assert "No scan matches" in client.get("/scans?q=%25").text


def test_a_visitor_cancels_retries_and_deletes(client: FlaskClient) -> None:
    path = submit(client, "a.example").location
    for action, words in (("cancel", "Canceled"), ("retry", "Waiting for a worker")):
        assert post(client, f"{path}/{action}", page="/").location == path
        assert words in client.get(path).text
        # Pressed twice: as good as once.
        assert post(client, f"{path}/{action}", page="/").location == path
    assert post(client, f"{path}/delete", page="/").status_code == 409
    post(client, f"{path}/cancel", page="/")
    assert post(client, f"{path}/delete", page="/").location == "/scans"
    assert client.get(path).status_code == 404


def test_another_visitor_may_look_and_do_nothing(
    app: Flask, client: FlaskClient
) -> None:
    path = submit(client, "a.example").location
    other = app.test_client()
    assert other.get(path).status_code == 200
    for action in ("cancel", "retry", "delete"):
        answer = post(other, f"{path}/{action}", page="/")
        assert answer.status_code == 403
        assert "Only who submitted this scan" in answer.text


def test_a_visitor_who_signed_in_claims_the_teaser(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    path = submit(client, "a.example").location
    with app.app_context():
        scan = db.session.query(Scan).one()
        visitor = scan.visitor_hash
    public_id = make_scan(
        app, with_report=True, status="TEASER_READY", visitor_hash=visitor
    )
    sign_in(client, alice)
    assert path
    answer = post(client, f"/scans/{public_id}/claim", page="/")
    assert answer.status_code == 303
    with app.app_context():
        claimed = db.session.query(Scan).filter_by(public_id=public_id).one()
        assert claimed.user_id == alice.id
        assert (claimed.status, claimed.delivery, claimed.progress) == (
            "TEASER_READY",
            2,
            80,
        )
    again = post(client, f"/scans/{public_id}/claim", page="/")
    assert again.location == f"/scans/{public_id}"
    with app.app_context():
        claimed = db.session.query(Scan).filter_by(public_id=public_id).one()
        assert claimed.delivery == 2


def test_the_crawlers_page(client: FlaskClient) -> None:
    assert "XenlixAI" in client.get("/bot").text


@pytest.mark.parametrize(
    ("path", "is_told"), [("/nope", False), ("/account/x", False), ("/scans/x", True)]
)
def test_only_a_scans_address_may_have_expired(
    client: FlaskClient, path: str, is_told: bool
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert ("may have expired" in answer.text) == is_told
    assert "Check the address." in answer.text
