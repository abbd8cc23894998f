"""Patterns of people: simple, and never slow."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.exceptions import Refused
from webapp.pipeline.sites.patterns import Patterns, matches, parse_patterns


def allows(url: str, include: str = "", exclude: str = "") -> bool:
    chosen = [parse_patterns(lines.split()) for lines in (include, exclude)]
    return Patterns(*chosen).allows(url)


@pytest.mark.parametrize(
    ("pattern", "url", "expected"),
    [
        ("/blog/*", "https://example.com/blog/", True),
        ("/blog/*", "https://example.com/blog/a/b?c=d", True),
        ("/blog/*", "https://example.com/blog", False),
        ("/blog/*", "https://example.com/en/blog/a", False),
        ("*/print/*", "https://example.com/a/print/b", True),
        ("/a", "https://example.com/a", True),
        ("/a", "https://example.com/a?b", False),
        ("/a*b*", "https://example.com/axbx", True),
        ("*.html", "https://example.com/a.html?x=.html", True),
        ("*ab*ab", "https://example.com/ab", False),
        ("*?page=*", "https://example.com/a?page=2", True),
        ("https://example.com/*", "https://example.com/a", True),
        ("https://Example.com/A", "https://example.com/A", True),
        ("http://*", "https://example.com/a", False),
        ("https://*.example.com/*", "https://de.example.com/a", True),
        ("/größe/*", "https://example.com/gr%C3%B6%c3%9fe/x", True),
        ("/a b", "https://example.com/a%20b", True),
        ("/A", "https://example.com/a", False),
        ("/a.c", "https://example.com/abc", False),
        ("*", "https://example.com/", True),
    ],
)
def test_what_a_pattern_matches(pattern: str, url: str, expected: bool) -> None:
    assert Patterns(parse_patterns([pattern])).allows(url) is expected
    assert Patterns((), parse_patterns([pattern])).allows(url) is not expected


def test_include_and_exclude() -> None:
    assert allows("https://example.com/a")
    assert allows("https://example.com/a/b", "/a/* /b/*")
    assert not allows("https://example.com/c", "/a/* /b/*")
    assert not allows("https://example.com/a/b", "/a/*", "*b")
    assert allows("https://example.com/a/c", "/a/*", "*b")


def test_blank_lines_and_repeated_ones_are_left_out() -> None:
    assert parse_patterns(["", " /a/** ", "/a/*", "\t"]) == ("/a/*",)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/" + "a" * 200, "Pattern 2 has more than 200 characters."),
        ("blog/*", "Pattern 2 begins with neither /, * nor https://"),
        ("ftp://example.com/*", "Pattern 2 begins with neither"),
        ("/a\x00", "Pattern 2 holds a character that is not seen."),
        ("/a\ud800", "Pattern 2 holds a character that is not seen."),
    ],
)
def test_what_is_refused(line: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_patterns(["/a", line])
    assert caught.value.code == "bad_pattern"
    assert caught.value.message.startswith(words)


def test_fifty_are_enough() -> None:
    lines = [f"/{number}" for number in range(51)]
    assert len(parse_patterns(lines[:50])) == 50
    with pytest.raises(Refused, match="at most 50"):
        parse_patterns(lines)


def test_no_pattern_takes_long() -> None:
    """As a regular expression this one would not end in a lifetime."""
    patterns = Patterns(parse_patterns(["/" + "*a" * 98 + "*b"]))
    url = "https://example.com/" + "a" * 2000
    begun = time.process_time()
    for _ in range(100):
        assert not patterns.allows(url)
    assert time.process_time() - begun < 2


@given(st.text("ab*/", max_size=12), st.text("ab/", max_size=12))
def test_it_is_what_the_regular_expression_would_say(pattern: str, path: str) -> None:
    expression = ".*".join(map(re.escape, f"/{pattern}".split("*")))
    expected = re.fullmatch(expression, f"/{path}") is not None
    assert matches(f"/{pattern}", f"https://example.com/{path}") is expected
