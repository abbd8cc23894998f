"""ans.evidence."""

from __future__ import annotations

import pytest

from support.pages import check, fetched
from webapp.audits.evidence_parts import citations, quotations, statistics
from webapp.pipeline.parse import parse

ID = "ans.evidence"
ARTICLE = "<meta property=og:type content=article>"
NUMBERS = "<p>It rose by 12 % to 3.4 million tons, at 5,200 dollars each.</p>"
QUOTE = "<blockquote cite='https://a.example/'>Tea is good for everybody.</blockquote>"
LINKS = (
    "<p>By <a href='https://fao.example/tea'>FAO</a> and "
    "<a href='https://who.example/tea'>WHO</a>.</p>"
)


def test_it_passes() -> None:
    html = f"{ARTICLE}<main>{NUMBERS}{QUOTE}{LINKS}</main>"
    assert check(ID, html).outcome == "pass"


def test_it_fails() -> None:
    result = check(ID, f"{ARTICLE}<main><p>Many people like tea.</main>")
    assert result.outcome == "fail"
    assert result.explanation.startswith("0 statistics, 0 quotations")
    assert len(result.findings) == 3


def test_it_warns_of_what_lacks() -> None:
    result = check(ID, f"{ARTICLE}<main>{NUMBERS}{LINKS}</main>")
    assert result.outcome == "warn"
    assert result.findings[0].snippet == "0 quotations"


def test_it_does_not_apply() -> None:
    assert check(ID, f"<main>{NUMBERS}</main>").outcome == "na"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 %, 12 %", 1),
        ("12,5 Prozent", 1),
        ("$40 and €1.5", 2),
        ("3 of 4 people, 2 out of 9", 2),
        ("1,200 people and 3.000.000 others", 2),
        ("5 Mio. Menschen", 1),
        ("on 12 March 2024 at 10:30", 0),
        ("am 12.03.2024", 0),
        ("version 1.2.3", 0),
        ("chapter 7, 4 cups", 0),
    ],
)
def test_statistics(text: str, number: int) -> None:
    assert statistics(parse(fetched(f"<main><p>{text}</main>"))) == number


@pytest.mark.parametrize(
    ("html", "number"),
    [
        (QUOTE, 1),
        ("<blockquote>Tea is good for everybody.</blockquote>", 0),
        ("<blockquote>Tea is good.<cite>Ann Li</cite></blockquote>", 1),
        ("<p>“Tea is good for nearly everybody,” said Ann Li.", 1),
        ("<p>„Tee ist gut für fast alle Menschen“, sagte Ann Li.", 1),
        ("<p>“Tea is good for nearly everybody.”", 0),
        ("<p>The “tea” that she said to like.", 0),
    ],
)
def test_quotations(html: str, number: int) -> None:
    assert quotations(parse(fetched(f"<main>{html}</main>"))) == number


@pytest.mark.parametrize(
    ("href", "number"),
    [
        ("https://fao.example/tea", 1),
        ("https://example.com/other", 0),
        ("https://www.facebook.com/sharer/sharer.php?u=x", 0),
        ("https://news.example/share?u=x", 0),
        ("mailto:ann@fao.example", 0),
    ],
)
def test_citations(href: str, number: int) -> None:
    link = f"<p><a href='{href}'>one</a> <a href='{href}'>two</a>"
    assert citations(parse(fetched(f"<main>{link}</main>"))) == number
    assert citations(parse(fetched(f"<main><p>x</main><footer>{link}"))) == 0
