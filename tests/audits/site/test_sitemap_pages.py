"""sitemap.pages."""

from __future__ import annotations

from support.site_views import broken, check, faults, page, site

ID = "sitemap.pages"


def test_it_passes() -> None:
    view = site(page("/", in_sitemap=True), page("/old", to="/"), has_sitemap=True)
    result = check(ID, view)
    assert (result.outcome, result.judged) == ("pass", 1)
    assert result.explanation.endswith("Every page that may be found is listed.")


def test_it_fails() -> None:
    view = site(
        page("/", in_sitemap=True),
        page("/old", to="/", in_sitemap=True),
        page("/print", canonical="/", in_sitemap=True),
        page("/thanks", is_noindex=True, in_sitemap=True),
        broken("/gone", in_sitemap=True),
        broken("/private", "blocked_by_robots", in_sitemap=True),
        broken("/slow", "timeout", in_sitemap=True),
        page("/new"),
        has_sitemap=True,
    )
    assert faults(ID, view) == {
        "/old": "it redirects to https://example.com/",
        "/print": "it names https://example.com/ as canonical",
        "/thanks": "it is noindex",
        "/gone": "it does not answer properly: 404",
        "/private": "robots.txt blocks it",
    }
    assert check(ID, view).explanation == (
        "5 of 6 listed addresses cannot be found. 1 page that may be found stands in"
        " no sitemap."
    )


def test_it_does_not_apply_without_a_sitemap() -> None:
    assert check(ID, site(page("/"))).outcome == "na"
