"""head.charset."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "head.charset"
BARE = {"Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("html", "headers"),
    [
        ("<p>x", {}),
        ("<meta charset=utf-8><p>x", BARE),
        ("<meta http-equiv=content-type content='text/html; charset=latin1'>", BARE),
        (b"\xef\xbb\xbf<p>x", BARE),
        ("<meta charset=utf-8><p>x", {"Content-Type": "text/html; charset=nonsense"}),
    ],
)
def test_it_passes(html: str | bytes, headers: dict[str, str]) -> None:
    assert check(ID, html, headers=headers).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "headers", "word"),
    [
        ("<p>x", BARE, "Nothing declares it"),
        (f"<!--{'x' * 1100}--><meta charset=utf-8>", BARE, "after the first 1024"),
        ("<p>x", {"Content-Type": "text/html; charset=nonsense"}, "“nonsense” is no"),
        ("<meta charset=nonsense>", BARE, "“nonsense” is no"),
    ],
)
def test_it_fails(html: str, headers: dict[str, str], word: str) -> None:
    result = check(ID, html, headers=headers)
    assert result.outcome == "fail"
    assert word in result.explanation


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
