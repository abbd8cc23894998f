"""robots.txt as the discovery read it, kept with the site scan for its pages."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from webapp.domain.robots_txt import RobotsTxt
from webapp.extensions import db
from webapp.models import SiteScan

#: What is asked of it again; the rest follows from the body.
KEPT = ("url", "state", "status", "body", "note", "content_type", "is_cut", "is_utf8")


def to_json(robots: Iterable[tuple[str, RobotsTxt]]) -> dict[str, Any]:
    """By origin."""
    return {
        origin: {name: getattr(each, name) for name in (*KEPT, "redirects")}
        for origin, each in robots
    }


def from_json(value: dict[str, Any]) -> dict[str, RobotsTxt]:
    return {origin: RobotsTxt(**each) for origin, each in value.items()}


def of_site(site_id: uuid.UUID) -> dict[str, RobotsTxt]:
    """By origin; empty where the site scan is gone."""
    chosen = select(SiteScan.robots).where(SiteScan.id == site_id)
    return from_json(db.session.scalar(chosen) or {})
