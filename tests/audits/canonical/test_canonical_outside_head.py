"""canonical.outside-head."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "canonical.outside-head"
LINK = "<link rel=canonical href=/page>"


def test_it_passes() -> None:
    assert check(ID, f"<head>{LINK}</head><p>x").outcome == "pass"


@pytest.mark.parametrize(
    "html",
    [
        f"<head></head><body><p>x{LINK}",
        f"<head><img src=a>{LINK}</head><body><p>x",
        f"<head><div></div>{LINK}</head><body><p>x",
    ],
)
def test_it_fails(html: str) -> None:
    result = check(ID, html)
    assert (result.outcome, result.findings[0].note) == ("fail", "in the body")


def test_it_warns_beside_one_that_counts() -> None:
    headers = {"Link": "</page>; rel=canonical"}
    assert check(ID, f"<body><p>x{LINK}", headers=headers).outcome == "warn"
    twice = check(ID, f"<head>{LINK}</head><body><p>x{LINK}")
    assert (twice.outcome, len(twice.findings)) == ("warn", 1)


def test_it_does_not_apply() -> None:
    assert check(ID, headers={"Link": "</page>; rel=canonical"}).outcome == "na"
