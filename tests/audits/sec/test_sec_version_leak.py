"""sec.version-leak."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sec.version-leak"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Server": "nginx"},
        {"Server": "ECS (nyb/1D2F)"},
        {"Server": "AmazonS3", "X-Powered-By": "Express"},
        {"X-AspNet-Version": ""},
    ],
)
def test_it_passes(headers: dict[str, str]) -> None:
    assert check(ID, headers=headers).outcome == "pass"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Server", "nginx/1.18.0"),
        ("Server", "Apache/2.4.41 (Ubuntu)"),
        ("Server", "Microsoft-IIS/10.0"),
        ("X-Powered-By", "PHP/8"),
        ("X-Generator", "Drupal 10 (https://www.drupal.org)"),
        ("X-AspNet-Version", "4.0.30319"),
    ],
)
def test_it_fails(name: str, value: str) -> None:
    result = check(ID, headers={name: value})
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].snippet == f"{name}: {value}"
    assert result.explanation == f"Found in {name}."


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome != "na"
