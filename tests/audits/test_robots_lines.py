"""Lines and groups of a robots.txt, and the rule that decides a path."""

from __future__ import annotations

import time

import pytest

from support.pages import robots
from webapp.audits.robots_lines import (
    blocking_line,
    lines_for,
    matches,
    named_agents,
    read_lines,
)

BODY = """Sitemap: https://example.com/s.xml
User-agent: A
User-agent: B # both
Disallow: /a

Disallow: /after-blank
User-agent: *
Disallow: /all
Sitemap: https://example.com/t.xml
Disallow: /more
user-agent: a
Disallow: /second
"""


def test_lines_have_numbers_and_no_remarks() -> None:
    lines = list(read_lines("# only this\n\nDisallow : /x # why\nnonsense"))
    assert [(line.number, line.name, line.value) for line in lines] == [
        (3, "disallow", "/x"),
        (4, "", ""),
    ]


@pytest.mark.parametrize(
    ("bot", "paths"),
    [
        ("A", ["/a", "/after-blank", "/second"]),
        ("b", ["/a", "/after-blank"]),
        ("C", ["/all", "/more"]),
    ],
)
def test_groups_of_one_name_are_one(bot: str, paths: list[str]) -> None:
    assert [line.value for line in lines_for(BODY, bot)] == paths


def test_names() -> None:
    assert named_agents(BODY) == {"a", "b", "*"}


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/a", "/abc", True),
        ("/a", "/b", False),
        ("", "/", False),
        ("/*.css", "/x/y.css?z", True),
        ("/*.css$", "/x/y.css?z", False),
        ("/*.css$", "/x.css/y.css", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("*", "/", True),
        ("*b*a$", "/ab", False),
        ("/ab*ba$", "/aba", False),
    ],
)
def test_patterns(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path) is fits


def test_hostile_patterns_end() -> None:
    begun = time.monotonic()
    assert not matches("/" + "*a" * 50_000 + "b", "/" + "a" * 2000)
    assert time.monotonic() - begun < 1


def test_the_longest_rule_is_shown() -> None:
    found = robots("User-agent: *\nDisallow: /\nDisallow: /page\nDisallow: /other")
    url = "https://example.com/page?x=1"
    assert blocking_line(found, url, "Googlebot") == "line 3: Disallow: /page"


def test_without_a_rule_the_file_is_shown() -> None:
    found = robots("User-agent: *\nDissalow: /")
    assert blocking_line(found, "https://example.com/", "x") == found.url
