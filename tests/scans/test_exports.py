"""The report as CSV and PDF."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from support.scans import HOSTILE, make_scan, report_body
from webapp.models import User
from webapp.services import report_csv, report_pdf


def test_the_csv_has_a_line_a_check(client: FlaskClient, scan: str) -> None:
    answer = client.get(f"/scans/{scan}/report.csv")
    assert answer.mimetype == "text/csv"
    assert 'filename="example.com-' in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    report = client.get(f"/scans/{scan}/report.json").get_json()
    assert [row["id"] for row in rows] == [audit["id"] for audit in report["audits"]]
    assert {row["url"] for row in rows} == {report["final_url"]}


@pytest.mark.parametrize("kind", ["json", "csv", "pdf"])
def test_each_file_has_a_name_of_its_own(
    app: Flask, client: FlaskClient, alice: User, kind: str
) -> None:
    sign_in(client, alice)
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    names = [
        file_name(
            client, make_done(app, alice, url, noon + timedelta(seconds=later)), kind
        )
        for url, later in (
            ("https://shop.example/", 0),
            ("https://shop.example/", 1),
            ("https://shop.example/pots/clay.html?size=2", 0),
            ("https://shop.example/%E9%99%B6%E5%99%A8/" + "x" * 900, 0),
        )
    ]
    assert names[:3] == [
        f"shop.example-2026-11-24-120000.{kind}",
        f"shop.example-2026-11-24-120001.{kind}",
        f"shop.example-pots-clay.html-size-2-2026-11-24-120000.{kind}",
    ]
    assert all(len(name) <= 180 for name in names)
    assert all(re.fullmatch(r"[A-Za-z0-9][\w.-]*", name, re.ASCII) for name in names)


def make_done(app: Flask, user: User, url: str, moment: datetime) -> str:
    columns = {"user_id": user.id, "url": url, "created_at": moment}
    return make_scan(app, with_report=True, status="FULL_READY", **columns)


def file_name(client: FlaskClient, scan: str, kind: str) -> str:
    answer = client.get(f"/scans/{scan}/report.{kind}")
    found = re.fullmatch(
        r'attachment; filename="([^"]+)"', answer.headers["Content-Disposition"]
    )
    assert found
    return found[1]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    body = dict(report_body())
    body["audits"] = [{**body["audits"][0], "explanation": f"{start}1+1"}]
    text = report_csv.render(body).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert row["explanation"] == f"'{start}1+1"


def test_the_pdf_is_one_and_takes_texts_as_texts(
    client: FlaskClient, scan: str
) -> None:
    answer = client.get(f"/scans/{scan}/report.pdf")
    assert answer.data.startswith(b"%PDF-")
    assert answer.mimetype == "application/pdf"
    assert len(answer.data) > 10_000
    assert (
        HOSTILE in client.get(f"/scans/{scan}/report.json").get_json()["page"]["title"]
    )


def test_what_the_second_half_works_on_never_leaves(
    client: FlaskClient, scan: str
) -> None:
    assert "held" not in client.get(f"/scans/{scan}/report.json").get_json()
    assert "held" not in client.get(f"/api/v1/scans/{scan}").get_json()


@pytest.mark.parametrize("kind", ["json", "csv", "pdf"])
def test_others_get_404_and_no_report_is_said(
    app: Flask, client: FlaskClient, scan: str, alice: User, kind: str
) -> None:
    assert app.test_client().get(f"/scans/{scan}/report.{kind}").status_code == 404
    waiting = make_scan(app, user_id=alice.id)
    answer = client.get(f"/scans/{waiting}/report.{kind}")
    assert answer.status_code == 404
    assert "no report yet" in answer.text


@pytest.mark.parametrize("text", ["w" * 500, "https://a.example/" + "x/" * 200])
def test_no_word_of_the_pdf_is_wider_than_the_paper(text: str) -> None:
    pieces = report_pdf.breakable({"a": [text, 1, None]})["a"]
    assert pieces[1:] == [1, None]
    assert max(len(piece) for piece in pieces[0].split("\u200b")) <= 30
    assert pieces[0].replace("\u200b", "") == text
    assert report_pdf.breakable("short words stay") == "short words stay"
