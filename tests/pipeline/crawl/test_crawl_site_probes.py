"""The requests beside the page: their order, their bounds, what goes wrong in one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from support.hostile_server import HostileServer, drip, page, redirect, send, stall
from webapp.domain.site_facts import Answer, SiteFacts
from webapp.exceptions import DomainBusy, JobTimedOut, LeaseLost
from webapp.pipeline.crawl import FetchPolicy, Visit, probe_site
from webapp.pipeline.crawl import site_probes as probes

MakePolicy = Callable[..., FetchPolicy]
MISSING = re.compile(r"/[0-9a-f]{24}-not-found")


def probed(
    server: HostileServer, policy: FetchPolicy, path: str = "/", guest: object = None
) -> SiteFacts:
    """As the runner does it: robots.txt, the page, and then the rest."""
    visit = Visit(policy, guest)  # type: ignore[arg-type]
    fetched = visit.fetch_page(server.url + path)
    robots = visit.robots_of(fetched.final_url)
    return probe_site(visit, fetched, robots, policy)


def parts(site: SiteFacts) -> list[Answer | None]:
    return [
        site.llms,
        *site.sitemaps,
        site.favicon,
        site.http_variant,
        site.www_variant,
        site.missing_page,
    ]


def problems(site: SiteFacts) -> list[str]:
    return [part.problem for part in parts(site) if part]


class TestOrderAndBudget:
    def test_they_are_asked_one_after_another(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        server.scripts["/llms.txt"] = send(page(b"# Shop"))
        site = probed(server, policy)
        assert server.paths[:-1] == [
            *("/robots.txt", "/", "/llms.txt", "/sitemap.xml", "/favicon.ico")
        ]
        assert MISSING.fullmatch(server.paths[-1])
        assert site.llms is not None
        assert (site.llms.status, site.llms.body) == (200, b"# Shop")
        assert [part.status for part in parts(site) if part] == [200, 404, 404, 404]
        assert site.http_variant is site.www_variant is None

    def test_the_missing_page_has_another_name_each_time(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        names = {probed(server, policy).missing_page.url for _ in "ab"}
        assert len(names) == 2

    def test_a_scan_makes_no_more_than_ten_requests(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        for number in range(3):
            server.scripts[f"/{number}"] = redirect(f"/{number + 1}")
            server.scripts[f"/l{number}"] = redirect(f"/l{number + 1}")
        server.scripts["/3"] = send(page())
        server.scripts["/llms.txt"] = redirect("/l0")
        site = probed(server, policy, "/0")
        assert len(server.paths) == 10
        assert problems(site) == ["", "not_asked", "not_asked", "not_asked"]
        assert all("at most 10" in part.note for part in parts(site)[1:] if part)

    def test_one_that_runs_out_of_requests_was_not_asked(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        for number in range(5):
            server.scripts[f"/{number}"] = redirect(f"/{number + 1}")
        server.scripts["/5"] = send(page())
        server.scripts["/llms.txt"] = redirect("/l0")
        server.scripts["/l0"] = redirect("/l1")
        server.scripts["/l1"] = redirect("/l2")
        site = probed(server, policy, "/0")
        assert len(server.paths) == 10
        assert set(problems(site)) == {"not_asked"}

    def test_a_redirect_to_the_page_costs_no_more(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        server.scripts["/llms.txt"] = redirect("/")
        site = probed(server, policy)
        assert server.paths.count("/") == 1
        assert site.llms is not None
        assert site.llms.final_url == server.url + "/"
        assert site.llms.body == b"<h1>hello</h1>"
        assert [hop.status for hop in site.llms.redirects] == [302]

    def test_caps(self, server: HostileServer, policy: FetchPolicy) -> None:
        server.scripts["/llms.txt"] = send(page(b"x" * 600_000))
        server.scripts["/favicon.ico"] = send(page(b"x" * 600_000))
        server.scripts["/sitemap.xml"] = send(page(b"x" * 1_900_000))
        site = probed(server, policy)
        assert site.llms is not None
        assert site.favicon is not None
        assert (len(site.llms.body), site.llms.is_cut) == (512 * 1024, True)
        assert (len(site.favicon.body), site.favicon.is_cut) == (256 * 1024, True)
        assert (len(site.sitemaps[0].body), site.sitemaps[0].is_cut) == (
            *(1_900_000, False),
        )

    def test_a_server_that_asks_for_fewer_gets_fewer(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        server.scripts["/llms.txt"] = send(page(status="429 Slow"))
        site = probed(server, policy)
        assert server.paths[-1] == "/llms.txt"
        assert problems(site) == ["", "not_asked", "not_asked", "not_asked"]


class TestTime:
    @pytest.mark.parametrize("answer", [stall, drip(page(b"")[:40])])
    def test_a_slow_server_is_bounded(
        self,
        server: HostileServer,
        make_policy: MakePolicy,
        monkeypatch: pytest.MonkeyPatch,
        answer: Callable[..., None],
    ) -> None:
        monkeypatch.setattr(probes, "ALL_SECONDS", 1.0)
        monkeypatch.setattr(probes, "ONE_SECONDS", 0.6)
        for path in ("/llms.txt", "/sitemap.xml", "/favicon.ico"):
            server.scripts[path] = answer
        policy = make_policy(total_seconds=20.0, read_seconds=20.0)
        begun = time.monotonic()
        site = probed(server, policy)
        assert time.monotonic() - begun < 2.5
        assert problems(site) == ["timeout", "timeout", "not_asked", "not_asked"]
        assert site.favicon is not None
        assert "too long" in site.favicon.note

    def test_the_bound_holds_for_the_robots_txt_of_another_host(
        self,
        server: HostileServer,
        make_policy: MakePolicy,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(probes, "ONE_SECONDS", 0.4)
        other = HostileServer()
        try:
            other.scripts["/robots.txt"] = stall
            server.scripts["/llms.txt"] = redirect(other.url + "/llms.txt")
            begun = time.monotonic()
            site = probed(server, make_policy(total_seconds=20.0, read_seconds=20.0))
            assert time.monotonic() - begun < 2.5
            assert problems(site) == ["timeout", "", "", ""]
        finally:
            other.close()


class TestWhatIsNotAskedFor:
    def test_robots_txt_is_obeyed(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        rules = b"User-agent: *\nDisallow: /llms.txt\nDisallow: /*-not-found$"
        server.scripts["/robots.txt"] = send(page(rules))
        site = probed(server, policy)
        assert problems(site) == ["blocked_by_robots", "", "", "blocked_by_robots"]
        assert server.paths[2:] == ["/sitemap.xml", "/favicon.ico"]

    def test_a_redirect_does_not_lead_around_it(
        self, server: HostileServer, policy: FetchPolicy
    ) -> None:
        rules = b"User-agent: *\nDisallow: /private"
        server.scripts["/robots.txt"] = send(page(rules))
        server.scripts["/llms.txt"] = redirect("/private")
        site = probed(server, policy)
        assert problems(site)[0] == "blocked_by_robots"
        assert "/private" not in server.paths

    @pytest.mark.parametrize(
        ("to", "code"),
        [
            ("http://10.0.0.1/llms.txt", "blocked_address"),
            ("http://169.254.169.254/", "blocked_address"),
            ("file:///etc/passwd", "bad_scheme"),
            ("http://user@127.0.0.1/", "userinfo"),
        ],
    )
    def test_a_redirect_goes_through_the_gate(
        self, server: HostileServer, policy: FetchPolicy, to: str, code: str
    ) -> None:
        server.scripts["/llms.txt"] = redirect(to)
        site = probed(server, policy)
        assert problems(site) == [code, "", "", ""]
        assert site.llms is not None
        assert site.llms.status is None
        assert site.llms.note.endswith(".")

    @pytest.mark.parametrize("answer", [b"garbage", b""])
    def test_nonsense_is_noted(
        self, server: HostileServer, policy: FetchPolicy, answer: bytes
    ) -> None:
        server.scripts["/sitemap.xml"] = send(answer)
        assert problems(probed(server, policy)) == ["", "bad_response", "", ""]


class Guest:
    """Raises at the nth request."""

    def __init__(self, error: BaseException, at: int) -> None:
        self.error, self.left = error, at

    def enter(self, url: str) -> None:
        self.left -= 1
        if self.left == 0:
            raise self.error

    def keep(self, url: str, seconds: float) -> None:
        pass


@pytest.mark.parametrize(
    "error", [DomainBusy("a.example", 3.0), LeaseLost(), JobTimedOut()]
)
def test_what_the_guest_raises_ends_the_visit(
    server: HostileServer, policy: FetchPolicy, error: BaseException
) -> None:
    with pytest.raises(type(error)) as caught:
        probed(server, policy, guest=Guest(error, 4))
    assert caught.value is error
    assert server.paths == ["/robots.txt", "/", "/llms.txt"]
