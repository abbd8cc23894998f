"""The link graph of a site as a picture: its pages of the highest rank around the start
page, by clicks, and the links between them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models import SitePage, SitePageRecord, SiteScan
from webapp.services.site_reports import pages_table
from webapp.services.sites.page_ends import unpacked

#: More is a ball of wool.
MOST_NODES = 150
MOST_EDGES = 900
#: Of the square that it is drawn in, and of a circle in it.
SIZE, MARGIN = 800, 40
LEAST_RADIUS, MOST_RADIUS = 4.0, 18.0
#: Rings: pages further away, and those that no link leads to, share the outermost.
MOST_RINGS = 6


@dataclass(frozen=True)
class Node:
    """``kind`` is the band of its score, or ``failed`` or ``redirect``."""

    page: Any
    x: float
    y: float
    radius: float
    kind: str


@dataclass(frozen=True)
class Picture:
    """``edges`` are pairs of places in ``nodes``; ``rings`` are radii with the clicks
    that they stand for. ``links`` counts all between the nodes."""

    nodes: list[Node]
    edges: list[tuple[Node, Node]]
    rings: list[tuple[float, int]]
    links: int
    total: int
    size: int = SIZE


def draw(site: SiteScan) -> Picture:
    """Of the pages that were asked for, those of the highest rank."""
    asked = SitePage.state.in_([PageState.DONE, PageState.FAILED])
    mine = (SitePage.site_scan_id == site.id) & asked
    chosen = select(SitePage.id).where(mine).order_by(*pages_table.order("-rank"))
    numbers = db.session.scalars(chosen.limit(MOST_NODES)).all()
    rows = pages_table.with_numbers(numbers)
    links = links_among(rows)
    nodes = placed(rows)
    by_number = {node.page.id: node for node in nodes}
    edges = [(by_number[one], by_number[other]) for one, other in links[:MOST_EDGES]]
    last = last_ring(rows)
    rings = [(radius(ring, last), ring) for ring in range(1, last + 1)]
    return Picture(nodes, edges, rings, len(links), site.done + site.failed)


def links_among(rows: list[Any]) -> list[tuple[int, int]]:
    """From page to page, those from the highest ranks first."""
    shown = {row.id for row in rows}
    chosen = select(SitePageRecord.page_id, SitePageRecord.links)
    chosen = chosen.where(SitePageRecord.page_id.in_(shown))
    packed = {row.page_id: row.links for row in db.session.execute(chosen)}
    return [
        (row.id, target)
        for row in rows
        for target in unpacked(packed.get(row.id))
        if target in shown and target != row.id
    ]


def ring_of(row: Any) -> int:
    return MOST_RINGS if row.clicks is None else min(row.clicks, MOST_RINGS)


def last_ring(rows: list[Any]) -> int:
    return max((ring_of(row) for row in rows), default=0)


def radius(ring: int, last: int) -> float:
    return round((SIZE / 2 - MARGIN) * ring / max(1, last), 1)


def placed(rows: list[Any]) -> list[Node]:
    """Each ring is one circle; alike addresses stand side by side on it."""
    highest = max((row.rank or 0 for row in rows), default=0) or 1
    nodes = {}
    for ring in {ring_of(row) for row in rows}:
        alike = sorted((row for row in rows if ring_of(row) == ring), key=by_address)
        away = radius(ring, last_ring(rows)) if ring else MARGIN * (len(alike) > 1)
        for place, row in enumerate(alike):
            # A turn of each ring against the one inside keeps spokes apart.
            angle = 2 * math.pi * (place / len(alike) + ring * 0.07) - math.pi / 2
            share = math.sqrt((row.rank or 0) / highest)
            nodes[row.id] = Node(
                row,
                round(SIZE / 2 + away * math.cos(angle), 1),
                round(SIZE / 2 + away * math.sin(angle), 1),
                round(LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * share, 1),
                kind(row),
            )
    return [nodes[row.id] for row in rows]


def by_address(row: Any) -> str:
    url: str = row.url
    return url


def kind(row: Any) -> str:
    if row.state == PageState.FAILED:
        return "failed"
    if row.is_redirect:
        return "redirect"
    if row.score is None:
        return "none"
    return "poor" if row.score < 50 else "fair" if row.score < 90 else "good"
