"""sd.json."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "sd.json"
LD = "<script type=application/ld+json>%s</script>"


def test_it_passes() -> None:
    result = check(ID, LD % '{"@type": "Article"}')
    assert (result.outcome, result.explanation) == ("pass", "1 block can be read.")
    assert check(ID, LD % '<!-- {"@type": "Article"} -->').outcome == "pass"


def test_it_warns_of_a_key_that_stands_twice() -> None:
    result = check(ID, LD % '{"a": 1, "a": 2}')
    assert (result.outcome, result.findings[0].snippet) == ("warn", "a")


def test_it_fails() -> None:
    result = check(ID, LD % '{"@type": "Article",}' + LD % "{}")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "1 of 2 blocks cannot be read."
    assert result.findings[0].snippet == '{"@type": "Article",}'


@pytest.mark.parametrize("start", ["\n", "\n\n<!--\n", "\n//<![CDATA[\n", "<!--\n"])
def test_the_line_is_one_of_the_page(start: str) -> None:
    text = start + '{\n "a": 1,\n "b" 2\n}'
    html = f"<!doctype html>\n<title>x</title>\n{LD % text}"
    (finding,) = check(ID, html).findings
    line = html.splitlines().index(' "b" 2') + 1
    assert f"line {line} of the page, column 6" in finding.note
    assert finding.snippet == '"b" 2'


def test_an_error_without_a_place_is_told() -> None:
    (finding,) = check(ID, LD % ("[" * 100_000)).findings
    assert finding.note == "nested too deeply"


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
    assert check(ID, "<script>{</script>").outcome == "na"
