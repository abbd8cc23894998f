"""sec.cookies: cookies of an https page are kept from http."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.expiry import is_past
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="sec.cookies",
    category="security",
    severity=Severity.MODERATE,
    title="Cookies are sent over HTTPS alone",
    failure_title="Some cookies are sent over plain http as well",
    why="One request over http is enough to read a cookie without Secure on the way.",
    how_to_fix="Add Secure to the cookie, and HttpOnly and SameSite where they fit.",
    source="https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2.5",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "It fails if a Set-Cookie header of the final answer has no Secure on an https"
        " page. A missing HttpOnly or SameSite is named and costs nothing, as scripts"
        " may need the cookie and browsers assume SameSite=Lax. Cookies that are being"
        " deleted, pages over http and answers without cookies are left out."
    ),
    wrong="Set-Cookie: cart=8c1f; Path=/",
    right="Set-Cookie: cart=8c1f; Path=/; Secure; HttpOnly; SameSite=Lax",
)

MAX_AGE = re.compile(r"-?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Cookie:
    name: str
    attributes: dict[str, str]

    @property
    def is_deletion(self) -> bool:
        """Max-Age counts before Expires (RFC 6265, 4.1.2.2)."""
        age = MAX_AGE.fullmatch(self.attributes.get("max-age", ""))
        if age:
            return int(age[0]) <= 0
        return is_past(self.attributes.get("expires", ""))

    @property
    def shown(self) -> str:
        """The header without the value, which is a visitor's secret."""
        rest = [
            f"{key}={text}" if text else key for key, text in self.attributes.items()
        ]
        return "; ".join([f"Set-Cookie: {self.name}=…", *rest])


def run(fetched: FetchedPage) -> AuditResult:
    if not fetched.final_url.lower().startswith("https:"):
        return not_applicable("The page itself came over http.")
    found = [read(value) for value in fetched.header_all("Set-Cookie")]
    cookies = [cookie for cookie in found if not cookie.is_deletion]
    if not cookies:
        return not_applicable("The answer sets no cookie.")
    bad = [cookie for cookie in cookies if "secure" not in cookie.attributes]
    if bad:
        lines = (Finding(cookie.shown, "no Secure") for cookie in bad)
        return failed(f"{count(len(bad), 'cookie')} without Secure.", lines)
    return passed(f"{count(len(cookies), 'cookie')} with Secure{remark(cookies)}.")


def remark(cookies: list[Cookie]) -> str:
    wanted = {"HttpOnly": "httponly", "SameSite": "samesite"}
    lacking = {
        label: sum(1 for cookie in cookies if key not in cookie.attributes)
        for label, key in wanted.items()
    }
    parts = [f"{number} without {label}" for label, number in lacking.items() if number]
    return f" ({', '.join(parts)})" if parts else ""


def read(header: str) -> Cookie:
    pair, *parts = header.split(";")
    split = (part.partition("=") for part in parts)
    attributes = {key.strip().lower(): text.strip() for key, _, text in split}
    return Cookie(pair.partition("=")[0].strip()[:100], attributes)
