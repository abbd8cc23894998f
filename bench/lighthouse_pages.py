"""What Lighthouse's unit tests hand to an audit, as a page, headers and site files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from webapp.domain.audit_inputs import AuditInputs
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.site_facts import Answer, SiteFacts
from webapp.pipeline.crawl.robots import read_robots
from webapp.pipeline.parse import parse

Artifacts = dict[str, Any]
URL = "https://example.com/page.html"
ROBOTS = "https://example.com/robots.txt"


@dataclass
class Page:
    """The parts of a page that a test is about."""

    url: str = URL
    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)

    def fetched(self) -> FetchedPage:
        html = (
            '<!doctype html><html><head><meta charset="utf-8"><title>A page</title>'
            f"{''.join(self.head)}</head><body><h1>A page</h1>{''.join(self.body)}"
        )
        headers = [("Content-Type", "text/html; charset=utf-8"), *self.headers]
        sent = html.encode()
        return FetchedPage(self.url, self.url, self.status, tuple(headers), sent)


def inputs_of(artifacts: Artifacts) -> AuditInputs:
    """The page and the site that these artifacts describe, taken apart by our parser.

    A click listener stands as ``onclick``, since a page without its scripts run has no
    other; links that a test puts nowhere stand in the head.
    """
    page = Page()
    names = artifacts.get("URL", {})
    given = names.get("mainDocumentUrl") or names.get("finalDisplayedUrl") or URL
    page.url = given if given.count("/") > 2 else given + "/"
    for record in artifacts.get("DevtoolsLog") or []:
        page.status = record.get("statusCode", 200)
        for header in record.get("responseHeaders") or []:
            page.headers.append((header["name"], header["value"]))
    for meta in artifacts.get("MetaElements") or []:
        page.head.append(tag("meta", name=meta["name"], content=meta["content"]))
    for link in artifacts.get("LinkElements") or []:
        put_link(page, link)
    page.body += map(anchor, artifacts.get("AnchorElements") or [])
    fetched = page.fetched()
    return AuditInputs(fetched, parse(fetched), site_of(artifacts))


def put_link(page: Page, link: Artifacts) -> None:
    href = link.get("hrefRaw") or link.get("href") or ""
    hreflang = link.get("hreflang") or ""
    if link["source"] == "headers":
        language = f'; hreflang="{hreflang}"' if hreflang else ""
        page.headers.append(("Link", f'<{href}>; rel="{link["rel"]}"{language}'))
        return
    language_attribute = {"hreflang": hreflang} if "hreflang" in link else {}
    if link["rel"] == "canonical":
        language_attribute = {}
    element = tag("link", rel=link["rel"], href=href, **language_attribute)
    (page.body if link["source"] == "body" else page.head).append(element)


def anchor(given: Artifacts) -> str:
    """An ``a`` of the attributes that the test says it has."""
    has_href = "rawHref" in given
    names = given.get("attributeNames") if has_href else None
    if names is None:
        names = ["href"] if given.get("href") else []
    attributes = dict.fromkeys(names, "")
    if "href" in names:
        attributes["href"] = given["rawHref"] if has_href else given["href"]
    for name in ("role", "name", "id", "onclick", "rel"):
        if given.get(name):
            attributes[name] = given[name]
    if given.get("textLang"):
        attributes["lang"] = given["textLang"]
    if any(listener["type"] == "click" for listener in given.get("listeners") or []):
        attributes.setdefault("onclick", "follow()")
    return tag("a", **attributes) + escape(given.get("text", "A link")) + "</a>"


def site_of(artifacts: Artifacts) -> SiteFacts:
    """robots.txt and llms.txt. A body that comes with 204 or 3xx is one with 200: no
    client ever sees it otherwise."""
    robots = artifacts.get("RobotsTxt") or {}
    llms = artifacts.get("LlmsTxt")
    return SiteFacts(robots_of(robots), llms=llms_of(llms) if llms else None)


def robots_of(given: Artifacts) -> RobotsTxt:
    status, content = given.get("status", 200), given.get("content")
    if content is None or status >= 400:
        return RobotsTxt(ROBOTS, "absent", status, "", "")
    header = (("Content-Type", "text/plain"),)
    return read_robots(ROBOTS, FetchedPage(ROBOTS, ROBOTS, 200, header, text(content)))


def llms_of(given: Artifacts) -> Answer:
    url = "https://example.com/llms.txt"
    if not given["status"]:
        return Answer(url, problem="connection_failed", note="No connection.")
    body = text(given["content"] or "")
    return Answer(url, given["status"], url, "text/plain", body=body)


def text(content: str) -> bytes:
    return content.encode("utf-8")


def tag(element: str, **attributes: str) -> str:
    written: Iterable[str] = (
        f' {name}="{escape(value)}"' for name, value in attributes.items()
    )
    return f"<{element}{''.join(written)}>"
