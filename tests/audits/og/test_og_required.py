"""og.required."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "og.required"


def metas(*names: str, key: str = "property") -> str:
    return "".join(f"<meta {key}=og:{name} content=x>" for name in names)


ALL = ("title", "type", "image", "url", "description")


@pytest.mark.parametrize(
    "html",
    [
        metas(*ALL),
        metas(*ALL, key="name"),
        metas("title", "type", "image:secure_url", "url", "description"),
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize("lacking", ["title", "type", "image", "url"])
def test_it_fails(lacking: str) -> None:
    rest = [name for name in ALL if name != lacking]
    result = check(ID, metas(*rest) + f"<meta property=og:{lacking} content=' '>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == f"og:{lacking} is missing."
    assert f"og:{lacking}" in result.findings[0].snippet


def test_it_warns_without_a_description() -> None:
    assert check(ID, metas(*ALL[:4])).outcome == "warn"


def test_it_applies_to_every_page() -> None:
    assert check(ID, "<p>x").explanation.endswith("are missing.")
