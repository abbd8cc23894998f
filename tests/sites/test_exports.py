"""A site scan as files."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree

from support.browser import sign_in
from webapp.audits.sitemap_files import read_file
from webapp.models import User
from webapp.services.site_reports import cleaned_sitemap, export_rows

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a handful of rows takes several."""
    monkeypatch.setattr(export_rows, "BATCH", 2)


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.usefixtures("on_both_databases")
def test_all_pages_are_in_the_csv(client: FlaskClient, alice: User, make: Any) -> None:
    public_id = make.site()
    make.page(public_id, "/", title='=HYPERLINK("x")', fails=["title.length"])
    make.page(public_id, "/a,b", state="failed", status=404, reason="http_404")
    make.page(public_id, "/c", state="skipped", reason="pattern", status=None)
    other = make.site(age=-90)
    make.page(other, "/other")
    for n in range(2):
        make.page(public_id, f"/{n}", is_indexable=None)
    sign_in(client, alice)
    answer = client.get(f"/sites/{public_id}/pages.csv")
    assert answer.is_streamed
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].endswith('-pages.csv"')
    rows = table(answer.text)
    urls = [row["url"] for row in rows]
    paths = ("", "a,b", "c", "0", "1")
    assert urls == [f"https://example.com/{path}" for path in paths]
    assert rows[0]["title"] == """'=HYPERLINK("x")"""
    assert (rows[0]["issues"], rows[0]["score"]) == ("1", "80")
    assert (rows[1]["reason"], rows[1]["status"]) == ("http_404", "404")
    assert rows[2]["status"] == ""


@pytest.mark.usefixtures("on_both_databases")
def test_all_findings_are_in_the_csv(
    client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site()
    for n in range(3):
        make.page(public_id, f"/{n}", fails=["title.length", "odd.check", "h1.missing"])
    make.page(make.site(age=-90), "/", fails=["title.length"])
    sign_in(client, alice)
    rows = table(client.get(f"/sites/{public_id}/findings.csv").text)
    assert len(rows) == 9
    assert {(row["check"], row["url"][-1]) for row in rows} == {
        (check, n)
        for check in ("title.length", "odd.check", "h1.missing")
        for n in "012"
    }
    known = next(row for row in rows if row["check"] == "h1.missing")
    assert known["title"]
    assert known["severity"] in ("critical", "serious", "moderate", "minor")
    assert known["outcome"] == "fail"
    assert [row["title"] for row in rows if row["check"] == "odd.check"] == [""] * 3


def test_the_report_is_whole(client: FlaskClient, alice: User, make: Any) -> None:
    report = {"schema": 1, "score": 71, "pages_score": 70.5, "checks_score": None}
    public_id = make.site(score=71, done=3, report={**report, "checks": []})
    for n in range(3):
        make.page(public_id, f"/{n}", title="Ünïcode \x85", fails=["title.length"])
    sign_in(client, alice)
    answer = client.get(f"/sites/{public_id}/report.json")
    assert answer.is_streamed
    body = json.loads(answer.data)
    assert list(body) == [
        "schema",
        "site",
        "score",
        "pages_score",
        "checks_score",
        "checks",
        "pages",
    ]
    assert (body["schema"], body["score"], body["pages_score"]) == (1, 71, 70.5)
    assert body["site"]["id"] == public_id
    assert body["site"]["plan"]["max_pages"] == 500
    assert body["checks"][0]["id"] == "title.length"
    assert body["checks"][0]["failed"] == 3
    assert [page["url"][-1] for page in body["pages"]] == ["0", "1", "2"]
    assert body["pages"][0]["title"].startswith("Ünïcode")


def test_a_report_without_pages_is_json_as_well(
    client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site()
    sign_in(client, alice)
    body = json.loads(client.get(f"/sites/{public_id}/report.json").data)
    assert body["pages"] == []
    assert body["score"] is None


@pytest.mark.parametrize("name", ["report.json", "sitemap.xml"])
def test_what_has_not_ended_has_no_report(
    client: FlaskClient, alice: User, make: Any, name: str
) -> None:
    public_id = make.site("SCANNING")
    sign_in(client, alice)
    assert client.get(f"/sites/{public_id}/{name}").status_code == 404
    assert client.get(f"/sites/{public_id}/pages.csv").status_code == 200


@pytest.mark.usefixtures("on_both_databases")
def test_the_sitemap_holds_what_is_worth_finding(
    client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site()
    make.page(public_id, "/good?a=1&b='x'")
    make.page(public_id, "/noindex", is_indexable=False)
    make.page(public_id, "/broken", state="failed", status=404, is_indexable=None)
    make.page(public_id, "/odd", status=203)
    make.page(public_id, "/www", url="https://www.example.com/www")
    make.page(public_id, "/long" + "x" * 2024)
    make.page(public_id, "/ä")
    sign_in(client, alice)
    answer = client.get(f"/sites/{public_id}/sitemap.xml")
    root = etree.fromstring(answer.data)
    assert root.tag == f"{SITEMAP}urlset"
    locs = [loc.text for loc in root.iter(f"{SITEMAP}loc")]
    assert locs == ["https://example.com/good?a=1&b='x'", "https://example.com/ä"]
    assert {child.tag for url in root for child in url} == {f"{SITEMAP}loc"}
    assert read_file(answer.data).kind == "urlset"
    assert b"&amp;b=&apos;x&apos;" in answer.data


def test_a_sitemap_keeps_to_the_limits_of_one_file(
    client: FlaskClient, alice: User, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_id = make.site()
    for n in range(5):
        make.page(public_id, f"/{n}")
    sign_in(client, alice)
    path = f"/sites/{public_id}/sitemap.xml"
    whole = client.get(path).data
    monkeypatch.setattr(cleaned_sitemap, "MOST_BYTES", len(whole) - 1)
    cut = client.get(path).data
    assert (whole.count(b"<loc>"), cut.count(b"<loc>")) == (5, 4)
    monkeypatch.setattr(cleaned_sitemap, "MOST_URLS", 2)
    assert len(etree.fromstring(client.get(path).data)) == 2


def test_no_key_of_a_request_is_in_the_report(
    client: FlaskClient, alice: User, make: Any
) -> None:
    site = make.site(beside_plan={"idempotency_keys": {"k1": "a hash"}})
    sign_in(client, alice)
    report = client.get(f"/sites/{site}/report.json").get_json()
    assert "idempotency_keys" not in report["site"]["plan"]
