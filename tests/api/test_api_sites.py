"""Site scans over the API, each answer as the description tells it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from support.api import Api, listed
from support.site_rows import add_page, add_site
from webapp.domain.site_plan import SitePlan, to_json
from webapp.models import User

pytestmark = pytest.mark.usefixtures("on_both_databases")

PATH = "/api/v1/sites"
ONE = f"{PATH}/{{id}}"
URL = "http://127.0.0.1:9/"


@pytest.fixture
def api(app: Flask, alice: User) -> Api:
    return Api(app, alice)


def create(api: Api, key: str = "", **body: Any) -> tuple[int, Any]:
    headers = {"Idempotency-Key": key} if key else {}
    return api.ask("POST", PATH, PATH, json=body, headers=headers)


def one(api: Api, method: str, site_id: str, rest: str = "") -> tuple[int, Any]:
    rule = ONE + rest.partition("?")[0]
    return api.ask(method, f"{PATH}/{site_id}{rest}", rule)


def test_a_site_scan_from_begin_to_end(api: Api) -> None:
    status, made = create(api, url=URL, max_pages=7, exclude=["*/print/*"])
    assert (status, made["status"], made["url"]) == (202, "DISCOVERING", URL)
    assert made["counts"] == {
        "found": 1,
        "done": 0,
        "failed": 0,
        "skipped": 0,
        "left": 1,
    }
    assert api.ask("GET", PATH, PATH) == (200, listed(made))
    _, whole = one(api, "GET", made["id"])
    assert (whole["error"], whole["report"]) == (None, None)
    assert (whole["plan"]["max_pages"], whole["plan"]["exclude"]) == (7, ["*/print/*"])

    assert {"pause", "cancel"} < made["links"].keys()
    _, paused = one(api, "POST", made["id"], "/pause")
    assert (paused["is_paused"], "resume" in paused["links"]) == (True, True)
    assert not one(api, "POST", made["id"], "/resume")[1]["is_paused"]
    assert one(api, "DELETE", made["id"])[0] == 409
    _, canceled = one(api, "POST", made["id"], "/cancel")
    assert canceled["status"] == "CANCELED"
    assert not {"pause", "resume", "cancel"} & canceled["links"].keys()
    assert one(api, "POST", made["id"], "/cancel")[0] == 200
    assert one(api, "DELETE", made["id"])[0] == 204
    assert one(api, "GET", made["id"])[0] == 404


def test_asking_again(api: Api) -> None:
    _, first = create(api, "one", url=URL)
    assert create(api, "one", url=URL)[1]["id"] == first["id"]
    # Without a key it is known as well, for it is under way.
    assert create(api, url=URL)[1]["id"] == first["id"]
    one(api, "POST", first["id"], "/cancel")
    assert create(api, "one", url=URL)[1]["id"] == first["id"]
    assert create(api, "two", url=URL)[1]["id"] != first["id"]
    status, told = create(api, "one", url=URL, max_pages=3)
    assert (status, told["error"]["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "bad_url"),
        ({"url": 7}, "bad_url"),
        ({"url": " "}, "bad_url"),
        ({"url": "ftp://a.example"}, "bad_scheme"),
        ({"url": "http://10.0.0.1/"}, "blocked_address"),
        ({"url": URL, "source": "all"}, "bad_source"),
        ({"url": URL, "source": "crawl", "urls": [URL]}, "bad_source"),
        ({"url": URL, "source": "list"}, "bad_list"),
        ({"url": URL, "urls": "x"}, "bad_urls"),
        ({"url": URL, "urls": [URL, "ftp://x"]}, "bad_list"),
        ({"url": URL, "urls": ["https://b.example/"]}, "other_site"),
        ({"url": URL, "include": "/blog/*"}, "bad_include"),
        ({"url": URL, "exclude": ["blog"]}, "bad_pattern"),
        ({"url": URL, "max_pages": 0}, "bad_limit"),
        ({"url": URL, "max_pages": True}, "bad_max_pages"),
        ({"url": URL, "max_pages": 1e300}, "bad_limit"),
        ({"url": URL, "max_pages": 1.5}, "bad_max_pages"),
        ({"url": URL, "max_depth": 101}, "bad_depth"),
        ({"url": URL, "keyphrases": 1}, "bad_keyphrases"),
        ({"url": URL, "external": None}, "bad_external"),
    ],
)
def test_refusals(api: Api, body: dict[str, Any], code: str) -> None:
    status, told = create(api, **body)
    assert (status, told["error"]["code"]) == (422, code)


def test_of_a_list_all_are_scanned_and_its_fields_are_looked_at(api: Api) -> None:
    urls = [f"{URL}a", f"{URL}b"]
    status, told = create(api, url=URL, urls=urls, max_pages="x")
    assert (status, told["error"]["code"]) == (422, "bad_max_pages")
    status, told = create(api, url=URL, urls=urls, max_pages=1)
    assert (status, told["counts"]["found"]) == (202, 2)


@pytest.mark.parametrize("kind", ["sites", "schedules", "webhooks"])
def test_a_field_that_is_missing_is_told_as_that(api: Api, kind: str) -> None:
    rule = f"/api/v1/{kind}"
    status, told = api.ask("POST", rule, rule, json={})
    assert (status, told["error"]["code"]) == (422, "bad_url")
    assert told["error"]["message"] == 'The field "url" is missing.'


def test_a_list_may_be_long(api: Api) -> None:
    urls = [f"{URL}page-{number}-of-very-many-pages" for number in range(3000)]
    status, made = create(api, url=URL, urls=urls)
    assert (status, made["counts"]["found"]) == (202, 3000)
    urls = [f"{URL}{'x' * 1500}{number}" for number in range(6000)]
    assert create(api, url=URL, urls=urls)[0] == 413


def test_others_find_nothing_and_a_token_is_wanted(
    api: Api, app: Flask, bob: User
) -> None:
    _, made = create(api, url=URL)
    other = Api(app, bob)
    assert other.ask("GET", PATH, PATH) == (200, listed())
    nobody = Api(app, bob)
    nobody.headers = {}
    for method, rest in [
        ("GET", ""),
        ("GET", "/pages"),
        ("GET", "/findings"),
        ("POST", "/pause"),
        ("POST", "/resume"),
        ("POST", "/cancel"),
        ("DELETE", ""),
    ]:
        assert one(other, method, made["id"], rest)[0] == 404, rest
        assert one(nobody, method, made["id"], rest)[0] == 401, rest
    assert create(nobody, url=URL)[0] == 401
    assert nobody.ask("GET", PATH, PATH)[0] == 401
    assert one(api, "GET", made["id"])[1]["status"] == "DISCOVERING"


@pytest.fixture
def judged(app: Flask, alice: User) -> str:
    """A site of three pages that was scanned to its end."""
    check = {
        "id": "title.duplicate",
        "outcome": "fail",
        "explanation": "Two pages have one title.",
        "judged": 2,
        "affected": 2,
        "weight": 5.0,
        "more": "than is told",
    }
    report = {"schema": 1, "score": 71, "pages_score": 80.5, "checks_score": 40.0}
    with app.app_context():
        site = add_site(alice, score=71, report={**report, "checks": [check]})
        add_page(site, "/", fails=["title.missing"], score=60, title="<b>", rank=1.5)
        add_page(site, "/b", warns=["title.duplicate: as page 1"], in_sitemap=True)
        add_page(site, "/c", state="failed", reason="http_404", status=404)
        return str(site.public_id)


def test_what_was_found(api: Api, judged: str) -> None:
    _, whole = one(api, "GET", judged)
    assert (whole["score"], whole["report"]["pages_score"]) == (71, 80.5)
    [check] = whole["report"]["checks"]
    assert (check["id"], check["affected"], "more" in check) == (
        "title.duplicate",
        2,
        False,
    )
    _, pages = one(api, "GET", judged, "/pages")
    assert [page["url"][-1] for page in pages["items"]] == ["/", "b", "c"]
    assert pages["items"][2]["reason"] == "http_404"
    _, failed = one(api, "GET", judged, "/pages?state=failed")
    assert [page["status"] for page in failed["items"]] == [404]
    _, findings = one(api, "GET", judged, "/findings")
    told = [(one["check"], one["outcome"], one["note"]) for one in findings["items"]]
    assert told == [
        ("title.duplicate", "warn", "as page 1"),
        ("title.missing", "fail", ""),
    ]
    assert findings["items"][1]["severity"] == "serious"
    _, some = one(api, "GET", judged, "/findings?check=title.missing&outcome=fail")
    assert [one["page"]["url"][-1] for one in some["items"]] == ["/"]
    for query in ("/pages?state=x", "/findings?outcome=pass"):
        assert one(api, "GET", judged, query)[0] == 422


def test_an_error_is_told(api: Api, app: Flask, alice: User) -> None:
    told = {"code": "dns_not_found", "message": "There is no such name."}
    with app.app_context():
        columns = {"error_code": told["code"], "error_message": told["message"]}
        site = add_site(alice, status="FAILED", **columns).public_id
    assert one(api, "GET", site)[1]["error"] == told


def test_a_plan_of_an_older_release(api: Api, app: Flask, alice: User) -> None:
    plan = to_json(SitePlan(URL))
    del plan["asks_external"]
    with app.app_context():
        site = add_site(alice, plan=plan).public_id
    assert one(api, "GET", site)[1]["plan"]["external"] is False
