"""How a site is built: its folders, clicks, answers and templates, each with numbers.

Plain values, since judging keeps them in the report: of a large site they take a while.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, select

from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage, SiteScan
from webapp.services import check_catalogue
from webapp.services.site_reports import page_filter

Structure = dict[str, Any]

#: The tree stays readable: so deep, so many in one folder, so many together.
MOST_LEVELS, MOST_CHILDREN, MOST_FOLDERS = 4, 40, 300
MOST_TEMPLATES = 50
#: Of the findings of a template, those that cost most.
MOST_FINDINGS = 3


def of_site(site: SiteScan) -> Structure:
    """As judging kept it; worked out now where the site scan was not judged."""
    kept: Structure | None = (site.report or {}).get("structure")
    return work_out(site.id) if kept is None else kept


def work_out(site_id: uuid.UUID) -> Structure:
    return {
        "folders": folders(site_id),
        "clicks": clicks(site_id),
        "answers": answers(site_id),
        "templates": templates(site_id),
    }


class Folder:
    """``pages`` are all below it, of which ``scored`` have a score."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.pages = self.failed = self.scored = self.points = 0
        self.children: dict[str, Folder] = {}

    def add(self, is_failed: bool, score: int | None) -> None:
        self.pages += 1
        self.failed += is_failed
        if score is not None:
            self.scored += 1
            self.points += score

    def child(self, name: str) -> Folder:
        if name not in self.children:
            self.children[name] = Folder(f"{self.path}{name}/")
        return self.children[name]

    def lines(self, level: int = 0) -> Iterable[dict[str, Any]]:
        """Itself, then what is in it, the largest first. ``left_out`` folders follow
        the ones that are shown."""
        ranked = sorted(self.children.values(), key=lambda one: -one.pages)
        shown = ranked[:MOST_CHILDREN] if level + 1 < MOST_LEVELS else []
        yield {
            "path": self.path,
            "level": level,
            "pages": self.pages,
            "failed": self.failed,
            "score": round(self.points / self.scored) if self.scored else None,
            "left_out": len(ranked) - len(shown),
        }
        for one in shown:
            yield from one.lines(level + 1)


def folders(site_id: uuid.UUID) -> list[dict[str, Any]]:
    """A tree as lines, each with its level. Pages that were not asked for do not
    count."""
    asked = SitePage.state.in_([PageState.DONE, PageState.FAILED])
    is_failed = SitePage.state == PageState.FAILED
    chosen = select(SitePage.url, is_failed, SitePage.score)
    root = Folder("/")
    mine = SitePage.site_scan_id == site_id
    for url, failed, score in db.session.execute(chosen.where(mine, asked)):
        folder = root
        folder.add(failed, score)
        for name in urlsplit(url).path.split("/")[1:-1][: MOST_LEVELS - 1]:
            folder = folder.child(name)
            folder.add(failed, score)
    return list(root.lines())[:MOST_FOLDERS]


def clicks(site_id: uuid.UUID) -> list[dict[str, Any]]:
    """Scanned pages by clicks from the start page; None where no link leads."""
    mine = (SitePage.site_scan_id == site_id) & (SitePage.state == PageState.DONE)
    chosen = select(SitePage.clicks, func.count(), func.avg(SitePage.score))
    rows = db.session.execute(chosen.where(mine).group_by(SitePage.clicks)).all()
    found = [
        {"clicks": number, "pages": pages, "score": rounded(score)}
        for number, pages, score in rows
    ]
    return sorted(found, key=lambda one: (one["clicks"] is None, one["clicks"]))


def rounded(score: Any) -> int | None:
    return None if score is None else round(float(score))


def answers(site_id: uuid.UUID) -> list[dict[str, Any]]:
    """By what came of them, the most first."""
    is_redirect = page_filter.is_redirect()
    columns = (SitePage.state, is_redirect, SitePage.status, SitePage.reason)
    mine = SitePage.site_scan_id == site_id
    chosen = select(*columns, func.count()).where(mine).group_by(*columns)
    counted: Counter[tuple[str, Any, str]] = Counter()
    for state, redirects, status, reason, number in db.session.execute(chosen):
        # Where a redirect ends is another page's answer.
        key = ("redirect", None, "") if redirects else (state, status, reason)
        counted[key] += number
    return [
        {"state": state, "status": status, "reason": reason, "pages": number}
        for (state, status, reason), number in counted.most_common()
    ]


def templates(site_id: uuid.UUID) -> list[dict[str, Any]]:
    """The largest, with an example's number and address."""
    mine = (SitePage.site_scan_id == site_id) & (SitePage.template != "")
    score = func.avg(SitePage.score)
    chosen = (
        select(SitePage.template, func.count(), score, func.min(SitePage.id))
        .where(mine, SitePage.is_redirect.is_(False))
        .group_by(SitePage.template)
        .order_by(func.count().desc(), SitePage.template)
        .limit(MOST_TEMPLATES)
    )
    found = db.session.execute(chosen).all()
    examples = SitePage.id.in_([first for *_, first in found])
    rows = db.session.execute(select(SitePage.id, SitePage.url).where(examples))
    urls = {row.id: row.url for row in rows}
    costly = findings(site_id, [name for name, *_ in found])
    return [
        {
            "template": name,
            "pages": number,
            "score": rounded(mean),
            "example": {"number": first, "url": urls.get(first, "")},
            "findings": costly[name],
        }
        for name, number, mean, first in found
    ]


def findings(site_id: uuid.UUID, names: list[str]) -> dict[str, list[dict[str, Any]]]:
    """By template, the checks that cost it most: their weight, by the pages that do not
    pass."""
    columns = (SitePage.template, SiteFinding.check_id)
    chosen = (
        select(*columns, func.count())
        .join(SiteFinding, SiteFinding.page_id == SitePage.id)
        .where(SitePage.site_scan_id == site_id, SitePage.template.in_(names))
        .group_by(*columns)
    )
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name, check_id, number in db.session.execute(chosen):
        counted[name][check_id] = number
    return {
        name: [
            {"id": check_id, "pages": number}
            for check_id, number in costliest(counted[name])
        ]
        for name in names
    }


def costliest(counted: Counter[str]) -> list[tuple[str, int]]:
    def loss(entry: tuple[str, int]) -> tuple[float, int]:
        check = check_catalogue.find(entry[0])
        return (check.weight if check else 0) * entry[1], entry[1]

    return sorted(counted.items(), key=loss, reverse=True)[:MOST_FINDINGS]
