"""crawl.html-size."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.pages import check, fetched
from webapp.audits.crawl.html_size import run

ID = "crawl.html-size"


@pytest.mark.parametrize("size", [0, 1_000_000])
def test_it_passes(size: int) -> None:
    assert run(fetched(b"x" * size)).outcome == "pass"


@pytest.mark.parametrize("size", [1_000_001, 2_000_000])
def test_it_warns(size: int) -> None:
    result = run(fetched(b"x" * size))
    assert result.outcome == "warn"
    assert result.findings[0].note == f"{size:,} bytes"


def test_it_fails() -> None:
    result = run(fetched(b"x" * 2_000_001))
    assert result.outcome == "fail"
    assert "2.00 MB" in result.explanation


def test_it_fails_where_we_stopped_to_read() -> None:
    result = run(replace(fetched(b"x" * 900_000), truncated=True))
    assert result.outcome == "fail"
    assert "at least" in result.explanation


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
