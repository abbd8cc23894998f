"""content.js-only."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "content.js-only"


SCRIPT = "<script src=/app.js></script>"


def body(words: int, more: str = "") -> str:
    return f"<body>{more}<p>{'word ' * words}</p>{SCRIPT}"


@pytest.mark.parametrize(
    "html",
    [
        body(100),
        body(50, "<h1>Soil</h1>"),
        body(200, "<div id=root></div>"),
        f"<body><div id=__next><h1>Soil</h1><p>{'word ' * 60}</p></div>{SCRIPT}",
        "<h1>x</h1><p>" + "日本語の文章です" * 40 + SCRIPT,
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (f"<body><div id=root></div>{SCRIPT}", "container"),
        (body(150, "<h1>Soil</h1><div id=__nuxt>Loading</div>"), "container"),
        (body(99), "no heading"),
    ],
)
def test_it_fails(html: str, words: str) -> None:
    result = check(ID, html)
    assert (result.outcome, result.score) == ("fail", 0)
    assert words in result.explanation


def test_it_warns_for_little_text_under_a_heading() -> None:
    result = check(ID, body(40, "<h1>Soil</h1>"))
    assert result.outcome == "warn"
    assert "41 words" in result.explanation


def test_a_small_login_page_passes() -> None:
    html = body(10, "<h1>Log in</h1><input type=password>")
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize("script", ["", "<script type=application/ld+json>{}</script>"])
def test_it_does_not_apply_without_scripts(script: str) -> None:
    assert check(ID, f"<div id=root></div>{script}").outcome == "na"
