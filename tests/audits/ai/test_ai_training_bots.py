"""ai.training-bots."""

from __future__ import annotations

from support.pages import check, site_of
from webapp.audits.ai_crawlers import SEARCH_BOTS, TRAINING_BOTS, USER_FETCHERS

ID = "ai.training-bots"


def test_it_passes() -> None:
    body = "User-agent: OAI-SearchBot\nDisallow: /"
    assert check(ID, site=site_of(body)).outcome == "pass"


def test_it_fails_nobody_and_lists_those_kept_away() -> None:
    result = check(ID, site=site_of("User-agent: Google-Extended\nDisallow: /"))
    assert result.outcome == "warn"
    assert result.explanation == "1 are kept away, 9 may read it."
    assert result.findings[0].snippet == "Google-Extended (Google)"
    assert "not for Search" in result.findings[0].note


def test_googlebot_and_its_switch_are_two() -> None:
    body = "User-agent: Googlebot\nDisallow: /"
    assert check(ID, site=site_of(body)).outcome == "pass"


def test_the_registry_is_whole() -> None:
    everyone = [*SEARCH_BOTS, *USER_FETCHERS, *TRAINING_BOTS]
    assert len({crawler.name.lower() for crawler in everyone}) == len(everyone)
    for crawler in everyone:
        assert crawler.source.startswith("https://")
        assert crawler.operator
        assert crawler.purpose


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
