"""link.uncrawlable."""

from __future__ import annotations

from support.pages import check

ID = "link.uncrawlable"


def test_it_passes() -> None:
    assert check(ID, "<a href=/soil>Soil</a>").outcome == "pass"


def test_it_fails() -> None:
    assert check(ID, "<a href='javascript:void(0)'>Soil</a>").outcome == "fail"
    assert check(ID, "<a onclick='go()'>Soil</a>").outcome == "fail"
    assert check(ID, "<a href=''>Soil</a>").outcome == "fail"
    assert check(ID, "<a href='http://[x'>Soil</a>").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, "<a name=top></a>").outcome == "na"


def test_a_failure_says_what_was_found() -> None:
    result = check(ID, "<a href='javascript:void(0)'>Soil</a>")
    assert result.explanation.endswith(".")
    assert result.score == 0
