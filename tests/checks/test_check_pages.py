"""The catalogue and the page of each check."""

from __future__ import annotations

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from webapp.audits.registry import AUDITS
from webapp.audits.scoring import WEIGHTS
from webapp.audits.site import SITE_AUDITS

METAS = [audit.meta for audit in (*AUDITS, *SITE_AUDITS)]


def test_the_catalogue_lists_every_check_and_the_weights(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/checks").data, "lxml")
    linked = {str(link["href"]) for link in page.select(".checks a")}
    assert linked == {f"/checks/{meta.id}" for meta in METAS}
    shown = [term.get_text(strip=True) for term in page.select(".weights dt")]
    assert shown == [str(severity) for severity in WEIGHTS]
    weights = [float(value.get_text()) for value in page.select(".weights dd")]
    assert weights == list(WEIGHTS.values())


def test_each_check_has_a_page_made_of_its_meta(client: FlaskClient) -> None:
    for meta in METAS:
        page = BeautifulSoup(client.get(f"/checks/{meta.id}").data, "lxml")
        text = page.get_text()
        assert page.select_one("h1").get_text() == meta.title  # type: ignore[union-attr]
        for sentence in (meta.rule, meta.why, meta.how_to_fix, meta.failure_title):
            assert sentence in text, meta.id
        examples = [code.get_text() for code in page.select(".examples code")]
        assert examples == [meta.wrong, meta.right]
        assert page.select_one(f"a[href='{meta.source}']")
        assert meta.verified.isoformat() in text


def test_checks_of_whole_sites_are_marked(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/checks").data, "lxml")
    marked = {
        str(entry.a["href"])  # type: ignore[index]
        for entry in page.select(".checks li")
        if "whole site" in entry.get_text()
    }
    assert marked == {f"/checks/{audit.meta.id}" for audit in SITE_AUDITS}
    assert b"judged over a whole site" in client.get("/checks/link.orphan").data
    assert b"judged over a whole site" not in client.get("/checks/link.text").data


def test_an_unknown_check_is_404(client: FlaskClient) -> None:
    answer = client.get("/checks/no.such")
    assert answer.status_code == 404
    assert b"no check of this name" in answer.data
