"""hreflang.return: language versions name each other."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.audits.site_groups import versions_of
from webapp.audits.site_links import listed
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import UNKNOWN, SiteView

META = AuditMeta(
    id="hreflang.return",
    category="languages",
    severity=Severity.SERIOUS,
    title="Language versions name each other",
    failure_title="Language versions do not name each other",
    why=(
        "Anyone could call a page a version of theirs, so the link counts only where "
        "the other page confirms it; else it is ignored."
    ),
    how_to_fix="Give all versions of a page the same list of hreflang links.",
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page that names a language version on the site which does not "
        "name it in return. Both are pages that may be found: scanned, without "
        "noindex, and their own canonical page; hreflang.target is about the others. "
        "Does not apply where no two such pages are versions of each other."
    ),
    wrong=(
        '/en  <link rel="alternate" hreflang="de" href="https://example.com/de">\n'
        "/de  no hreflang links"
    ),
    right=(
        '/en  <link rel="alternate" hreflang="de" href="https://example.com/de">\n'
        '/de  <link rel="alternate" hreflang="en" href="https://example.com/en">'
    ),
)


def run(site: SiteView) -> SiteResult:
    versions = {
        place: found
        for place in site.indexable
        if site.pages[place].alternates and (found := open_versions(site, place))
    }
    if not versions:
        return not_applicable("No page names a language version on the site.")
    affected = []
    for place, named in versions.items():
        silent = [one for one in named if place not in returned_by(site, one)]
        if silent:
            notes = [f"not named by {site.pages[one].url}" for one in silent]
            affected.append(Affected(place, listed(notes)))
    if not affected:
        return judged(len(versions), (), "All language versions name each other.")
    pages = count(len(affected), "page is", "pages are")
    sentence = f"{pages} not named in return by a language version."
    return judged(len(versions), affected, sentence)


def open_versions(site: SiteView, place: int) -> list[int]:
    """The versions that the page names and that may be found."""
    named = versions_of(site, place) - {UNKNOWN}
    return [one for one in sorted(named) if site.is_indexable(one)]


def returned_by(site: SiteView, place: int) -> set[int]:
    """What the page names, by way of a redirect too: ``hreflang.target`` tells that."""
    return {site.end_of(target) for _, target in site.pages[place].alternates}
