"""robots.blocks-assets: Googlebot may load what the page needs to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.robots_lines import blocking_line
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="robots.blocks-assets",
    category="indexing",
    severity=Severity.MODERATE,
    title="robots.txt lets Googlebot load styles, scripts and images",
    failure_title="robots.txt keeps Googlebot from parts of the page",
    why=(
        "Google renders a page before it judges it. Without its styles and scripts it "
        "may see an empty or broken one, and blocked images are in no image search."
    ),
    how_to_fix="Allow the folders of style sheets, scripts and images in robots.txt.",
    source="https://developers.google.com/search/docs/crawling-indexing/javascript/fix-search-javascript",
    verified=date(2026, 11, 24),
    inputs=("page", "site"),
    rule=(
        "The first 30 style sheets, scripts and images of the page's own origin (fewer "
        "where robots.txt has more than 1,000 lines) are held against it for "
        "Googlebot; one that is forbidden fails. Other "
        "hosts have a robots.txt of their own. Does not apply where there is no "
        "robots.txt or nothing of the own origin is loaded."
    ),
    wrong="User-agent: *\nDisallow: /assets/",
    right=(
        "User-agent: *\nDisallow: /assets/\nAllow: /assets/*.css\nAllow: /assets/*.js"
    ),
)

BOT = "Googlebot"
MOST_CHECKED = 30
#: Each is held against every rule, and a hostile robots.txt has very many.
MOST_COMPARISONS, LEAST_CHECKED = 30_000, 5
#: A rule is looked up for the findings that are shown.
MOST_EXPLAINED = 5


def run(page: ParsedPage, site: SiteFacts) -> AuditResult:
    robots = site.robots
    if robots.state == "absent":
        return not_applicable("There is no robots.txt, so nothing is forbidden.")
    origin = robots.url.removesuffix("robots.txt")
    own = dict.fromkeys(url for url in assets(page) if url.startswith(origin))
    checked = list(islice(own, how_many(robots.body)))
    if not checked:
        return not_applicable("The page loads nothing from its own origin.")
    blocked = [url for url in checked if not robots.allows_bot(url, BOT)]
    if not blocked:
        return passed(f"Googlebot may load all {count(len(checked), 'file')}.")
    shown = [
        Finding(url, blocking_line(robots, url, BOT))
        for url in blocked[:MOST_EXPLAINED]
    ]
    more = [Finding(url, "forbidden as well") for url in blocked[MOST_EXPLAINED:]]
    sentence = f"{len(blocked)} of {count(len(checked), 'file')} may not be loaded."
    return failed(sentence, [*shown, *more])


def how_many(body: str) -> int:
    affordable = MOST_COMPARISONS // (body.count("\n") + 1)
    return min(MOST_CHECKED, max(LEAST_CHECKED, affordable))


def assets(page: ParsedPage) -> Iterator[str]:
    """What the page looks and works by, styles and scripts first."""
    yield from (part.url for part in page.resources if part.kind == "style")
    yield from (script.url for script in page.scripts if script.src)
    yield from (image.url for image in page.images)
