"""perf.render-blocking."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "perf.render-blocking"


@pytest.mark.parametrize(
    "script",
    [
        "<script src=a.js defer></script>",
        "<script src=a.js async></script>",
        "<script src=a.js type=module></script>",
        "<script src=a.js nomodule></script>",
    ],
)
def test_it_passes(script: str) -> None:
    assert check(ID, f"<head>{script}</head>").outcome == "pass"


@pytest.mark.parametrize(
    "kind", ["", "type=text/javascript", "type='application/javascript; charset=x'"]
)
def test_it_fails(kind: str) -> None:
    result = check(
        ID,
        f"<head><script src=/a.js {kind}></script><script src=b.js defer></script></head>",
    )
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "1 of 2 script files."
    assert 'src="/a.js"' in result.findings[0].snippet


@pytest.mark.parametrize(
    "html",
    [
        "<head><script>var a</script></head>",
        "<head><script src=a.json type=application/ld+json></script></head>",
        "<body><p>x</p><script src=a.js></script>",
    ],
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
