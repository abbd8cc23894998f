"""The site that the command ``site`` scans in these tests."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from support.site import HTML, Site

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XML = {"Content-Type": "application/xml"}
LISTED = ("/", "/soil", "/only-listed")


@pytest.fixture
def scan_site(app: Flask) -> Callable[..., Result]:
    return lambda *words: app.test_cli_runner().invoke(args=["site", *words])


@pytest.fixture
def garden(site: Site) -> Site:
    """Four pages, one of which only the sitemap knows; a redirect, a file, a page that
    robots.txt keeps to itself and one that is gone."""
    pages = {"/": "/soil /pots /old /secret/x /a.pdf", "/soil": "/", "/pots": "/gone"}
    for path, links in pages.items():
        told = "".join(f'<a href="{to}">To {to}</a>' for to in links.split())
        site.pages[path] = page(site, path).replace("</main>", f"{told}</main>")
    site.pages["/only-listed"] = page(site, "/only-listed")
    site.pages["/old"] = lambda: (301, {**HTML, "Location": "/soil"}, b"")
    text = {"Content-Type": "text/plain"}
    rules = f"User-agent: *\nDisallow: /secret\nSitemap: {site.url}/map.xml\n"
    site.pages["/robots.txt"] = lambda: (200, text, rules.encode())
    names = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in LISTED)
    sitemap = f"<urlset xmlns='{NAMESPACE}'>{names}</urlset>"
    site.pages["/map.xml"] = lambda: (200, XML, sitemap.encode())
    return site


def page(site: Site, path: str) -> str:
    good = site.good_page(path).replace("four steps", f"four steps: {path}")
    return re.sub(r"<p><a href=\"/soil\">.*?</p>", "", good)
