"""sitemap.valid: the sitemap keeps to the protocol."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    count,
    failed,
    not_applicable,
    not_measured,
    passed,
    warned,
)
from webapp.audits.probe_answers import reason_unmeasured
from webapp.audits.site_sitemap import READABLE, asked_sitemap, is_named
from webapp.audits.sitemap_faults import find_doubts, find_faults
from webapp.audits.sitemap_files import SitemapFile, read_sitemap
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.site_facts import Answer, SiteFacts

META = AuditMeta(
    id="sitemap.valid",
    category="indexing",
    severity=Severity.SERIOUS,
    title="The sitemap keeps to the protocol",
    failure_title="The sitemap breaks the protocol",
    why="A sitemap that cannot be read, or is too large, is dropped as a whole.",
    how_to_fix=(
        "Write XML with full URLs of the sitemap's own host, and divide it by a "
        "sitemap index before it reaches 50,000 URLs or 50 MB."
    ),
    source="https://www.sitemaps.org/protocol.html",
    verified=date(2026, 11, 24),
    inputs=("site",),
    rule=(
        "Fails where robots.txt names a sitemap that does not answer 2xx or is HTML, "
        "and where a sitemap is neither XML nor text, has more than 50,000 entries or "
        "50 MB unpacked, or an entry without an absolute URL. Warns for entries of "
        "another host or scheme, for a missing namespace, for UTF-16 instead of UTF-8, "
        "and for an empty one. At most 5 MB are read."
    ),
    wrong="<urlset><url><loc>/page</loc></url></urlset>",
    right=(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://example.com/page</loc></url>\n</urlset>"
    ),
)


def run(site: SiteFacts) -> AuditResult:
    answer = asked_sitemap(site)
    reason = reason_unmeasured(answer)
    if answer is None or reason:
        return not_measured(reason)
    file = read_sitemap(answer)
    if not answer.is_ok or file.kind == "html":
        if not is_named(site, answer):
            return not_applicable("There is no sitemap to judge.")
        note = answer.problem or f"status {answer.status}, {answer.content_type}"
        sentence = "The sitemap that robots.txt names is not there."
        return failed(sentence, [Finding(answer.url, note)])
    if file.kind not in READABLE:
        sentence = f"The sitemap cannot be read: {file.error}."
        return failed(sentence, [Finding(answer.url, answer.content_type)])
    return judge(answer, file)


def judge(answer: Answer, file: SitemapFile) -> AuditResult:
    faults = list(find_faults(answer, file))
    if faults:
        return failed("The sitemap breaks rules of the protocol.", faults)
    doubts = list(find_doubts(answer, file))
    if doubts:
        return warned("The sitemap can be read, with doubts.", doubts)
    part = ", as far as it was read" if file.is_cut else ""
    return passed(f"It lists {count(len(file.entries), 'address', 'addresses')}{part}.")
