"""canonical.missing."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "canonical.missing"


@pytest.mark.parametrize(
    ("html", "header"),
    [
        ("<link rel=canonical href=/page>", "</a>; rel=next"),
        ("<link rel='nofollow CANONICAL' href=/page>", "</a>; rel=next"),
        ("<p>x", '<https://example.com/page>; rel="canonical"'),
        ("<p>x", "</x.css>; rel=preload; as=style, </page>; title=a; rel=canonical"),
    ],
)
def test_it_passes(html: str, header: str) -> None:
    assert check(ID, html, headers={"Link": header}).outcome == "pass"


@pytest.mark.parametrize(
    "header",
    [
        '</a>; title="rel=canonical"',
        "</a>; rel=next; rel=canonical",
        '</a>; rel=canonical; anchor="https://example.com/other"',
    ],
)
def test_it_fails(header: str) -> None:
    result = check(ID, "<a rel=canonical href=/page>x</a>", headers={"Link": header})
    assert (result.outcome, result.explanation.count("canonical")) == ("fail", 1)


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "fail"
