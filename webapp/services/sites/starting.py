"""A user asks for a site scan."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.domain.site_plan import (
    MOST_DEPTH,
    MOST_PAGES,
    SitePlan,
    SiteSource,
    to_json,
)
from webapp.domain.site_status import FoundBy, SiteStatus
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import SitePage, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.pipeline import sites
from webapp.services import submission_limits, submissions
from webapp.services.actors import Actor
from webapp.services.current import settings
from webapp.services.sites import frontier
from webapp.services.sites.rows import plan_of

#: Of one user, at the same time.
MOST_OPEN = 5


@dataclass(frozen=True)
class Asked:
    """The site scan of a request; not ``is_new`` where it was under way already."""

    site: SiteScan
    is_new: bool


def ask(user: User, plan: SitePlan) -> Asked:
    """As ``start``, unless the same is under way since a moment ago."""
    check_plan(plan)  # of a long list no transaction has to wait for it
    return find_or_begin(user, plan)


@transactional
def find_or_begin(user: User, plan: SitePlan) -> Asked:
    submissions.one_at_a_time(Actor(user=user))
    known = find_same(user, plan)
    return Asked(known or begin(user, plan), is_new=known is None)


def find_same(user: User, plan: SitePlan) -> SiteScan | None:
    """This user's open site scan with the same plan, if it is that young."""
    mine = (SiteScan.user_id == user.id) & SiteScan.finished_at.is_(None)
    recent = SiteScan.created_at > db_now(-submissions.SAME_SCAN_SECONDS)
    same_start = SiteScan.start_url == plan.start_url
    found = db.session.scalars(select(SiteScan).where(mine, recent, same_start))
    wanted = to_json(plan)
    return next(
        (
            site
            for site in found
            if to_json(plan_of(site)) == wanted and lists_same(site, plan)
        ),
        None,
    )


def lists_same(site: SiteScan, plan: SitePlan) -> bool:
    """A plan keeps its list as pages."""
    if plan.source != SiteSource.LIST:
        return True
    listed = (SitePage.site_scan_id == site.id) & (SitePage.found_by == FoundBy.LIST)
    number = db.session.scalar(select(func.count()).select_from(SitePage).where(listed))
    keys = {sites.page_key(url) for url in plan.urls}
    return number == len(keys) == len(frontier.find(site, keys))


@transactional
def start(user: User, plan: SitePlan) -> SiteScan:
    """Accept a site scan; the leader has its discovery begun within a second or two.

    It counts as one page against the limits of an hour; its own pages keep to the gap
    between two requests instead. Raises ``Refused`` (too many open, limits out of
    range, nothing listed) and ``Unavailable`` (queue full, too often).
    """
    check_plan(plan)
    return begin(user, plan)


def begin(user: User, plan: SitePlan) -> SiteScan:
    check_open(user)
    submission_limits.check_cap(1)
    submission_limits.count_in([plan.start_url], Actor(user=user))
    site = insert(user, plan)
    if plan.source == SiteSource.LIST:
        frontier.add(site, plan.urls, FoundBy.LIST, depth=0)
    elif plan.source == SiteSource.CRAWL:
        frontier.add(site, [plan.start_url], FoundBy.START, depth=0)
    db.session.flush()
    return site


def insert(user: User, plan: SitePlan) -> SiteScan:
    site = SiteScan(
        user_id=user.id,
        start_url=plan.start_url,
        host=sites.site_name(plan.start_url),
        plan=to_json(plan),
        status=SiteStatus.DISCOVERING,
        robots={},
        created_at=db_now(),
    )
    db.session.add(site)
    db.session.flush()
    return site


def check_open(user: User) -> None:
    open_ones = SiteScan.finished_at.is_(None) & (SiteScan.user_id == user.id)
    counted = select(func.count()).select_from(SiteScan).where(open_ones)
    if (db.session.scalar(counted) or 0) >= MOST_OPEN:
        sentence = f"At most {MOST_OPEN} site scans run at a time. Wait for one to end."
        raise Refused("too_many_site_scans", sentence, status=409)


def most_pages() -> int:
    """That one site scan may have."""
    limit = settings().limit_site_pages
    return min(limit, MOST_PAGES) if limit else MOST_PAGES


def check_plan(plan: SitePlan) -> None:
    """Raises ``Refused``."""
    most = most_pages()
    if len(plan.urls) > most:
        sentence = f"The list has {len(plan.urls):,} addresses; give at most {most:,}."
        raise Refused("bad_list", sentence)
    check_pages(plan.max_pages)
    check_depth(plan.max_depth)
    if plan.source == SiteSource.LIST:
        check_list(plan)


def check_pages(number: int) -> int:
    most = most_pages()
    if not 1 <= number <= most:
        raise Refused("bad_limit", f"Scan 1 to {most:,} pages.")
    return number


def check_depth(clicks: int) -> int:
    if not 0 <= clicks <= MOST_DEPTH:
        raise Refused("bad_depth", f"Follow links 0 to {MOST_DEPTH} clicks deep.")
    return clicks


def check_list(plan: SitePlan) -> None:
    if not plan.urls:
        raise Refused("bad_list", "List the addresses of the pages, one a line.")
    foreign = [url for url in plan.urls if not sites.is_of_site(url, plan.start_url)]
    if foreign:
        sentence = f"All addresses of a list are of one site; {foreign[0]} is not."
        raise Refused("other_site", sentence)
