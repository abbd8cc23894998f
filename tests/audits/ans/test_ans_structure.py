"""ans.structure."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "ans.structure"
ARTICLE = "<meta property=og:type content=article>"
TEXT = "<p>Green tea is brewed in water that does not boil.</p>" * 3
LIST = "<ul><li>leaves<li>water</ul>"
TABLE = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"


@pytest.mark.parametrize(
    "part",
    [LIST, TABLE, "<dl><dt>a<dd>b</dl>", "<ol><li><p>leaves<li><p>water</ol>"],
)
def test_it_passes(part: str) -> None:
    assert check(ID, f"{ARTICLE}<main>{TEXT}{part}</main>").outcome == "pass"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (TEXT, "3 paragraphs and no list or table"),
        (f"<p>One.</p>{LIST}", "1 paragraph and a list or table"),
        (f"{TEXT}<ul><li>alone</ul>", "no list or table"),
        (f"{TEXT}<table><tr><td>one<td>row</table>", "no list or table"),
    ],
)
def test_it_fails(body: str, told: str) -> None:
    result = check(ID, f"{ARTICLE}<main>{body}</main>")
    assert result.outcome == "fail"
    assert told in result.explanation
    assert len(result.findings) == 1


def test_a_list_in_navigation_does_not_count() -> None:
    html = f"{ARTICLE}<main>{TEXT}</main><nav>{LIST}</nav>"
    assert check(ID, html).outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, TEXT).outcome == "na"


LONG = "<p>" + "Green tea is brewed in water that does not boil any more. " * 7


@pytest.mark.parametrize(
    ("html", "url", "is_one"),
    [
        (f"<main>{LONG * 3}", "https://example.com/tea", True),
        (f"<main>{LONG * 3}", "https://example.com/", False),
        (f"<main>{LONG * 2}", "https://example.com/tea", False),
        (f"<main>{'<p>Tea.</p>' * 300}", "https://example.com/tea", False),
        (
            (
                "<div itemscope itemtype='https://schema.org/NewsArticle'>"
                "<b itemprop=headline>Tea</b></div>"
            ),
            "https://example.com/",
            True,
        ),
        (
            (
                '<script type="application/ld+json">{"@context": "https://schema.org", '
                '"@type": "BlogPosting"}</script><p>x'
            ),
            "https://example.com/",
            True,
        ),
    ],
)
def test_what_an_article_is(html: str, url: str, is_one: bool) -> None:
    assert (check(ID, html, url=url).outcome != "na") == is_one
