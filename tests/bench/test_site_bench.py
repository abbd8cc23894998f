"""The bench of site scans: a synthetic site is judged and shown as a real one is."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bench.site import __main__ as bench
from bench.site import crawl, judge, pages, place
from bench.site.folder import Folder, served
from bench.site.place import Place
from bench.site.rows import FINDINGS, fill
from bench.site.synthetic import MENU, ORIGIN, Shape, Synthetic
from bench.web import databases
from webapp.domain.site_status import PageState, SiteStatus
from webapp.extensions import db
from webapp.models import Scan, SiteFinding, SitePage, SitePageRecord, SiteScan
from webapp.services.sites import judging, views
from webapp.services.sites.page_ends import unpacked


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("s")
    with place.opened(folder / "s", databases.SQLITE) as opened:
        yield opened


def test_links_are_many_different_and_lead_everywhere() -> None:
    site = Synthetic(Shape(300, 20))
    found = [site.targets(number) for number in range(300)]
    assert {len(set(targets)) for targets in found} == {20}
    assert all((number + 1) % 300 in found[number] for number in range(300))
    inlinks = Counter(target for targets in found for target in targets)
    assert min(inlinks[number] for number in range(1, MENU)) > 250
    assert Synthetic(Shape(3, 50)).targets(0) == [0, 1, 2]
    assert len(Synthetic(Shape(300, 3)).targets(7)) == 3


def test_rows_are_as_a_site_scan_leaves_them(at: Place) -> None:
    with at.app.app_context():
        site = db.session.get_one(SiteScan, fill(at.user, Shape(200, 12)))
        mine = SitePage.site_scan_id == site.id
        rows = db.session.scalars(select(SitePage).where(mine)).all()
        states = Counter(row.state for row in rows)
        assert states == {PageState.DONE: 198, PageState.FAILED: 2}
        assert (site.found, site.done, site.failed) == (200, 198, 2)
        assert site.status == SiteStatus.JUDGING
        is_page = [row.state == PageState.DONE and not row.is_redirect for row in rows]
        scanned = [row for row, is_one in zip(rows, is_page, strict=True) if is_one]
        assert len(scanned) == 196  # two redirect
        of_page = SitePageRecord.page_id.in_([row.id for row in scanned])
        kept = select(SitePageRecord.links).where(of_page)
        assert [len(unpacked(links)) for links in db.session.scalars(kept)] == [
            12
        ] * 196
        scans = select(Scan.id).where(Scan.site_scan_id == site.id)
        assert set(db.session.scalars(scans)) == {row.scan_id for row in rows}
        ours = select(SiteFinding.page_id).where(SiteFinding.site_scan_id == site.id)
        counted = Counter(db.session.scalars(ours))
        assert counted == {row.id: FINDINGS for row in scanned}
        view = views.load(site.id).view
        assert view.pages[view.start].url == f"{ORIGIN}/"
        # Only from what failed or redirects does no link lead on.
        assert view.depths.count(None) <= 4
        assert sum(page.is_redirect for page in view.pages) == 2


def test_a_site_that_is_under_way_has_pages_that_wait(at: Place) -> None:
    with at.app.app_context():
        site = db.session.get_one(SiteScan, fill(at.user, Shape(80, 5, done=0.5)))
        mine = SitePage.site_scan_id == site.id
        states = Counter(db.session.scalars(select(SitePage.state).where(mine)))
        assert states == {PageState.DONE: 39, PageState.FAILED: 1, PageState.FOUND: 40}
        assert (site.status, site.left) == (SiteStatus.SCANNING, 40)


def test_a_site_is_judged_in_each_size(
    at: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "PARTS", (2, 1))
    judge.measure(at, bench.arguments(["judge", "--pages", "80", "--links", "8"]))
    lines = capsys.readouterr().out.splitlines()[2:]
    cells = [line.replace(",", "").strip("| ").split(" | ") for line in lines]
    assert [row[0] for row in cells] == ["40", "80"]
    for row in cells:
        before, after, seconds = float(row[2]), float(row[3]), float(row[4])
        assert after > before
        assert seconds > 0
        assert float(row[8]) >= float(row[9]) > 10


def test_a_job_that_has_nothing_to_do_is_told(at: Place) -> None:
    site_id = judge.filled(at, Shape(20, 4, done=0.5))
    with pytest.raises(SystemExit, match="nothing to judge"):
        judge.judged(at, site_id)


@pytest.mark.parametrize(
    ("seconds", "memory", "holds"), [(60, 1024, True), (61, 9, False), (1, 1025, False)]
)
def test_the_bounds_of_judging(seconds: float, memory: float, holds: bool) -> None:
    assert judge.is_within(judge.Job("judged", seconds, 1, memory, 1)) is holds


def judged_here(at: Place, site_id: uuid.UUID) -> None:
    """Without a process of its own, which takes seconds to start."""
    with at.app.app_context():
        assert judging.judge(site_id) == "judged"
        db.session.remove()


def test_each_page_of_the_report_is_asked_for(
    at: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["pages", "--pages", "100", "--links", "8", "--times", "2"]
    monkeypatch.setattr(pages, "BOUND_MS", 60_000)
    monkeypatch.setattr(pages, "judged", judged_here)
    assert pages.measure(at, databases.SQLITE, bench.arguments(words))
    said = capsys.readouterr().out
    lines = [line for line in said.splitlines() if line.startswith("| `/")]
    assert len(lines) == len(pages.PATHS) + len(pages.COLD)
    figures = [line.split(" | ")[1:] for line in lines]
    for p50, p95, processor, size, statements in figures:
        assert 0 < float(p50) <= float(p95)
        assert float(processor) > 0
        assert float(size) > 0
        assert int(statements.rstrip(" |")) > 1
    # What is remembered costs statements only once.
    [warm] = [
        line for line in lines if line.startswith("| `/sites/{site}/compare/{other}` |")
    ]
    assert int(lines[-1].split(" | ")[-1].rstrip(" |")) > int(
        warm.split(" | ")[-1].rstrip(" |")
    )


def test_a_folder_is_scanned_by_the_real_processes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><html lang=en><title>Start</title><p>words of the start page"
        "<a href=a.html>a</a><a href=gone.html>gone</a>"
    )
    (tmp_path / "a.html").write_text("<!doctype html><title>A</title><p>words of a")
    folder = Folder(tmp_path)
    with served(folder) as site:
        form = crawl.Form(1, has_keyphrases=False)
        result = crawl.run_ours(site, [*folder.walk(9), "/gone.html"], form, "sqlite")
    assert result.told.given == {"/index.html", "/a.html"}
    assert (result.told.pages, result.told.broken) == (2, 1)
    assert result.told.wall > 0
    assert result.parts is not None
    assert {"redis", "web", "scheduler", "worker"} <= set(result.parts)
    assert result.parts["worker"] > 0
    assert result.told.memory_mb > 50
    assert capsys.readouterr().out.startswith("| ours | off | 1 | ")
