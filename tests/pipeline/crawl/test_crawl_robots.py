"""robots.txt is read as RFC 9309 says, and obeyed on every hop."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support.hostile_server import HostileServer, page, redirect, send
from webapp.exceptions import FetchFailed, UrlRefused
from webapp.pipeline.crawl import (
    FetchPolicy,
    RobotsTxt,
    Visit,
    canonical_url,
    fetch_robots,
    product_token,
)

MakePolicy = Callable[..., FetchPolicy]
AGENT = "Mozilla/5.0 (compatible; XenlixAI/0.1; +https://a.example/bot)"
AWAY = b"User-agent: XenlixAI\nDisallow: /\n"


def robots_txt(body: str) -> RobotsTxt:
    return RobotsTxt("https://a.example/robots.txt", "found", 200, body, "")


def read(server: HostileServer, policy: FetchPolicy, answer: bytes) -> RobotsTxt:
    server.scripts["/robots.txt"] = send(answer)
    target = canonical_url(server.url + "/deep/page?x", policy.allowed_networks)
    return fetch_robots(target, policy)


class TestWhatTheAnswerMeans:
    def test_a_byte_order_mark_hides_no_group(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        found = read(server, policy, page(b"\xef\xbb\xbf" + AWAY))
        assert (found.state, found.url) == ("found", server.url + "/robots.txt")
        assert not found.allows(server.url + "/", AGENT)

    @pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
    def test_none_allows_everything(
        self, server: HostileServer, policy: FetchPolicy, status: str
    ) -> None:
        found = read(server, policy, page(AWAY, status=status))
        assert found.state == "absent"
        assert found.allows(server.url + "/", AGENT)

    @pytest.mark.parametrize("status", ["500 Oops", "503 Later", "429 Slow"])
    def test_a_server_in_trouble_is_left_alone(
        self, server: HostileServer, policy: FetchPolicy, status: str
    ) -> None:
        answer = page(b"", "Retry-After: 7\r\n", status=status)
        with pytest.raises(FetchFailed) as caught:
            read(server, policy, answer)
        error = caught.value
        assert (error.code, error.is_transient) == ("robots_unreachable", True)
        assert error.retry_after == 7

    def test_no_answer_is_the_fault_it_is(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        with pytest.raises(FetchFailed) as caught:
            read(server, policy, b"garbage")
        assert caught.value.code == "bad_response"

    @pytest.mark.parametrize("to", ["http://10.0.0.1/robots.txt", "/robots.txt"])
    def test_a_redirect_that_leads_nowhere_is_none(
        self, server: HostileServer, policy: FetchPolicy, to: str
    ) -> None:
        server.scripts["/robots.txt"] = redirect(to)
        target = canonical_url(server.url, policy.allowed_networks)
        assert fetch_robots(target, policy).state == "absent"

    def test_it_is_cut_at_500_kib(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        found = read(server, policy, page(AWAY + b"#" * 10_000_000))
        assert len(found.body) == 500 * 1024
        assert not found.allows(server.url + "/", AGENT)

    def test_html_in_its_place_says_nothing(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        found = read(server, policy, page(b"<!doctype html><p>Disallow: /"))
        assert found.allows(server.url + "/x", AGENT)


class TestRules:
    @pytest.mark.parametrize(
        ("body", "path", "allowed"),
        [
            ("User-agent: *\nDisallow: /", "/", False),
            ("User-agent: *\nDisallow:", "/", True),
            ("User-agent: *\nDisallow: /\n\nUser-agent: xenlixai\nAllow: /", "/", True),
            (
                "User-agent: *\nAllow: /\n\nUser-agent: XenlixAI\nDisallow: /",
                "/",
                False,
            ),
            ("User-agent: ai\nDisallow: /", "/", True),
            ("User-agent: Mozilla\nDisallow: /", "/", True),
            ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
            ("User-agent: *\nDisallow: /a/b\nAllow: /a", "/a/b/c", False),
            ("User-agent: *\nDisallow: /x\nAllow: /x", "/x", True),
            ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
            ("User-agent: *\nDisallow: /*?q=", "/a?q=1", False),
        ],
    )
    def test_the_longest_rule_of_our_group_decides(
        self, body: str, path: str, allowed: bool
    ) -> None:
        assert robots_txt(body).allows(f"https://a.example{path}", AGENT) is allowed

    def test_hostile_wildcards_end(self) -> None:
        rules = "User-agent: *\nDisallow: /" + "*a" * 30 + "b\n"
        assert robots_txt(rules).allows("https://a.example/" + "a" * 2000, AGENT)

    @pytest.mark.parametrize(
        ("agent", "token"),
        [
            (AGENT, "XenlixAI"),
            ("OurBot/2.0 (+https://a.example)", "OurBot"),
            ("", ""),
        ],
    )
    def test_a_crawler_goes_by_its_product(self, agent: str, token: str) -> None:
        assert product_token(agent) == token

    @pytest.mark.parametrize(
        ("line", "seconds"),
        [("4", 4), ("0.5", 0.5), ("soon", 0), ("-3", 0), ("1e400", 0), ("nan", 0)],
    )
    def test_crawl_delay(self, line: str, seconds: float) -> None:
        body = f"User-agent: *\nCrawl-delay: {line}"
        assert robots_txt(body).crawl_delay(AGENT) == seconds


class Notes:
    """A guest that remembers what it was told."""

    def __init__(self) -> None:
        self.entered: list[str] = []
        self.kept: list[tuple[str, float]] = []

    def enter(self, url: str) -> None:
        self.entered.append(url)

    def keep(self, url: str, seconds: float) -> None:
        self.kept.append((url, seconds))


class TestAVisit:
    def test_a_forbidden_page_is_not_asked_for(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        server.scripts["/robots.txt"] = send(page(b"User-agent: *\nDisallow: /x"))
        server.scripts["/xy"] = send(page(b"<p>hello"))
        visit = Visit(policy)
        with pytest.raises(FetchFailed) as caught:
            visit.fetch_page(server.url + "/xy")
        assert caught.value.code == "blocked_by_robots"
        assert not caught.value.is_transient
        assert server.paths == ["/robots.txt"]

    def test_a_redirect_does_not_lead_around_it(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        server.scripts["/robots.txt"] = send(page(b"User-agent: *\nDisallow: /x"))
        server.scripts["/"] = redirect("/x")
        with pytest.raises(FetchFailed) as caught:
            Visit(policy).fetch_page(server.url)
        assert caught.value.code == "blocked_by_robots"
        assert server.paths == ["/robots.txt", "/"]

    def test_another_host_has_its_own(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        other = HostileServer()
        try:
            server.scripts["/"] = redirect(other.url + "/x")
            other.scripts["/robots.txt"] = send(page(AWAY))
            with pytest.raises(FetchFailed) as caught:
                Visit(policy).fetch_page(server.url)
            assert other.url in caught.value.message
            assert other.paths == ["/robots.txt"]
        finally:
            other.close()

    def test_it_is_asked_for_once(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        server.scripts["/"] = redirect("/y")
        server.scripts["/y"] = send(page(b"<p>hello"))
        visit = Visit(policy)
        visit.robots_of(server.url)
        assert visit.fetch_page(server.url).final_url == server.url + "/y"
        assert server.paths == ["/robots.txt", "/", "/y"]

    def test_it_makes_at_most_ten_requests(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        for number in range(5):
            server.scripts[f"/robots{number}"] = redirect(f"/robots{number + 1}")
            server.scripts[f"/{number}"] = redirect(f"/{number + 1}")
        server.scripts["/robots.txt"] = redirect("/robots0")
        server.scripts["/robots4"] = send(page(b""))
        with pytest.raises(FetchFailed) as caught:
            Visit(policy).fetch_page(server.url + "/0")
        assert caught.value.code == "too_many_requests"
        assert len(server.paths) == 10

    @pytest.mark.parametrize(("seconds", "kept"), [(3, 3), (3000, 10)])
    def test_a_crawl_delay_is_told_though_the_page_fails(
        self, server: HostileServer, policy: FetchPolicy, seconds: int, kept: float
    ) -> None:
        rules = f"User-agent: *\nDisallow: /no\nCrawl-delay: {seconds}"
        server.scripts["/robots.txt"] = send(page(rules.encode()))
        guest = Notes()
        with pytest.raises(FetchFailed):
            Visit(policy, guest).fetch_page(server.url + "/nothing")
        assert guest.entered == [f"{server.url}/robots.txt", f"{server.url}/nothing"]
        assert guest.kept == [(f"{server.url}/nothing", kept)]

    def test_a_refused_url_is_refused(self, make_policy: MakePolicy) -> None:
        with pytest.raises(UrlRefused):
            Visit(make_policy(allowed_networks=())).robots_of("http://10.0.0.1/")
