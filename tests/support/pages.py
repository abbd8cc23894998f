"""Pages as HTML strings, and one audit run on one of them."""

from __future__ import annotations

from webapp.audits.registry import AUDITS
from webapp.audits.runner import run_one
from webapp.domain.audit_inputs import AuditInputs
from webapp.domain.audit_result import AuditResult
from webapp.domain.fetched_page import FetchedPage, Redirect
from webapp.domain.pagespeed import PageSpeed
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.site_facts import Answer, SiteFacts
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


def robots(body: str = "", **facts: object) -> RobotsTxt:
    """The robots.txt of ``URL``, absent where the body is empty."""
    state = "found" if body else "absent"
    status = 200 if body else 404
    url = "https://example.com/robots.txt"
    return RobotsTxt(url, state, status, body, "", **facts)  # type: ignore[arg-type]


def site_of(robots_body: str = "", **parts: object) -> SiteFacts:
    """What the site answers beside the page; a part that is not given is None."""
    return SiteFacts(robots(robots_body), **parts)  # type: ignore[arg-type]


def answer(
    path: str, status: int = 200, body: str | bytes = "", kind: str = "text/plain"
) -> Answer:
    """One answer beside the page."""
    url = f"https://example.com{path}"
    sent = body.encode() if isinstance(body, str) else body
    return Answer(url, status, url, kind, body=sent)


def check(
    audit_id: str,
    html: str | bytes = "<p>hello",
    *,
    site: SiteFacts | None = None,
    pagespeed: PageSpeed | None = None,
    **facts: object,
) -> AuditResult:
    """What the audit of this id says about a page."""
    page = fetched(html, **facts)  # type: ignore[arg-type]
    inputs = AuditInputs(page, parse(page), site or site_of(), pagespeed)
    chosen = next(audit for audit in AUDITS if audit.meta.id == audit_id)
    return run_one(chosen, inputs)
