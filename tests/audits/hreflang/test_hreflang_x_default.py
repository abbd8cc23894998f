"""hreflang.x-default."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "hreflang.x-default"
ALT = "<link rel=alternate hreflang=%s href=/x>"


def test_it_passes() -> None:
    assert check(ID, ALT % "de" + ALT % "X-Default").outcome == "pass"
    headers = {"Link": "</>; rel=alternate; hreflang=x-default"}
    assert check(ID, ALT % "de", headers=headers).outcome == "pass"


def test_it_fails() -> None:
    result = check(ID, ALT % "de" + ALT % "en" + ALT % "EN")
    assert result.outcome == "fail"
    assert result.explanation == "None of 2 codes is x-default."


@pytest.mark.parametrize("html", ["<p>x", ALT % "de", ALT % "de" + ALT % "DE"])
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
