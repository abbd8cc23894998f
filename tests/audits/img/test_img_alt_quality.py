"""img.alt-quality."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.domain.audit_result import AuditResult

ID = "img.alt-quality"


def alt(text: str, src: str = "x.jpg") -> AuditResult:
    return check(ID, f'<img src="/images/{src}" alt="{text}">')


@pytest.mark.parametrize(
    ("text", "src"),
    [
        ("Tomato seedlings on a window sill", "x.jpg"),
        ("tomatoes", "tomatoes.jpg"),
        ("Foto unseres Gartens", "x.jpg"),
        ("Version 2.0 of the plan", "x.jpg"),
        ("x" * 125, "x.jpg"),
        ("Audi A4", "audi-a4.jpg"),
    ],
)
def test_it_passes(text: str, src: str) -> None:
    assert alt(text, src).outcome == "pass"


@pytest.mark.parametrize(
    ("text", "src", "note"),
    [
        ("soil.JPG", "x.jpg", "a file name"),
        ("Screenshot 2026-01-01.png", "x.jpg", "a file name"),
        ("IMG_2041", "x.jpg", "a file name"),
        ("DSC00012", "x.jpg", "a file name"),
        ("hero_banner-v2", "hero_banner-v2.webp?w=600", "a file name"),
        ("Image", "x.jpg", "a generic word"),
        ("Bild.", "x.jpg", "a generic word"),
        ("写真", "x.jpg", "a generic word"),
        ("x" * 126, "x.jpg", "126 characters"),
    ],
)
def test_it_fails(text: str, src: str, note: str) -> None:
    result = alt(text, src)
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].note == note


@pytest.mark.parametrize(
    "html", ["<p>x", "<img src=a alt=''>", "<img src=a>", "<img hidden alt=image>"]
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
