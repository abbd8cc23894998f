"""Links to other sites, tried on request: does anything answer there?"""

from __future__ import annotations

import time
import uuid
from collections import Counter
from dataclasses import replace

from webapp.exceptions import DomainBusy, FetchFailed, UrlRefused
from webapp.extensions import db
from webapp.models import SiteScan
from webapp.pipeline.crawl import FetchPolicy, Visit
from webapp.services.current import settings
from webapp.services.scan_options import fetch_policy
from webapp.services.sites.rows import plan_of
from webapp.services.sites.turns import Turns
from webapp.services.sites.views import LoadedSite

#: Addresses asked for, those that most pages link to first.
MOST = 500
#: Of the job's time; what was not asked by then is not measured.
SHARE_OF_TIME = 0.4
ONE_SECONDS = 10.0
ONE_BYTES = 64 * 1024


def asked(loaded: LoadedSite, site_id: uuid.UUID) -> LoadedSite:
    """The site with the answers, where its plan wants them."""
    site = db.session.get_one(SiteScan, site_id)
    if not plan_of(site).asks_external:
        return loaded
    counted = Counter(url for page in loaded.view.pages for url in page.external_links)
    urls = [url for url, _ in counted.most_common(MOST)]
    db.session.commit()  # nothing is held while other servers think
    found = answers(urls, site_id)
    return replace(loaded, view=replace(loaded.view, external=found))


def answers(urls: list[str], site_id: uuid.UUID) -> dict[str, str]:
    """By address a status or a fetch's code; one that is bad was asked twice."""
    until = time.monotonic() + SHARE_OF_TIME * settings().scan_job_timeout
    turns = Turns(site_id)
    visit = Visit(bounds(), turns, most_requests=20 * MOST)
    found: dict[str, str] = {}
    try:
        for url in urls:
            if time.monotonic() > until:
                break
            answer = ask(visit, turns, url)
            if is_bad(answer):
                answer = ask(visit, turns, url)
            if answer:
                found[url] = answer
    finally:
        turns.pause()
    return found


def bounds() -> FetchPolicy:
    return replace(
        fetch_policy(settings()),
        accepted_types=frozenset(),
        total_seconds=ONE_SECONDS,
        max_wire_bytes=ONE_BYTES,
        max_decoded_bytes=ONE_BYTES,
    )


def ask(visit: Visit, turns: Turns, url: str) -> str:
    """Empty where it is not its turn."""
    try:
        return str(visit.fetch_page(url).status)
    except DomainBusy:
        return ""
    except (FetchFailed, UrlRefused) as error:
        return error.code
    finally:
        turns.pause()


def is_bad(answer: str) -> bool:
    return not (answer.isdecimal() and int(answer) < 400)
