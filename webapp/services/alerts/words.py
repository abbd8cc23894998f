"""What an alert says, for pages, mails and webhooks. All of it is plain text."""

from __future__ import annotations

from typing import Any

from webapp.audits.audit import count
from webapp.models import Alert
from webapp.services.alerts.news import Kind
from webapp.services.one_line import one_line
from webapp.services.sites import reasons

#: Of an address or a message, which others wrote.
CHARACTERS = 300
LEFT = "nothing leads there any more"


def sentence(alert: Alert) -> str:
    """In one line."""
    found = alert.parts["found"]
    if alert.kind == Kind.SCORE:
        return f"The score fell from {found['before']} to {found['after']}."
    if alert.kind == Kind.FAILURES:
        told = one_line(found["message"], CHARACTERS)
        return f"The scan failed twice in a row. {told}".strip()
    if alert.kind == Kind.CHECKS:
        verb = "fails" if found["number"] == 1 else "fail"
        return f"{count(found['number'], 'check')} newly {verb}."
    if not alert.parts["is_of_site"]:
        return f"The page is gone: {reasons.in_words(found['pages'][0]['reason'])}."
    verb = "is" if found["number"] == 1 else "are"
    return f"{count(found['number'], 'page')} of the run before {verb} gone."


def lines(alert: Alert) -> list[str]:
    """The checks or the pages, each in one line."""
    found = alert.parts["found"]
    of_site = alert.parts["is_of_site"]
    if alert.kind == Kind.CHECKS:
        named = [check_line(check, of_site=of_site) for check in found["checks"]]
    elif alert.kind == Kind.PAGES and of_site:
        named = [page_line(page) for page in found["pages"]]
    else:
        return []
    if more := found["number"] - len(named):
        named.append(f"and {more} more")
    return named


def check_line(check: dict[str, Any], *, of_site: bool) -> str:
    on = f" on {count(check['pages'], 'page')}" if of_site else ""
    return f"{check['title']} ({check['severity']}){on}"


def page_line(page: dict[str, Any]) -> str:
    reason = page["reason"]
    why = reasons.in_words(reason) if reason else LEFT
    return f"{one_line(page['url'], CHARACTERS)}: {one_line(why, CHARACTERS)}"


def path_of_run(alert: Alert) -> str:
    """The page of the run, below the product's own address."""
    place = "sites" if alert.parts["is_of_site"] else "scans"
    return f"/{place}/{alert.parts['scan']}"


def path_of_proof(alert: Alert) -> str:
    """Both runs beside each other, where there are two with a report."""
    run, before = alert.parts["scan"], alert.parts["before"]
    of_site = alert.parts["is_of_site"]
    is_alone = alert.kind == Kind.PAGES and not of_site
    if not before or alert.kind == Kind.FAILURES or is_alone:
        return path_of_run(alert)
    return path_of_comparison(before, run, of_site=of_site)


def path_of_comparison(before: str, run: str, *, of_site: bool) -> str:
    """Of two runs, by their public ids."""
    if of_site:
        return f"/sites/{run}/compare/{before}"
    return f"/scans/compare?id={before}&id={run}"
