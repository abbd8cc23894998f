"""hreflang.code."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "hreflang.code"
ALT = "<link rel=alternate hreflang='%s' href='%s'>"
HEADER = "<%s>; rel=alternate; hreflang=%s"


@pytest.mark.parametrize(
    "code", ["pl", "nl-be", "FR-BE", "zh-Hans", "zh-Hant-TW", "x-default", "X-Default"]
)
def test_it_passes(code: str) -> None:
    assert check(ID, ALT % (code, "/x")).outcome == "pass"
    assert check(ID, headers={"Link": HEADER % ("/x", code)}).outcome == "pass"


@pytest.mark.parametrize(
    "code",
    [
        "en-UK",
        "en-EU",
        "es-419",
        "GB",
        "english",
        "eng",
        "en_US",
        "xx1",
        "XX-be",
        "XX-be-Hans",
        "de-DE-Latn",
        "@@",
        "*",
    ],
)
def test_it_fails(code: str) -> None:
    by_link = check(ID, ALT % (code, "/x") + ALT % ("de", "/de"))
    by_header = check(ID, headers={"Link": HEADER % ("/x", code)})
    assert (by_link.outcome, by_link.explanation) == ("fail", "1 of 2 links.")
    assert by_header.findings[0].note == f"“{code}”"


@pytest.mark.parametrize("code", ["", " en", "  es", "en "])
def test_it_fails_by_white_space(code: str) -> None:
    assert check(ID, ALT % (code, "/x")).outcome == "fail"
    quoted = f'</x>; rel="alternate"; hreflang="{code}"'
    assert check(ID, headers={"Link": quoted}).outcome == "fail"


def test_it_counts_all() -> None:
    links = "".join(ALT % (f"xx{number}", "/x") for number in range(2))
    headers = {"Link": HEADER % ("/x", "xx3") + ", " + HEADER % ("/x", "xx4")}
    assert len(check(ID, links, headers=headers).findings) == 4


@pytest.mark.parametrize(
    "html",
    [
        "<p>x",
        "<body><p>x" + "<link rel=alternate hreflang=xx href=/x>",
        "<link rel=alternate type=application/rss+xml hreflang=xx href=/feed>",
        "<link rel='alternate stylesheet' hreflang=xx href=/x.css>",
        "<a rel=alternate hreflang=xx href=/x>x</a>",
    ],
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
