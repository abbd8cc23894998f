"""link.localhost: no link to a machine that visitors cannot reach."""

from __future__ import annotations

import ipaddress
import re
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="link.localhost",
    category="links",
    severity=Severity.SERIOUS,
    title="Links lead to hosts that everybody can reach",
    failure_title="Some links lead to a private host",
    why=(
        "Such links work for the developers alone, and tell everybody else the names of"
        " their machines."
    ),
    how_to_fix="Replace the host by the public one, or link without a host.",
    source="https://www.rfc-editor.org/rfc/rfc6761",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for links to localhost, to an IP address that is not public, to a"
        " name without a dot or under .localhost, .local, .internal, .lan or .test, and"
        " to a host of the own domain that is named staging, stage, preprod, preview or"
        " uat. It does not apply to pages that stand on such a host themselves."
    ),
    wrong='<a href="http://localhost:3000/soil">Soil</a>',
    right='<a href="/soil">Soil</a>',
)

#: https://www.rfc-editor.org/rfc/rfc6762 for .local; ICANN keeps .internal free.
PRIVATE_ENDS = (".localhost", ".local", ".internal", ".lan", ".test")
#: Not ``dev``: many firms welcome developers there.
STAGING = re.compile(r"(?:[\w-]+[-.])?(?:staging|stage|preprod|preview|uat)\d*[-.]")


def run(page: ParsedPage) -> AuditResult:
    here = host_of(page.url)
    if problem(here, ""):
        return not_applicable("The page itself stands on a private host.")
    links = [link for link in page.links if link.is_internal is not None]
    if not links:
        return not_applicable("The page links to no web page.")
    # Links within the site lead to the page's own host, which is public.
    outside = [(link, host_of(link.url)) for link in links if not link.is_internal]
    private = {host: problem(host, here) for host in {host for _, host in outside}}
    bad = [(link, private[host]) for link, host in outside if private[host]]
    if bad:
        found = (Finding(link.snippet, reason) for link, reason in bad)
        return failed(f"{count(len(bad), 'link')} to a private host.", found)
    return passed(f"{count(len(links), 'link')} looked at.")


@lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")


def problem(host: str, here: str) -> str:
    """Why visitors of the site ``here`` cannot reach the host; empty if they can."""
    if host == "localhost" or host.endswith(PRIVATE_ENDS):
        return "a name for private networks"
    try:
        is_public = ipaddress.ip_address(host).is_global
        return "" if is_public else "an address for private networks"
    except ValueError:
        pass  # a name, as nearly all are
    if "." not in host:
        return "a name without a domain"
    domain = here.removeprefix("www.")
    is_own = bool(domain) and host.endswith(f".{domain}")
    return "a host for staging" if is_own and STAGING.match(host) else ""
