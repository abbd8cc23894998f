"""Groups and rules of robots.txt are read as RFC 9309's authors read them."""

from __future__ import annotations

import time

import pytest

from webapp.domain.robots_txt import RobotsTxt


def robots_txt(body: str) -> RobotsTxt:
    return RobotsTxt("https://a.example/robots.txt", "found", 200, body, "")


def allows(body: str, path: str = "/x", name: str = "Googlebot") -> bool:
    return robots_txt(body).allows_bot(f"https://a.example{path}", name)


class TestWhomAGroupIsFor:
    @pytest.mark.parametrize(
        "name",
        ["Googlebot", "GOOGLEBOT", "Googlebot/2.1", "Googlebot*", "Googlebot (all)"],
    )
    def test_a_name_ends_where_no_name_can_go_on(self, name: str) -> None:
        assert not allows(f"User-agent: {name}\nDisallow: /")

    @pytest.mark.parametrize(
        "name", ["Google", "bot", "Googlebot-News", "Mozilla", "", "2.1", "*bot"]
    )
    def test_a_part_of_the_name_is_another_crawler(self, name: str) -> None:
        assert allows(f"User-agent: {name}\nDisallow: /")

    def test_a_crawler_whose_name_has_other_signs_finds_its_group(self) -> None:
        body = "User-agent: archive.org_bot\nDisallow: /"
        assert not allows(body, name="archive.org_bot")

    @pytest.mark.parametrize("star", ["*", "* # all", "* and all others"])
    def test_a_star_is_for_those_who_have_no_group(self, star: str) -> None:
        body = f"User-agent: {star}\nDisallow: /\nUser-agent: bingbot\nAllow: /"
        assert not allows(body)
        assert allows(body, name="bingbot")

    def test_a_group_without_rules_frees_its_crawler(self) -> None:
        assert allows("User-agent: *\nDisallow: /\n\nUser-agent: Googlebot\n")

    def test_groups_of_one_name_are_one(self) -> None:
        body = (
            "User-agent: Googlebot\nDisallow: /x\n"
            "User-agent: bingbot\nDisallow: /\n"
            "User-agent: googlebot\nDisallow: /y"
        )
        assert [allows(body, path) for path in ("/x", "/y", "/z")] == [
            False,
            False,
            True,
        ]

    @pytest.mark.parametrize("between", ["", "Crawl-delay: 9", "Noindex: /a", "odd"])
    def test_only_rules_end_the_names_of_a_group(self, between: str) -> None:
        body = f"User-agent: Googlebot\n{between}\nUser-agent: bingbot\nDisallow: /x"
        assert not allows(body)
        assert not allows(body, name="bingbot")

    def test_an_empty_rule_ends_them_too(self) -> None:
        body = "User-agent: Googlebot\nDisallow:\nUser-agent: bingbot\nDisallow: /x"
        assert allows(body)

    def test_rules_before_any_name_are_nobodys(self) -> None:
        assert allows("Disallow: /\nUser-agent: bingbot\nDisallow: /")

    def test_many_names_and_many_rules_cost_their_sum(self) -> None:
        names = "".join(f"User-agent: a{chr(97 + n % 26)}\n" for n in range(15_000))
        rules = "".join(f"Disallow: /{n}\n" for n in range(15_000))
        started = time.monotonic()
        robots = robots_txt(names + "User-agent: Googlebot\n" + rules)
        assert not robots.allows_bot("https://a.example/14999", "Googlebot")
        assert time.monotonic() - started < 3


class TestWhatALineSays:
    @pytest.mark.parametrize(
        "line", ["Disallow: /x", "DISALLOW:/x", " disallow : /x # y", "Disallow /x",
                 "Disalow: /x", "Dissallow: /x"],
    )  # fmt: skip
    def test_a_rule_in_many_spellings(self, line: str) -> None:
        assert not allows(f"User-agent: *\n{line}")

    @pytest.mark.parametrize(
        "line", ["Disallow: x", "Disallow: https://a.example/x", "Disallow: #/x",
                 "Disallow /x /y", "Disallow: /x\u00a0", "Disallow:"],
    )  # fmt: skip
    def test_what_matches_no_path(self, line: str) -> None:
        assert allows(f"User-agent: *\n{line}")

    @pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\n\n"])
    def test_ends_of_lines(self, end: str) -> None:
        assert not allows(f"User-agent: *{end}Disallow: /x{end}")

    @pytest.mark.parametrize("odd", ["\u2028", "\x85", "\x1e"])
    def test_what_ends_no_line(self, odd: str) -> None:
        assert allows(f"User-agent: *\nDisallow: /y{odd}Disallow: /x")

    @pytest.mark.parametrize(
        ("rule", "path"),
        [
            ("/b%61z", "/baz"),
            ("/baz", "/b%61z"),
            ("/é", "/%C3%A9"),
            ("/%c3%a9", "/%C3%A9"),
            ("*.pdf$", "/a.pdf"),
        ],
    )
    def test_spellings_of_one_path(self, rule: str, path: str) -> None:
        assert not allows(f"User-agent: *\nDisallow: {rule}", path)

    def test_the_file_itself_may_always_be_read(self) -> None:
        assert allows("User-agent: *\nDisallow: /", "/robots.txt")


def test_a_crawl_delay_is_for_the_names_before_it() -> None:
    robots = robots_txt(
        "User-agent: a\nUser-agent: b\nCrawl-delay: 9\n"
        "User-agent: *\nCrawl-delay: soon\nCrawl-delay: 2\nDisallow: /"
    )
    assert [robots.crawl_delay(name) for name in ("a", "b", "c")] == [9, 9, 2]


def test_sitemaps_as_written() -> None:
    robots = robots_txt(
        "Sitemap: https://a.example/1.xml\nUser-agent: *\n"
        "SITEMAP:/2.xml # old\nSitemap https://a.example/3.xml\nSitemap:\n"
    )
    assert robots.sitemaps == (
        "https://a.example/1.xml",
        "/2.xml",
        "https://a.example/3.xml",
    )
