"""head.broken."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "head.broken"


@pytest.mark.parametrize(
    "head",
    [
        "<title>x</title><script>'<div>'</script><link rel=canonical href=/>",
        "<noscript><img src=a></noscript>",
        "<!-- <div> --><style>a > b {}</style><template><p>x</p></template>",
    ],
)
def test_it_passes(head: str) -> None:
    assert check(ID, f"<head>{head}</head><body><p>x").outcome == "pass"


@pytest.mark.parametrize("breaker", ["<img src=a>", "<div id=x>", "<iframe src=a>"])
@pytest.mark.parametrize(
    "lost", ["<title>Late", "<meta name=description content=x>", "<link rel=canonical>"]
)
def test_it_fails(breaker: str, lost: str) -> None:
    end = "</iframe>" if breaker.startswith("<iframe") else ""
    result = check(ID, f"<head>{breaker}{end}{lost}</title></head><body><p>x")
    assert result.outcome == "fail"
    notes = [finding.note for finding in result.findings]
    assert notes == ["ends the head", "comes too late"]
    assert result.findings[0].snippet == breaker


def test_it_warns_where_nothing_is_lost() -> None:
    result = check(ID, "<head><title>x</title><img src=a></head><body><p>x")
    assert (result.outcome, len(result.findings)) == ("warn", 1)


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
