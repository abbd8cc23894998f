"""Sitemaps are walked politely, each once, and a hostile one does no harm."""

from __future__ import annotations

import gzip
import ipaddress
from collections.abc import Iterator

import pytest

from support.site import Answer, Site
from webapp.domain.robots_txt import RobotsTxt
from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.sites import SitemapPart, sitemaps, walk_sitemaps

POLICY = FetchPolicy(
    "Mozilla/5.0 (compatible; XenlixAI/0.1; +https://a.example/bot)",
    (ipaddress.ip_network("127.0.0.0/8"),),
    total_seconds=5,
)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


class Pauses:
    def __init__(self) -> None:
        self.number = 0

    def __call__(self) -> None:
        self.number += 1


def put(site: Site, path: str, body: str | bytes, status: int = 200) -> None:
    sent = body.replace("$", site.url).encode() if isinstance(body, str) else body

    def answer() -> Answer:
        return status, {"Content-Type": "application/xml"}, sent

    site.pages[path] = answer


def urlset(*locs: str) -> str:
    urls = "".join(f"<url><loc>{loc}</loc></url>" for loc in locs)
    return f"<urlset>{urls}</urlset>"


def index(*locs: str) -> str:
    files = "".join(f"<sitemap><loc>{loc}</loc></sitemap>" for loc in locs)
    return f"<sitemapindex>{files}</sitemapindex>"


def walk(site: Site, robots: str = "") -> list[SitemapPart]:
    if robots:
        put(site, "/robots.txt", robots)
    return list(walk_sitemaps(POLICY, f"{site.url}/start", Pauses()))


def told(site: Site, parts: list[SitemapPart]) -> list[tuple[str, list[str], str]]:
    return [
        (
            part.url.removeprefix(site.url),
            [url.removeprefix(site.url) for url in part.pages],
            part.problem,
        )
        for part in parts
    ]


class TestWhereTheyAre:
    def test_robots_txt_names_them(self, site: Site) -> None:
        put(site, "/one.xml", urlset("$/a"))
        put(site, "/two.txt", "$/b\n$/c\n")
        put(site, "/sitemap.xml", urlset("$/no"))
        parts = walk(site, "Sitemap: $/one.xml\nSitemap: /no\nsitemap: $/two.txt")
        assert told(site, parts) == [
            ("/one.xml", ["/a"], ""),
            ("/two.txt", ["/b", "/c"], ""),
        ]

    def test_else_the_usual_places(self, site: Site) -> None:
        put(site, "/sitemap_index.xml", index("$/a.xml"))
        put(site, "/a.xml", urlset("$/a"))
        assert told(site, walk(site)) == [("/a.xml", ["/a"], "")]
        put(site, "/sitemap.xml", urlset("$/b"))
        assert told(site, walk(site)) == [("/sitemap.xml", ["/b"], "")]

    def test_none_is_no_problem(self, site: Site) -> None:
        assert walk(site) == []
        put(site, "/sitemap.xml", "<!doctype html><p>not found")
        assert walk(site) == []

    def test_robots_txt_is_obeyed(self, site: Site) -> None:
        put(site, "/a.xml", urlset("$/a"))
        rules = "User-agent: *\nDisallow: /a.xml\nSitemap: $/a.xml"
        assert told(site, walk(site, rules)) == [("/a.xml", [], "blocked_by_robots")]
        assert site.requests == ["/robots.txt"]

    def test_one_that_cannot_be_had_ends_the_walk(self, site: Site) -> None:
        put(site, "/robots.txt", "", status=503)
        with pytest.raises(FetchFailed) as caught:
            walk(site)
        assert caught.value.code == "robots_unreachable"

    def test_a_known_one_is_not_asked_for(self, site: Site) -> None:
        put(site, "/a.xml", urlset("$/a"))
        body = f"Sitemap: {site.url}/a.xml"
        known = RobotsTxt(f"{site.url}/robots.txt", "found", 200, body, "")
        parts = walk_sitemaps(POLICY, site.url, Pauses(), robots={site.url: known})
        assert told(site, list(parts)) == [("/a.xml", ["/a"], "")]
        assert site.requests == ["/a.xml"]

    def test_another_host_that_robots_txt_names(self, site: Site) -> None:
        other = Site()
        put(other, "/a.xml", urlset(f"{site.url}/a", "$/b"))
        parts = walk(site, f"Sitemap: {other.url}/a.xml")
        assert [(list(part.pages), part.left_out) for part in parts] == [
            ([f"{site.url}/a"], 1)
        ]
        assert other.requests == ["/robots.txt", "/a.xml"]
        other.close()


class TestIndexes:
    def test_each_file_once_and_no_circle(self, site: Site) -> None:
        put(site, "/i.xml", index("$/a.xml", "$/i.xml", "$/j.xml", "$/a.xml#x"))
        put(site, "/j.xml", index("$/i.xml", "$/a.xml", "$/b.xml.gz"))
        put(site, "/a.xml", urlset("$/a"))
        put(
            site,
            "/b.xml.gz",
            gzip.compress(urlset("$/b").replace("$", site.url).encode()),
        )
        pauses = Pauses()
        put(site, "/robots.txt", "Sitemap: $/i.xml")
        parts = list(walk_sitemaps(POLICY, site.url, pauses))
        assert told(site, parts) == [("/a.xml", ["/a"], ""), ("/b.xml.gz", ["/b"], "")]
        assert site.requests[1:] == ["/i.xml", "/a.xml", "/j.xml", "/b.xml.gz"]
        assert pauses.number == 4

    def test_a_redirect_to_a_known_file(self, site: Site) -> None:
        put(site, "/i.xml", index("$/old.xml", "$/a.xml", "$/older.xml"))
        put(site, "/a.xml", urlset("$/a"))
        for path in ("/old.xml", "/older.xml"):
            site.pages[path] = lambda: (301, {"Location": "/a.xml"}, b"")
        assert told(site, walk(site, "Sitemap: $/i.xml")) == [("/a.xml", ["/a"], "")]

    def test_three_levels_and_no_more(self, site: Site) -> None:
        for level in range(1, 5):
            put(site, f"/{level}.xml", index(f"$/{level + 1}.xml"))
        parts = walk(site, "Sitemap: $/1.xml")
        assert told(site, parts) == [("/3.xml", [], "nested_too_deep")]
        put(site, "/3.xml", urlset("$/a"))
        assert told(site, walk(site)) == [("/3.xml", ["/a"], "")]

    def test_what_an_index_may_name(self, site: Site) -> None:
        put(site, "/i.xml", index("https://other.example/x.xml", "a.xml", "mailto:x"))
        put(site, "/a.xml", urlset("$/a"))
        assert told(site, walk(site, "Sitemap: $/i.xml")) == [
            ("https://other.example/x.xml", [], "other_site"),
            ("mailto:x", [], "other_site"),
            ("/a.xml", ["/a"], ""),
        ]

    def test_there_is_an_end(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemaps, "MOST_FILES", 5)
        put(site, "/i.xml", index(*(f"$/{n}.xml" for n in range(9))))
        parts = walk(site, "Sitemap: $/i.xml")
        assert [part.problem for part in parts] == ["too_many_sitemaps"] + [
            "http_404"
        ] * 4


class TestFiles:
    def test_only_pages_of_the_site(self, site: Site) -> None:
        body = urlset("$/a", "$/a.pdf", "https://other.example/", "", "/b", "$/a#x")
        put(site, "/sitemap.xml", body)
        (part,) = walk(site)
        assert list(part.pages) == [f"{site.url}/a"]
        assert part.left_out == 4

    def test_lastmod_and_feeds(self, site: Site) -> None:
        put(
            site,
            "/a.xml",
            "<urlset><url><lastmod> 2026-01-02</lastmod><loc>$/a</loc></url></urlset>",
        )
        put(
            site,
            "/b.rss",
            "<rss><channel><item><link>$/b</link></item></channel></rss>",
        )
        put(
            site,
            "/c.atom",
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"
            "<link rel='self' href='$/no'/>"
            "<link href='$/c'/><updated>2026-01-03</updated></entry></feed>",
        )
        robots = "".join(
            f"Sitemap: $/{name}\n" for name in ("a.xml", "b.rss", "c.atom")
        )
        found = {
            url.removeprefix(site.url): lastmod
            for part in walk(site, robots)
            for url, lastmod in part.pages.items()
        }
        assert found == {"/a": "2026-01-02", "/b": "", "/c": "2026-01-03"}

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ("<p>hello", "This is an HTML page"),
            ("<urlset>", "This cannot be read as a sitemap: it is no proper XML"),
            (b"\x1f\x8bxx", "This cannot be read as a sitemap: its gzip is damaged."),
        ],
    )
    def test_what_cannot_be_read(
        self, site: Site, body: str | bytes, words: str
    ) -> None:
        put(site, "/a.xml", body)
        (part,) = walk(site, "Sitemap: $/a.xml")
        assert (part.problem, dict(part.pages)) == ("not_a_sitemap", {})
        assert part.note.startswith(words)

    def test_more_entries_than_allowed(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sitemaps, "MOST_URLS", 3)
        put(site, "/sitemap.xml", urlset(*(f"$/{n}" for n in range(4))))
        (part,) = walk(site)
        assert (len(part.pages), part.problem) == (3, "too_many_entries")

    def test_a_server_in_trouble(self, site: Site) -> None:
        put(site, "/a.xml", "", status=500)
        assert told(site, walk(site, "Sitemap: $/a.xml")) == [
            ("/a.xml", [], "http_500")
        ]
