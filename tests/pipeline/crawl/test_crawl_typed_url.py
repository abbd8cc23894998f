"""What is pasted along with an address and cannot be seen."""

from __future__ import annotations

import pytest

from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl import check_url, with_scheme


@pytest.mark.parametrize(
    "typed",
    [
        "\u202ehttp://a.example/",
        "\ufeffhttp://a.example/",
        "\u200b \u200ehttp://a.example/ \u202c\u200b",
        "\u2066http://a.example/\u2069\n",
        "\xa0http://a.example/\u3000",
    ],
    ids=ascii,
)
def test_around_an_address_it_is_left_out(typed: str) -> None:
    assert check_url(typed) == "http://a.example/"


def test_alone_it_is_nothing() -> None:
    assert with_scheme("\u202e\u200b ") == ""
    with pytest.raises(UrlRefused, match="Enter an address"):
        check_url("\u202e\u200b ")


@pytest.mark.parametrize(
    ("typed", "code", "name"),
    [
        ("h\u202ettp://a.example/", "bad_port", "U+202E, right-to-left override"),
        ("http://a.exa\u202emple/", "bad_host", "U+202E, right-to-left override"),
        ("http://a.example:\u200b80/", "bad_port", "U+200B, zero width space"),
        ("http:\u2060//a.example/", "bad_url", "U+2060, word joiner"),
        ("\x9bhttp://a.example/", "bad_port", "U+009B, a control character"),
        ("http://a.example/\x00", "bad_url", "U+0000, a control character"),
    ],
    ids=ascii,
)
def test_within_an_address_it_is_named(typed: str, code: str, name: str) -> None:
    with pytest.raises(UrlRefused) as caught:
        check_url(typed)
    assert caught.value.code == code
    assert name in caught.value.message
    assert caught.value.message.isascii()


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("http://127\u00ad.0.0.1/", "blocked_address", "private or reserved"),
        ("ftp://a.example/\u200bb", "bad_scheme", "begin with http"),
        ("http://a.example/" + "\u200d\u2640" * 2000, "bad_url", "longer than 2048"),
        ("http://a.example:8o/", "bad_port", "A port is a number"),
    ],
    ids=["blocked", "scheme", "length", "seen"],
)
def test_what_is_amiss_besides_is_said(typed: str, code: str, words: str) -> None:
    with pytest.raises(UrlRefused, match=words) as caught:
        check_url(typed)
    assert caught.value.code == code


def test_what_is_allowed_within_an_address_stays() -> None:
    """A soft hyphen is no part of a name; a joiner is one of a path."""
    assert check_url("http://a\u00adb.example/") == "http://ab.example/"
    path = "%F0%9F%91%A9%E2%80%8D%E2%9A%95"
    assert check_url("a.example/\U0001f469\u200d\u2695") == f"https://a.example/{path}"
