"""canonical.conflict."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "canonical.conflict"
LINK = "<link rel=canonical href='%s'>"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/page", "https://EXAMPLE.com:443/page"),
        ("https://example.com", "https://example.com/#top"),
        ("https://example.com/caf%c3%a9", "https://example.com/café"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ],
)
def test_it_passes(first: str, second: str) -> None:
    assert check(ID, LINK % first + LINK % second).outcome == "pass"


def test_it_passes_where_header_and_head_agree() -> None:
    headers = {"Link": "<https://example.com>; rel=canonical"}
    assert check(ID, LINK % "https://example.com/", headers=headers).outcome == "pass"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/a", "/b"),
        ("/a", "/a/"),
        ("/a", "/A"),
        ("https://example.com/", "http://example.com/"),
        ("https://www.example.com", "https://example.com"),
        ("/a?x=1", "/a"),
    ],
)
def test_it_fails(first: str, second: str) -> None:
    in_head = check(ID, LINK % first + LINK % second)
    by_header = check(ID, LINK % first, headers={"Link": f"<{second}>; rel=canonical"})
    for result in (in_head, by_header):
        assert (result.outcome, len(result.findings)) == ("fail", 2)
        assert result.explanation.startswith("2 different")


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
    assert check(ID, LINK % "").outcome == "na"
    in_body = "<body><p>x" + LINK % "/a" + LINK % "/b"
    assert check(ID, in_body).outcome == "na"
