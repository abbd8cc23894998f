"""When two URLs are the same address."""

from __future__ import annotations

import pytest

from webapp.audits.addresses import is_web_address, normalised, without_tracking


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("https://example.com:443/a#b", "https://example.com/a"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.com/ä?ö=%c3%a4", "https://example.com/%C3%A4?%C3%B6=%C3%A4"),
        ("https://example.com/%7Euser/%2f", "https://example.com/~user/%2F"),
        ("https://example.com/a b?", "https://example.com/a%20b"),
        ("https://example.com/a/./b/../%2e%2e/c", "https://example.com/c"),
        ("https://example.com/../a/b/..", "https://example.com/a/"),
        ("https://example.com/a//../.b/...", "https://example.com/a/.b/..."),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("http://[", "http://["),
        ("https://example.com:x/", "https://example.com:x/"),
        ("https://\u2488.example/", "https://\u2488.example/"),
    ],
)
def test_urls_are_normalised(url: str, expected: str) -> None:
    assert normalised(url) == expected
    assert normalised(expected) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/?utm_source=x&id=1&gclid=y", "https://a.example/?id=1"),
        ("https://a.example/?UTM_Medium=x", "https://a.example/"),
        (
            "https://a.example/?utm=x&id=utm_source",
            "https://a.example/?utm=x&id=utm_source",
        ),
        ("https://a.example/p#utm_source=x", "https://a.example/p#utm_source=x"),
        ("http://[", "http://["),
    ],
)
def test_parameters_that_count_visitors_are_left_out(url: str, expected: str) -> None:
    assert without_tracking(url) == expected


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://example.com", True),
        ("HTTP://user@example.com:8080/?a", True),
        ("http://[::1]/", True),
        ("https://exam%70le.com/", True),
        ("https://exam%20ple.com/", False),
        ("https://exam ple.com/", False),
        ("https://", False),
        ("//example.com", False),
        ("/path", False),
        ("ftp://example.com/", False),
        ("http://example.com:99999/", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_web_addresses_are_told(url: str, *, is_one: bool) -> None:
    assert is_web_address(url) is is_one
