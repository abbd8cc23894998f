"""entity.site-name: the home page names its site."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.audits.brand_names import is_home, is_in_title, is_same, websites
from webapp.audits.structured_data import label, texts, values
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="entity.site-name",
    category="trust",
    severity=Severity.MINOR,
    title="The home page names its site",
    failure_title="The home page does not name its site",
    why=(
        "Google shows a site's name above each of its results and takes it first of "
        "all from the WebSite item of the home page."
    ),
    how_to_fix="Add a WebSite item with name and url to the home page.",
    source="https://developers.google.com/search/docs/appearance/site-names",
    verified=date(2026, 11, 24),
    finds_absence=True,
    rule=(
        "Fails if the home page (path /) has no WebSite item with name and url. Warns "
        "if neither that name nor its alternateName is found in og:site_name or in the "
        "title. Does not apply to other pages."
    ),
    wrong=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "WebSite",\n'
        ' "url": "https://example.com/"}\n'
        "</script>"
    ),
    right=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "WebSite", "name": "Acme",\n'
        ' "url": "https://example.com/"}\n'
        "</script>\n"
        "<title>Acme</title>"
    ),
)


def run(page: ParsedPage) -> AuditResult:
    if not is_home(page):
        return not_applicable("This is not the home page.")
    sites = websites(page)
    if not sites:
        return failed("No item of the page is a WebSite.")
    whole = [site for site in sites if values(site, "name") and values(site, "url")]
    if not whole:
        found = [Finding(label(site), site.place) for site in sites]
        return failed("The WebSite item lacks its name or url.", found)
    names = texts(whole[0], "name") + texts(whole[0], "alternateName")
    shown = page.open_graph.get("og:site_name", "")
    if not any(is_same(n, shown) or is_in_title(n, page.title) for n in names):
        found = [Finding(text) for text in (shown, page.title) if text]
        sentence = f'The site is "{names[0][:80]}" here and something else there.'
        return warned(sentence, found)
    return passed(f'The site is named "{names[0][:80]}".')
