"""The URL gate against the URL standard's own cases, which are not kept here.

``--data FOLDER`` names a folder that holds ``urls/urltestdata.json`` of
https://github.com/web-platform-tests/wpt (``url/resources``). The gate may be narrower
than the standard, never wider: what it accepts the standard accepts, on one host.
"""

from __future__ import annotations

import ipaddress
import json
from pathlib import Path
from typing import Any

import pytest

from webapp.domain.settings import Network
from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl import canonical_url
from webapp.pipeline.crawl.url import Url

#: Fewer would mean that the file was cut or that the gate refuses nearly everything.
LEAST_CASES = 400
LEAST_ACCEPTED = 40


@pytest.fixture
def cases(pytestconfig: pytest.Config) -> list[dict[str, Any]]:
    """The cases that need no base URL: the gate resolves nothing."""
    folder: Path | None = pytestconfig.getoption("--data")
    if folder is None:
        pytest.skip("not run: needs --data FOLDER with urls/urltestdata.json")
    text = (folder / "urls" / "urltestdata.json").read_text(encoding="utf-8")
    entries = [entry for entry in json.loads(text) if isinstance(entry, dict)]
    return [entry for entry in entries if entry.get("base") is None]


#: As on the internet, and where every address, name and port is let in.
NETWORKS: list[tuple[Network, ...]] = [
    (),
    (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")),
]


def accepted(raw: str, networks: tuple[Network, ...]) -> Url | None:
    try:
        return canonical_url(raw, networks)
    except UrlRefused:
        return None


def difference(case: dict[str, Any], networks: tuple[Network, ...]) -> str | None:
    """What the gate does otherwise than the standard; None also where it refuses."""
    url = accepted(case["input"], networks)
    if url is None:
        return None
    if case.get("failure"):
        return f"accepts {case['input']!r}, which the standard rejects"
    # The standard keeps the brackets of an IPv6 host in ``hostname``.
    ours, theirs = url.host, case["hostname"].strip("[]")
    if (url.scheme + ":", ours) != (case["protocol"], theirs):
        return f"{case['input']!r}: {ours} where the standard has {theirs}"
    return None


@pytest.mark.parametrize("networks", NETWORKS, ids=["public", "everything"])
def test_it_is_never_wider_than_the_standard(
    cases: list[dict[str, Any]], networks: tuple[Network, ...]
) -> None:
    assert len(cases) >= LEAST_CASES
    found = [difference(case, networks) for case in cases]
    assert [text for text in found if text] == []
    passed = [case for case in cases if accepted(case["input"], networks)]
    assert len(passed) >= LEAST_ACCEPTED
