"""The command and the services find the same on the same site."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from services.sites.conftest import Crew
from support.site import HTML, Site
from support.valkey import Valkey
from webapp.domain.site_plan import SiteSource
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage, SiteScan, User


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return {**environ, "REDIS_URL": valkey.url}


def pages_of_rows(site: SiteScan) -> dict[str, Any]:
    mine = select(SitePage).where(SitePage.site_scan_id == site.id)
    return {
        page.url: (page.state, page.reason or None, page.status, page.score)
        for page in db.session.scalars(mine)
    }


def findings_of_rows(site: SiteScan) -> set[tuple[str, str, str]]:
    columns = (SiteFinding.check_id, SitePage.url, SiteFinding.outcome)
    chosen = select(*columns).join(SitePage, SitePage.id == SiteFinding.page_id)
    mine = chosen.where(SiteFinding.site_scan_id == site.id)
    return {(row[0], row[1], row[2]) for row in db.session.execute(mine)}


@pytest.mark.parametrize("source", [SiteSource.CRAWL, SiteSource.SITEMAP])
def test_both_ways(
    app: Flask,
    scan_site: Callable[..., Result],
    garden: Site,
    valkey: Valkey,
    alice: User,
    source: SiteSource,
) -> None:
    again = '<a href="/soil?b=1&amp;a=2">1</a><a href="/soil?a=2&amp;b=1">2</a></main>'
    garden.pages["/pots"] = str(garden.pages["/pots"]).replace("</main>", again)
    garden.pages["/soil?b=1&a=2"] = garden.good_page("/soil")
    garden.pages["/loop"] = lambda: (302, {**HTML, "Location": "/loop"}, b"")
    words = ["--sitemap-only"] if source == SiteSource.SITEMAP else []
    done = scan_site(garden.url, "--json", *words)
    told = json.loads(done.stdout)
    with app.app_context():
        site = Crew(app, valkey, alice).scan(f"{garden.url}/", source=source)
        kept, rows, findings = site.report, pages_of_rows(site), findings_of_rows(site)
    assert {
        page["url"]: (page["state"], page["reason"], page["status"], page["score"])
        for page in told["pages"]
    } == rows
    assert {
        (check["id"], page["url"], page["outcome"])
        for check in told["checks"]
        for page in check["pages"]
    } == findings
    assert kept
    scores = ("score", "pages_score", "checks_score")
    assert [told[name] for name in scores] == [kept[name] for name in scores]
    by_id = {check["id"]: check for check in told["checks"]}
    for check in kept["checks"]:
        same = ("outcome", "explanation", "judged", "affected")
        assert [by_id[check["id"]][n] for n in same] == [check[n] for n in same]
