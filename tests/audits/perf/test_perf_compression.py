"""perf.compression."""

from __future__ import annotations

import dataclasses

import pytest

from support.pages import check, fetched
from webapp.audits.perf.compression import run
from webapp.domain.audit_result import AuditResult

ID = "perf.compression"


LONG = "<p>" + "word " * 1000


@pytest.mark.parametrize("coding", ["gzip", "br", "ZSTD", "deflate", "identity, gzip"])
def test_it_passes(coding: str) -> None:
    assert check(ID, LONG, headers={"content-encoding": coding}).outcome == "pass"


def test_it_says_what_was_saved() -> None:
    page = fetched(LONG, headers={"Content-Encoding": "gzip"})
    result = run(dataclasses.replace(page, wire_bytes=321))
    assert result.explanation == "It came with gzip: 321 bytes for 5,003."


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "identity"}])
def test_it_fails(headers: dict[str, str]) -> None:
    result: AuditResult = check(ID, LONG, headers=headers)
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "5,003 bytes came without compression."
    assert len(result.findings) == len(headers)


@pytest.mark.parametrize(
    ("html", "kind"),
    [("<p>short", "text/html"), ("x" * 1024, "text/html"), (LONG, "image/png")],
)
def test_it_does_not_apply(html: str, kind: str) -> None:
    assert check(ID, html, headers={"Content-Type": kind}).outcome == "na"
