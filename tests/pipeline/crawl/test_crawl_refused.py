"""B1-B7 and B9-B12: for a refused address no socket opens and no name is looked up,
whether it was typed or a server redirects to it."""

from __future__ import annotations

import pytest

from support.bad_urls import BAD_URLS, BadUrl
from support.hostile_server import HostileServer, redirect, send
from support.recorder import PUBLIC, Recorder
from webapp.exceptions import UrlRefused, XenlixError
from webapp.pipeline.crawl import FetchPolicy, fetch

#: B1 as it is, too: the gate is all that stands between these and a socket.
TYPED = [*BAD_URLS, BadUrl("B1", "", "bad_url"), BadUrl("B1", " ", "bad_url")]
#: Without a scheme and relative, so it leads to a host of one label.
RELATIVE = {"//x": "bad_host"}


def refusal(url: str, policy: FetchPolicy) -> str:
    with pytest.raises(UrlRefused) as caught:
        fetch(url, policy)
    return caught.value.code


@pytest.mark.parametrize("bad", TYPED, ids=ascii)
def test_typed(
    internet: FetchPolicy, recorder: Recorder, asked: list[str], bad: BadUrl
) -> None:
    assert refusal(bad.url, internet) == bad.code
    assert (recorder.opened, asked) == ([], [])


@pytest.mark.parametrize("bad", BAD_URLS, ids=ascii)
def test_redirected_to(
    internet: FetchPolicy,
    recorder: Recorder,
    asked: list[str],
    server: HostileServer,
    bad: BadUrl,
) -> None:
    server.scripts["/"] = redirect(bad.url)
    code = RELATIVE.get(bad.url, bad.code)
    assert refusal("http://a.example/", internet) == code
    assert recorder.opened == [(PUBLIC, 80)]
    assert asked == ["a.example."]


@pytest.mark.parametrize(
    "location",
    [
        b"///b.example/", b"////b.example/", b"http:///b.example/", b"http:/b.example/",
        b"http:b.example/", b"/\\b.example/", b"\\\\b.example/", b"http:\\\\b.example/",
        b"ht\ttp://b.example/", b"http://b.exa\tmple/", b"/a\tb", b"/\x1b[31m",
        b"/a\x00", b"/" + b"x" * 3000,
    ],
    ids=repr,
)  # fmt: skip
def test_what_browsers_and_parsers_read_differently_is_not_followed(
    internet: FetchPolicy, recorder: Recorder, server: HostileServer, location: bytes
) -> None:
    """A browser goes to b.example for the first ones, Python's ``urljoin`` stays."""
    head = b"HTTP/1.1 302 F\r\nContent-Length: 0\r\nLocation: "
    server.scripts["/"] = send(head + location + b"\r\n\r\n")
    assert refusal("http://a.example/", internet) == "bad_url"
    assert recorder.opened == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    ("location", "path"),
    [("/b", "/b"), ("b?c", "/b?c"), ("?c", "/?c"), ("./b/../d#e", "/d"),
     ("//b.example/ü", "/%C3%BC"), ("HTTP://b.example?c", "/?c")],
)  # fmt: skip
def test_what_a_browser_reads_as_we_do_is_followed(
    internet: FetchPolicy, server: HostileServer, location: str, path: str
) -> None:
    server.scripts["/"] = redirect(location)
    page = fetch("http://a.example/", internet)
    assert (page.status, server.paths) == (404, ["/", path])
    host = "b.example" if "b.example" in location else "a.example"
    assert page.final_url == f"http://{host}{path}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location", ["http://10.0.0.1/", "http://[::1]:22/", "file:/x"]
)
def test_each_kind_of_redirect_goes_through_the_gate(
    internet: FetchPolicy,
    recorder: Recorder,
    server: HostileServer,
    location: str,
    status: int,
) -> None:
    server.scripts["/"] = redirect(location, status)
    with pytest.raises(XenlixError) as caught:
        fetch("http://a.example/", internet)
    assert caught.value.code in {"blocked_address", "bad_port", "bad_scheme"}
    assert recorder.opened == [(PUBLIC, 80)]
