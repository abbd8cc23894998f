"""content.dup-near: no text is nearly the same as another page's."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.near_duplicates import VALUES, near_pairs
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.audits.site_groups import originals, versions_of
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="content.dup-near",
    category="content",
    severity=Severity.MINOR,
    title="Each page has a text of its own",
    failure_title="Pages have nearly the same text as others",
    why=(
        "Pages that differ in a few words answer the same questions, so search engines "
        "show one of them and visit the others more and more rarely."
    ),
    how_to_fix=(
        "Make one page of them, or write on each what sets it apart; where the text "
        "comes from a template, let it say less and the page's own part more."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page whose main text is at least 90 % like another page's: the "
        "share of runs of five words that both have, estimated from sketches of 128 "
        "values (MinHash). Compared are pages that may be found: scanned, without "
        "noindex, and their own canonical page. Copies word for word count once, as "
        "content.dup-exact names them, and language versions that name each other may "
        "be alike. Does not apply where fewer than two pages have 30 words."
    ),
    wrong=(
        "/tomatoes-berlin  Buy tomatoes in Berlin …\n"
        "/tomatoes-bonn    Buy tomatoes in Bonn …"
    ),
    right="/tomatoes  Buy tomatoes in Berlin and Bonn …",
)


def run(site: SiteView) -> SiteResult:
    pages = site.pages
    places = [place for place in originals(site) if len(pages[place].sketch) == VALUES]
    if len(places) < 2:
        return not_applicable("There are no two pages with enough text to compare.")
    notes: dict[int, str] = {}
    for one, other, share in near_pairs([pages[place].sketch for place in places]):
        here, there = places[one], places[other]
        if not is_version(site, here, there):
            notes.setdefault(here, f"{share:.0%} like {pages[there].url}")
            notes.setdefault(there, f"{share:.0%} like {pages[here].url}")
    affected = [Affected(place, note) for place, note in sorted(notes.items())]
    if not affected:
        return judged(len(places), (), f"None of {len(places)} texts is like another.")
    texts = count(len(affected), "text is", "texts are")
    sentence = f"{texts} nearly the same as another page's."
    return judged(len(places), affected, sentence)


def is_version(site: SiteView, here: int, there: int) -> bool:
    return there in versions_of(site, here) or here in versions_of(site, there)
