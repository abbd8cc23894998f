"""Whose site: the registrable domain, by the list that the package brings."""

from __future__ import annotations

import ipaddress

import pytest

from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl import target_domain

NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://example.com/", "example.com"),
        ("https://a.b.example.com:443/x?y", "example.com"),
        ("https://a.example.co.uk/", "example.co.uk"),
        ("https://alice.github.io/", "alice.github.io"),
        ("https://co.uk/", "co.uk"),
        ("https://www.münchen.de/", "xn--mnchen-3ya.de"),
        ("https://example.com./", "example.com"),
        ("https://a.no-such-suffix/", "a.no-such-suffix"),
        ("http://8.8.8.8/", "8.8.8.8"),
        ("http://[2606:4700::1]/", "2606:4700::1"),
    ],
)
def test_a_site_has_one_domain(url: str, domain: str) -> None:
    assert target_domain(url) == domain


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/", "http://localhost/", "http://wiki.internal/"]
)
def test_allowed_networks_have_none(url: str) -> None:
    assert target_domain(url, NETWORKS) is None


def test_it_passes_the_gate_first() -> None:
    with pytest.raises(UrlRefused):
        target_domain("http://127.0.0.1/")
