"""Pages as HTML strings, and one audit run on one of them."""

from __future__ import annotations

from webapp.audits.registry import AUDITS
from webapp.audits.runner import run_one
from webapp.domain.audit_inputs import AuditInputs
from webapp.domain.audit_result import AuditResult
from webapp.domain.fetched_page import FetchedPage, Redirect
from webapp.pipeline.parse import parse

URL = "https://example.com/page"


def fetched(
    html: str | bytes = "<p>hello",
    *,
    url: str = URL,
    status: int = 200,
    headers: dict[str, str] | None = None,
    redirects: tuple[Redirect, ...] = (),
) -> FetchedPage:
    body = html.encode() if isinstance(html, str) else html
    sent = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
    return FetchedPage(url, url, status, tuple(sent.items()), body, redirects=redirects)


def check(
    audit_id: str, html: str | bytes = "<p>hello", **facts: object
) -> AuditResult:
    """What the audit of this id says about a page."""
    page = fetched(html, **facts)  # type: ignore[arg-type]
    inputs = AuditInputs(fetched=page, page=parse(page))
    chosen = next(audit for audit in AUDITS if audit.meta.id == audit_id)
    return run_one(chosen, inputs)
