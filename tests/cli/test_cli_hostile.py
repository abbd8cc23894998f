"""B20: what a page says reaches a terminal as text, never as commands to it."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask

from support.site import Site

#: Colours, a title of the window, C1's own way to begin those, text turned round.
ODD = "\x1b[31mred \x1b]0;owned\x07 \x9b2J \u202egnp.exe \u2066x {{7*7}}"
PAGE = (
    f"<title>{ODD}</title><meta name=description content='{ODD}'><h1>{ODD}</h1>"
    f"<a href='javascript:alert(1)'>{ODD}</a><img src='{ODD}'><p>{ODD} pots</p>"
    '<script type="application/ld+json">{"@type": "\\u001b[31m\\u202e"}</script>'
)
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def run(app: Flask, *arguments: str):  # type: ignore[no-untyped-def]
    return app.test_cli_runner().invoke(args=["scan", *arguments], color=True)


def test_the_report(app: Flask, site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.pages["/odd"] = PAGE
    done = run(app, f"{site.url}/odd")
    assert done.exit_code == 0
    assert not COMMANDS.search(done.output + caplog.text)
    assert "red" in done.stdout
    assert "{{7*7}}" in done.stdout


def test_json_says_the_same_in_escapes(app: Flask, site: Site) -> None:
    site.pages["/odd"] = PAGE
    done = run(app, f"{site.url}/odd", "--json")
    assert not COMMANDS.search(done.output)
    page = json.loads(done.stdout)["page"]
    assert "\u202e" in page["title"]
    assert page["structured_data_types"] == ["\x1b[31m\u202e"]


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_errors(app: Flask, site: Site, option: list[str]) -> None:
    kind = {"Content-Type": "image/\x1b[31mpng"}
    site.pages["/odd"] = lambda: (200, kind, b"x")
    done = run(app, f"{site.url}/odd", *option)
    assert done.exit_code == 2
    assert "unsupported_type" in done.output
    assert not COMMANDS.search(done.output)
