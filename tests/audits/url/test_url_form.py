"""url.form."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "url.form"


@pytest.mark.parametrize(
    "path",
    ["", "/", "/a-b/c.html?id=AbC_d&x=1&y=2", "/caf%C3%A9", "/a?q=a%20b", "/a#B_c"],
)
def test_it_passes(path: str) -> None:
    assert check(ID, url=f"https://EXAMPLE.com{path}").outcome == "pass"


@pytest.mark.parametrize(
    ("path", "faults"),
    [
        ("/Page", ["a capital letter"]),
        ("/my_page", ["an underscore"]),
        ("/my%20page", ["a space"]),
        ("/a//b", ["two slashes in a row"]),
        ("/a?a=1&b=2&c=3&d", ["4 parameters"]),
        ("/café", ["a letter that is not escaped"]),
        ("/A_b?a&b&c&d&", ["a capital letter", "an underscore", "4 parameters"]),
    ],
)
def test_it_fails(path: str, faults: list[str]) -> None:
    result = check(ID, url=f"https://example.com{path}")
    assert result.outcome == "fail"
    assert [finding.note for finding in result.findings] == faults


def test_it_applies_to_every_page() -> None:
    assert check(ID, url="https://example.com").outcome == "pass"
