"""robots.syntax."""

from __future__ import annotations

import pytest

from support.pages import check, site_of

ID = "robots.syntax"
GOOD = """\ufeff# a remark
User-agent: *
User-Agent: Bingbot # both
Disallow:
DISALLOW : /a
Allow: /*.css$
Disallow: *?sort=
Crawl-delay: 3
Content-Signal: search=yes

Sitemap: https://example.com/sitemap.xml
License: https://example.com/license.xml
Host: example.com
Clean-param: ref /
"""


def test_it_passes() -> None:
    assert check(ID, site=site_of(GOOD.removeprefix("\ufeff"))).outcome == "pass"


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("Disallow /private", "it has no colon"),
        ("<p>hello</p>", "it has no colon"),
        ("Disalow: /a", "no crawler knows this directive"),
        ("User agent: *", "no crawler knows this directive"),
        ("User-agent:", "it names no crawler"),
        ("Disallow: private/", "its path begins with neither / nor *"),
        ("Allow: https://example.com/a", "its path begins with neither / nor *"),
        ("Disallow: /a$b", "a $ counts at the end only"),
        ("Sitemap: /sitemap.xml", "a sitemap needs an absolute URL"),
        ("Sitemap: http://[x/s.xml", "a sitemap needs an absolute URL"),
    ],
)
def test_it_fails(line: str, note: str) -> None:
    result = check(ID, site=site_of(f"User-agent: *\n\n{line}  # why\nDisallow: /x"))
    assert result.outcome == "fail"
    assert [(f.snippet, f.note) for f in result.findings] == [(f"line 3: {line}", note)]


def test_a_rule_before_the_first_user_agent() -> None:
    result = check(ID, site=site_of("Disallow: /a\nUser-agent: *\nDisallow: /b"))
    assert [finding.snippet for finding in result.findings] == ["line 1: Disallow: /a"]


def test_what_belongs_to_no_group_may_come_first() -> None:
    body = "Sitemap: https://example.com/s.xml\nUser-agent: *\nDisallow:"
    assert check(ID, site=site_of(body)).outcome == "pass"


def test_a_hostile_one_is_counted_and_cut() -> None:
    result = check(ID, site=site_of("nonsense\n" * 30_000))
    assert result.explanation.startswith("30000 lines")
    assert len(result.findings) == 20


@pytest.mark.parametrize("body", ["", "<!doctype html>\n<p>Disallow"])
def test_it_does_not_apply(body: str) -> None:
    assert check(ID, site=site_of(body)).outcome == "na"
