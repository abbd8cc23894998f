"""The runner of the site checks."""

from __future__ import annotations

import logging

import pytest

from support.site_views import page, site
from webapp.audits.site import SITE_AUDITS
from webapp.audits.site_audit import SiteAudit, SiteResult
from webapp.audits.site_runner import run_site_audits
from webapp.domain.site_view import SiteView

FIRST, SECOND = SITE_AUDITS[:2]


def break_off(_: SiteView) -> SiteResult:
    raise ValueError("no such page")


def test_results_come_in_the_registrys_order() -> None:
    results = run_site_audits(site(page("/")))
    assert [meta for meta, _ in results] == [audit.meta for audit in SITE_AUDITS]


def test_one_that_breaks_is_one_error_result(caplog: pytest.LogCaptureFixture) -> None:
    audits = [SiteAudit(FIRST.meta, break_off), SECOND]
    with caplog.at_level(logging.ERROR):
        (_, broken), (_, sound) = run_site_audits(site(page("/")), audits)
    assert (broken.outcome, broken.affected) == ("error", ())
    assert sound.outcome == "na"
    assert FIRST.meta.id in caplog.text


def test_a_site_without_pages_breaks_nothing() -> None:
    outcomes = {result.outcome for _, result in run_site_audits(SiteView(()))}
    assert outcomes == {"na"}
