"""index.max-preview."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "index.max-preview"


@pytest.mark.parametrize(
    "content", ["max-image-preview:large", "max-image-preview:standard", "none"]
)
def test_it_passes(content: str) -> None:
    assert check(ID, f"<meta name=robots content='{content}'>").outcome == "pass"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("robots", "index, max-image-preview: NONE"),
        ("googlebot", "noimageindex"),
        ("Googlebot-Image", "noimageindex"),
        ("robots", "max-image-preview:large, max-image-preview:none"),
    ],
)
def test_it_fails(name: str, content: str) -> None:
    result = check(ID, f"<meta name={name} content='{content}'>")
    assert (result.outcome, len(result.findings)) == ("fail", 1)


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
