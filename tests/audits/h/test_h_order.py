"""h.order."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "h.order"


@pytest.mark.parametrize("levels", ["12323", "44", "3456", "2123", "11", "6543"])
def test_it_passes(levels: str) -> None:
    html = "".join(f"<h{level}>x</h{level}>" for level in levels)
    assert check(ID, html).outcome == "pass"


def test_it_passes_over_hidden_headings() -> None:
    assert check(ID, "<h1>a</h1><h4 hidden>b</h4><h2>c</h2>").outcome == "pass"


@pytest.mark.parametrize(
    ("html", "notes"),
    [
        ("<h2>a</h2><h4>b</h4>", ["“b” follows an h2"]),
        ("<h1>a</h1><h3>b</h3><h2>c</h2><h6>d</h6>", ["“b” follows", "“d” follows"]),
        ("<h1>a</h1><p role=heading aria-level=4>b", ["“b” follows an h1"]),
    ],
)
def test_it_fails(html: str, notes: list[str]) -> None:
    result = check(ID, html)
    assert (result.outcome, len(result.findings)) == ("fail", len(notes))
    for finding, note in zip(result.findings, notes, strict=True):
        assert finding.note.startswith(note)


@pytest.mark.parametrize("html", ["<h1>a</h1>", "<h1>a</h1><h4 hidden>b</h4>"])
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
