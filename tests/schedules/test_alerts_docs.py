"""The figures of docs/schedules.md are the code's."""

from __future__ import annotations

from pathlib import Path

from webapp.schedules import routes
from webapp.services.alerts import book as alerts
from webapp.services.alerts import digests, raising
from webapp.services.alerts.book import Rules
from webapp.services.schedules import book, history, runs

TEXT = (Path(__file__).parents[2] / "docs" / "schedules.md").read_text()
WORDS = " ".join(TEXT.split())


def test_the_figures() -> None:
    usual = Rules()
    assert f"a user has at most {book.MAX_SCHEDULES}." in WORDS
    assert routes.SHOWN == 5
    assert "shows the next five there" in WORDS
    assert f"| {usual.fall} points |" in TEXT
    assert f"newly fails | {usual.severity} |" in TEXT
    assert usual.failures
    assert usual.pages
    assert history.PAGE_SIZE == 10
    assert "the newest first, ten at a time" in WORDS
    assert f"more than {runs.LATE_SECONDS // 60} minutes after its time" in WORDS
    kept = f"kept for {runs.KEPT_SECONDS // 86400} days, and the last {runs.KEPT} of a"
    assert kept in WORDS
    assert f"the last {alerts.SHOWN} alerts" in WORDS
    assert f"kept for {raising.KEPT_SECONDS // 86400} days" in WORDS
    assert f"every {digests.RETRY_SECONDS // 60} minutes" in WORDS
    assert digests.REST_SECONDS == 3600
    assert "when the hour is over" in WORDS
