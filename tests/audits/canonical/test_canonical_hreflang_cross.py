"""canonical.hreflang-cross."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "canonical.hreflang-cross"
LINK = "<link rel=canonical href='%s'>"
EN = "https://example.com/en"
VERSIONS = (
    "<link rel=alternate hreflang=en href=/en><link rel=alternate hreflang=de href=/de>"
)


@pytest.mark.parametrize("canonical", [EN, f"{EN}#top", "https://example.com/other"])
def test_it_passes(canonical: str) -> None:
    assert check(ID, VERSIONS + LINK % canonical, url=EN).outcome == "pass"


def test_it_passes_where_the_page_is_no_version() -> None:
    assert check(ID, VERSIONS + LINK % EN, url=f"{EN}?a=b").outcome == "pass"


def test_it_fails() -> None:
    result = check(ID, VERSIONS + LINK % "/de", url=EN)
    assert (result.outcome, result.findings[0].note) == ("fail", f"on {EN}")


def test_it_fails_by_headers() -> None:
    versions = f"<{EN}>; rel=alternate; hreflang=en, </fr>; rel=alternate; hreflang=fr"
    result = check(ID, LINK % "/fr", url=EN, headers={"Link": versions})
    assert result.outcome == "fail"


@pytest.mark.parametrize("html", ["<p>x", VERSIONS, LINK % "/de"])
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html, url=EN).outcome == "na"
