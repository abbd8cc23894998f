"""robots.blocks-assets."""

from __future__ import annotations

import pytest

from support.pages import check, site_of
from webapp.domain.robots_txt import RobotsTxt

ID = "robots.blocks-assets"
PAGE = """<head><link rel=stylesheet href=/assets/a.css><script src=/assets/b.js>
</script></head><img src=/img/c.png><img src=https://cdn.example/d.png>"""


@pytest.mark.parametrize(
    "body",
    [
        "User-agent: *\nDisallow: /basket/",
        "User-agent: *\nDisallow: /\n\nUser-agent: Googlebot\nAllow: /",
        "User-agent: *\nDisallow: /assets/\nAllow: /assets/*.css\nAllow: /assets/*.js",
        "User-agent: Bingbot\nDisallow: /",
    ],
)
def test_it_passes(body: str) -> None:
    result = check(ID, PAGE, site=site_of(body))
    assert result.outcome == "pass"
    assert "3 files" in result.explanation


def test_it_fails() -> None:
    result = check(ID, PAGE, site=site_of("User-agent: *\nDisallow: /assets/"))
    assert result.outcome == "fail"
    assert [(f.snippet, f.note) for f in result.findings] == [
        ("https://example.com/assets/a.css", "line 2: Disallow: /assets/"),
        ("https://example.com/assets/b.js", "line 2: Disallow: /assets/"),
    ]


def test_it_fails_for_images() -> None:
    result = check(ID, PAGE, site=site_of("User-agent: Googlebot\nDisallow: /img/"))
    assert result.explanation == "1 of 3 files may not be loaded."


@pytest.mark.parametrize(("lines", "compared"), [(10, 30), (2_000, 14), (20_000, 5)])
def test_a_long_robots_txt_is_asked_less_often(
    monkeypatch: pytest.MonkeyPatch, lines: int, compared: int
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        RobotsTxt, "allows_bot", lambda _, url, name: not asked.append(url)
    )
    page = "".join(f"<img src=/{number}.png>" for number in range(500))
    site = site_of("User-agent: *\n" + "Disallow: /*z$\n" * lines)
    assert check(ID, page, site=site).outcome == "pass"
    assert len(asked) == compared


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("", PAGE),
        ("User-agent: *\nDisallow: /", "<p>x"),
        ("User-agent: *\nDisallow: /", "<img src=https://cdn.example/a.png>"),
        ("User-agent: *\nDisallow: /", "<img src=http://example.com/a.png>"),
    ],
)
def test_it_does_not_apply(body: str, html: str) -> None:
    assert check(ID, html, site=site_of(body)).outcome == "na"
