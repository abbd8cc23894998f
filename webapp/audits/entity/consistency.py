"""entity.consistency: the home page uses one name for its brand."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.audits.brand_names import is_home, is_in_title, is_same, site_names
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="entity.consistency",
    category="trust",
    severity=Severity.MINOR,
    title="The home page uses one name for its brand",
    failure_title="The home page uses several names for its brand",
    why=(
        "Machines join what is said about a brand by its name; two names make two "
        "weaker brands."
    ),
    how_to_fix=(
        "Write the same name in og:site_name, WebSite, Organization and in the title."
    ),
    source="https://developers.google.com/search/docs/appearance/site-names#guidelines",
    verified=date(2026, 11, 24),
    rule=(
        "Fails if two of og:site_name, WebSite.name and Organization.name of the home "
        "page (path /) are different names; case, accents, punctuation, legal forms "
        "and short forms do not count. Warns if none of them is in the title. Does not "
        "apply to other pages, nor where fewer than two are there, title included."
    ),
    wrong=(
        "<title>Acme tools</title>\n"
        '<meta property="og:site_name" content="Acme">\n'
        '<div itemscope itemtype="https://schema.org/Organization">\n'
        '<meta itemprop="name" content="Road Runner Ltd">'
    ),
    right=(
        "<title>Acme tools</title>\n"
        '<meta property="og:site_name" content="Acme">\n'
        '<div itemscope itemtype="https://schema.org/Organization">\n'
        '<meta itemprop="name" content="Acme Inc.">'
    ),
)


def run(page: ParsedPage) -> AuditResult:
    if not is_home(page):
        return not_applicable("This is not the home page.")
    names = site_names(page)
    if len(names) + bool(page.title) < 2:
        return not_applicable("The page names its brand in one place at most.")
    found = [Finding(name, place) for place, name in names.items()]
    first = next(iter(names.values()))
    if not all(is_same(first, name) for name in names.values()):
        return failed(f"{len(found)} places do not use the same name.", found)
    if page.title and not any(is_in_title(name, page.title) for name in names.values()):
        found.append(Finding(page.title, "title"))
        return warned("The title does not hold the brand's name.", found)
    return passed(f'The brand is "{first[:80]}" in every place.')
