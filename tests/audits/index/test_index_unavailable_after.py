"""index.unavailable-after."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "index.unavailable-after"
META = "<meta name=robots content='%s'>"


@pytest.mark.parametrize(
    "content",
    [
        "unavailable_after: 2999-01-01",
        "unavailable_after: 25 Jun 2999 15:00:00 PST",
        "unavailable_after: some day",
    ],
)
def test_it_passes(content: str) -> None:
    result = check(ID, META % content)
    assert result.outcome == "pass"
    assert content.partition(": ")[2].lower() in result.explanation


@pytest.mark.parametrize(
    "content",
    [
        "all, unavailable_after: 25 Jun 2010 15:00:00 PST",
        " Unavailable_after: 25-Aug-2007 15:00:00 EST, all",
        "unavailable_after: Saturday, 25-Aug-07 15:00:00 EST",
        "unavailable_after: 2020-09-21",
        "unavailable_after: 2020-09-21T10:00:00+02:00, noarchive",
        "unavailable_after: 2999-01-01, unavailable_after: 2010-01-01",
    ],
)
def test_it_fails(content: str) -> None:
    result = check(ID, META % content)
    assert (result.outcome, len(result.findings)) == ("fail", 1)
    assert result.findings[0].note[:1].isalnum()


@pytest.mark.parametrize(
    ("header", "outcome"),
    [
        ("all, unavailable_after: 25-Jun-2010 15:00:00 PST", "fail"),
        ("googlebot: unavailable_after: 25 Jun 2007 15:00:00 PST", "fail"),
        ("otherbot: unavailable_after: 25 Jun 2007 15:00:00 PST", "na"),
    ],
)
def test_it_reads_headers(header: str, outcome: str) -> None:
    assert check(ID, headers={"X-Robots-Tag": header}).outcome == outcome


def test_it_does_not_apply() -> None:
    assert check(ID, META % "index").outcome == "na"
