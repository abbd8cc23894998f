"""The form of a new site scan."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.browser import csrf_token, post, sign_in
from webapp.extensions import db
from webapp.models import SitePage, SiteScan, Submission, User

URL = "http://127.0.0.1:9/"


def send(client: FlaskClient, **form: Any) -> TestResponse:
    return post(client, "/sites", {"source": "crawl", **form}, page="/sites")


def only_site(app: Flask) -> dict[str, Any]:
    with app.app_context():
        site = db.session.scalars(db.select(SiteScan)).one()
        return {"url": site.start_url, "status": site.status, "found": site.found} | (
            site.plan
        )


def test_an_address_is_enough(app: Flask, client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    answer = send(client, url="127.0.0.1:9", max_pages="")
    assert answer.status_code == 303
    plan = only_site(app)
    assert answer.location.startswith("/sites/")
    assert (plan["start_url"], plan["source"]) == ("https://127.0.0.1:9/", "crawl")
    assert (plan["max_pages"], plan["max_depth"], plan["found"]) == (500, 20, 1)


def test_every_field_reaches_the_plan(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    send(
        client,
        url=URL,
        source="sitemap",
        max_pages="1200",
        max_depth="0",
        include="/blog/*\n\n/shop/*",
        exclude="*/print/*",
        finds_keyphrases="y",
        asks_external="y",
    )
    plan = only_site(app)
    assert plan["include"] == ["/blog/*", "/shop/*"]
    assert plan["exclude"] == ["*/print/*"]
    assert (plan["max_pages"], plan["max_depth"]) == (1200, 0)
    assert plan["finds_keyphrases"]
    assert plan["asks_external"]


@pytest.mark.parametrize("body", ["/a\n", "<"])
def test_a_list_is_taken_from_a_file(
    app: Flask, client: FlaskClient, alice: User, body: str
) -> None:
    """Whose first address says which site it is."""
    urls = [f"{URL}p{n}" for n in range(3)]
    text = "\r\n".join(urls)
    if body == "<":
        locs = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
        text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</urlset>'
    sign_in(client, alice)
    file = (io.BytesIO(text.encode("utf-8-sig")), "list.txt")
    answer = send(client, source="list", file=file)
    assert answer.status_code == 303, answer.text
    plan = only_site(app)
    assert (plan["url"], plan["found"], plan["max_pages"]) == (urls[0], 3, 3)


def test_a_long_list_is_taken(app: Flask, client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    urls = "\n".join(f"{URL}a-path-of-some-length/page-{n}.html" for n in range(5000))
    answer = send(client, source="list", urls=urls)
    assert answer.status_code == 303
    with app.app_context():
        counted = db.select(db.func.count()).select_from(SitePage)
        assert db.session.scalar(counted) == 5000


def test_only_users_may_send_so_much(client: FlaskClient, alice: User) -> None:
    form = {"csrf_token": csrf_token(client), "source": "list", "urls": "x" * 100_000}
    assert client.post("/sites", data=form).status_code == 413
    sign_in(client, alice)
    token = csrf_token(client, "/sites")
    form = {"csrf_token": token, "source": "list", "urls": "x" * 9_000_000}
    assert client.post("/sites", data=form).status_code == 413
    form = {"csrf_token": token, "urls": "x" * 100_000}
    assert client.post("/scans", data=form).status_code == 413


def test_what_was_typed_is_there_again(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    answer = send(
        client,
        url="ftp://x<y",
        source="list",
        urls="http://10.0.0.1/\nnonsense here",
        include="blog*x",
        exclude="/kept/*",
        max_pages="77",
        max_depth="nine",
        asks_external="y",
    )
    assert answer.status_code == 422
    html = answer.text
    for typed in (
        'value="ftp://x&lt;y"',
        "nonsense here",
        "/kept/*",
        'value="77"',
        'value="nine"',
    ):
        assert typed in html
    assert 'checked id="asks_external"' in html.replace(" required", "")
    assert html.count('class="fold" open') == 1


@pytest.mark.parametrize(
    ("form", "field", "part"),
    [
        ({"url": ""}, "url", "Enter"),
        ({"url": "http://169.254.169.254/"}, "url", "."),
        ({"url": URL, "max_pages": "0"}, "max_pages", "Scan 1 to 50,000 pages."),
        ({"url": URL, "max_pages": "x"}, "max_pages", "Enter a whole number."),
        ({"url": URL, "max_depth": "101"}, "max_depth", "0 to 100 clicks"),
        ({"url": URL, "include": "blog"}, "include", "Pattern 1"),
        ({"url": URL, "exclude": "blog"}, "exclude", "Pattern 1"),
        ({"url": URL, "source": "list"}, "urls", "List the addresses"),
        (
            {"url": URL, "source": "list", "urls": "https://example.com/"},
            "urls",
            "https://example.com/ is not",
        ),
    ],
)
def test_an_error_stands_beside_its_field(
    app: Flask, client: FlaskClient, alice: User, form: Any, field: str, part: str
) -> None:
    sign_in(client, alice)
    answer = send(client, **form)
    assert answer.status_code == 422
    error = answer.text.split(f'id="{field}-error">')[1].split("</p>")[0]
    assert part in error
    assert f'aria-describedby="{field}-hint {field}-error"' in answer.text or (
        f'aria-describedby="{field}-error"' in answer.text
    )
    with app.app_context():
        assert db.session.scalar(db.select(SiteScan)) is None


def test_the_same_again_gives_the_one_that_runs(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    first = send(client, url=URL)
    again = send(client, url=URL)
    assert again.location == first.location
    assert "being scanned already" in client.get(again.location).text
    other = send(client, url=URL, max_pages="9")
    assert other.location != first.location


def test_the_same_list_again_gives_the_one_that_runs(
    client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    first, again, other = (
        send(client, source="list", urls=f"{URL}a\n{URL}{last}") for last in "bbc"
    )
    assert first.location == again.location != other.location


class TestLimits:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        del environ["SCAN_ALLOWED_NETWORKS"]
        return {**environ, "LIMIT_SITE_PAGES": "40", "LIMIT_USER_PER_HOUR": "2"}

    def test_the_setting_bounds_the_pages(
        self, client: FlaskClient, alice: User
    ) -> None:
        sign_in(client, alice)
        refused = send(client, url="example.com", max_pages="41")
        assert "Scan 1 to 40 pages." in refused.text
        assert send(client, url="example.com", max_pages="").status_code == 303
        listed = "\n".join(f"https://example.com/{n}" for n in range(41))
        refused = send(client, source="list", urls=listed)
        assert "give at most 40" in refused.text

    def test_a_site_counts_as_one_page(
        self, app: Flask, client: FlaskClient, alice: User
    ) -> None:
        sign_in(client, alice)
        for n in (1, 2):
            assert send(client, url=f"https://example.com/{n}", max_pages="9")
        with app.app_context():
            assert len(db.session.scalars(db.select(Submission)).all()) == 2
        refused = send(client, url="https://example.com/3", max_pages="9")
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) > 3000
        assert "At most 2 pages an hour" in refused.text
        assert 'value="https://example.com/3"' in refused.text


def test_visitors_are_asked_to_sign_in(client: FlaskClient) -> None:
    answer = client.get("/sites")
    assert answer.status_code == 303
    assert "/auth/login" in answer.location
    form = {"csrf_token": csrf_token(client), "url": URL}
    assert "/auth/login" in client.post("/sites", data=form).location


def test_a_bad_list_is_one_error(client: FlaskClient, alice: User) -> None:
    """A list names its site by itself: an empty address is no mistake beside it."""
    sign_in(client, alice)
    form = {"url": "", "source": "list", "urls": "ftp://x"}
    answer = post(client, "/sites", form, page="/sites")
    assert answer.status_code == 422
    assert answer.text.count('class="error"') == 1
