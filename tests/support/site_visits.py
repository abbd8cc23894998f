"""Addresses of every page of site scans, with sites behind them in every state."""

from __future__ import annotations

from flask import Flask

from support.site_rows import add_page, add_site
from webapp.extensions import db
from webapp.models import User

CHECKS = [
    {
        "id": "title.duplicate",
        "outcome": "fail",
        "explanation": "Two pages share a title.",
        "judged": 2,
        "affected": 1,
        "weight": 2.0,
    }
]
REPORT = {
    "schema": 1,
    "score": 80,
    "pages_score": 82.0,
    "checks_score": 75.0,
    "checks": CHECKS,
}


def addresses(app: Flask, owner: User) -> list[str]:
    with app.app_context():
        owner = db.session.merge(owner, load=False)
        ids = []
        for _ in range(2):
            site = add_site(owner, report=REPORT, score=80, found=3, done=2, failed=1)
            first = add_page(
                site, "/", fails=["title.duplicate"], template="t", score=9
            )
            add_page(site, "/a", links=[first], warns=["desc.missing"], template="t")
            add_page(site, "/gone", state="failed", reason="http_404", status=404)
            ids.append(site.public_id)
        running = add_site(owner, status="SCANNING", found=5, done=2, finished_at=None)
        lone = {"start_url": "https://other.example/", "host": "other.example"}
        alone = add_site(owner, report=REPORT, **lone)
        new, old = f"/sites/{ids[1]}", ids[0]
        return [
            "/sites",
            "/sites/list",
            *(new + path for path in ("", "/checks", "/pages", "/structure", "/graph")),
            f"{new}/checks/title.duplicate",
            f"{new}/checks/title.duplicate?all=1",
            f"{new}/checks/title.duplicate/group?template=t",
            f"{new}/pages/{first}",
            f"{new}/compare/{old}",
            f"{new}/compare/{old}?show=gone",
            f"{new}/compare/{old}?check=title.duplicate&show=remaining",
            f"/sites/{alone.public_id}/compare",
            f"/sites/{running.public_id}",
            f"/sites/{running.public_id}/progress",
        ]
