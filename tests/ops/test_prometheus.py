"""A real Prometheus reads the real processes; its own tools read our files."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from processes.conftest import Client
from support.prometheus import (
    DASHBOARD,
    DEPLOY,
    DOCS,
    ROOT,
    Prometheus,
    documented,
    expressions,
    program,
    promtool,
)
from support.site import HTML, Site
from support.stack import Stack, wait_for

RULES = (DEPLOY / "xenlixai.rules.yml").read_text()
ALERTS = re.findall(r"- alert: (\w+)", RULES)


class TestFiles:
    @pytest.fixture(autouse=True)
    def needs_promtool(self) -> None:
        program("promtool")

    def test_the_example_of_a_configuration(self, tmp_path: Path) -> None:
        shutil.copytree(DEPLOY, tmp_path, dirs_exist_ok=True)
        token = tmp_path / "token"
        token.write_text("xenlix_x")
        path = tmp_path / "prometheus.yml"
        text = path.read_text()
        assert "/etc/prometheus/xenlixai-token" in text
        path.write_text(text.replace("/etc/prometheus/xenlixai-token", str(token)))
        assert f"{len(ALERTS)} rules found" in promtool("check", "config", str(path))

    def test_every_alert_rings_when_it_must_and_is_silent_else(self) -> None:
        promtool("test", "rules", str(DEPLOY / "xenlixai.tests.yml"))
        tried = (DEPLOY / "xenlixai.tests.yml").read_text()
        for alert in ALERTS:
            assert len(re.findall(rf"alertname: {alert}\b", tried)) >= 2, alert

    def test_what_the_dashboard_asks_is_promql(self, tmp_path: Path) -> None:
        asked = [
            {"record": f"panel:{number}", "expr": expression}
            for number, expression in enumerate(expressions())
        ]
        examples = [
            {"record": f"example:{number}", "expr": expression}
            for number, expression in enumerate(documented().values())
        ]
        path = tmp_path / "asked.yml"
        rules = [*asked, *examples]
        path.write_text(json.dumps({"groups": [{"name": "asked", "rules": rules}]}))
        assert f"{len(rules)} rules found" in promtool("check", "rules", str(path))

    class TestExposition:
        @pytest.fixture
        def environ(self, environ: dict[str, str]) -> dict[str, str]:
            environ["METRICS_ALLOWED_NETWORKS"] = "127.0.0.0/8"
            return environ

        def test_prometheus_finds_no_fault_with_it(self, client: FlaskClient) -> None:
            client.get("/healthz")
            text = client.get("/metrics").text
            assert promtool("check", "metrics", told=text) == ""


def test_each_alert_leads_to_a_place_in_the_documents() -> None:
    operations = (ROOT / "docs/operations.md").read_text()
    headings = re.findall(r"^#+ (.+)$", operations, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}
    books = re.findall(r"runbook: docs/operations\.md#(\S+)", RULES)
    assert len(books) == len(ALERTS)
    assert len(anchors) == len(headings), "GitHub numbers what stands there twice"
    chapters = {"repair", "start-and-stop"}
    assert not set(books) & chapters, "a symptom has a section of its own"
    assert set(books) <= anchors
    assert set(ALERTS) == set(re.findall(r"`(Xenlix\w+)`", DOCS))


def test_panels_neither_overlap_nor_share_a_number() -> None:
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken, panel["title"]
        taken |= cells
        for target in panel.get("targets", []):
            assert target["datasource"]["uid"] == "${datasource}"


@pytest.mark.parametrize("is_ci", [True, False])
def test_a_missing_program_fails_in_ci_alone(
    monkeypatch: pytest.MonkeyPatch, is_ci: bool
) -> None:
    monkeypatch.setenv("CI", "true" if is_ci else "")
    raised = pytest.fail.Exception if is_ci else pytest.skip.Exception
    with pytest.raises(raised, match="no-such-program"):
        program("no-such-program")


@pytest.fixture
def stack(short_folder: Path) -> Iterator[Stack]:
    program("prometheus")
    stack = Stack(short_folder / "stack", {"WEB_CONCURRENCY": "2"})
    stack.start_all()
    yield stack
    stack.stop()


@pytest.fixture
def prometheus(stack: Stack, tmp_path: Path) -> Iterator[Prometheus]:
    token = stack.make_user("o@example.com", is_operator=True)
    server = Prometheus(tmp_path, stack.url.removeprefix("http://"), token)
    yield server
    server.stop()


@pytest.mark.timeout(300)  # two programs and seven processes start
def test_prometheus_sees_a_scan(
    stack: Stack, site: Site, prometheus: Prometheus
) -> None:
    """Through a worker, to its end, and one that fails; then every series is there."""
    site.pages["/"] = site.good_page()
    site.pages["/gone"] = lambda: (404, HTML, b"gone")
    client = Client(stack.url, stack.make_user())
    prometheus.wait_for('up{job="xenlixai"} == 1')
    scans = [client.submit(f"{site.url}/"), client.submit(f"{site.url}/gone")]
    ended = client.wait(scans, end=frozenset({"FULL_READY"}))
    assert [scan["status"] for scan in ended] == ["FULL_READY", "ERROR_CRAWL"]

    for status in ("FULL_READY", "ERROR_CRAWL"):
        ends = f'xenlixai_scans_ended_total{{status="{status}"}} == 1'
        assert len(prometheus.wait_for(ends)) == 1
    assert prometheus.wait_for('xenlixai_fetches_total{outcome="ok"} == 1')
    assert prometheus.wait_for('xenlixai_errors_total{code="http_404"} == 1')
    assert prometheus.wait_for(
        'xenlixai_scans_accepted_total{queue="xenlixai_high"} == 2'
    )
    assert prometheus.wait_for("xenlixai_scheduler_leading == 1")
    assert prometheus.wait_for('sum(xenlixai_workers{state=~"idle|busy"}) == 1')
    assert prometheus.wait_for("min(xenlixai_queue_workers) == 1")
    assert prometheus.wait_for('xenlixai_step_duration_seconds_count{step="FULL"} == 1')
    for name in documented():
        prometheus.wait_for(f"count({name} or {name}_bucket)")
    for expression in [*expressions(), *documented().values()]:
        prometheus.query(expression)  # raises where it cannot be computed
    wait_for(lambda: health(prometheus) == ["ok"] * len(ALERTS), "the rules work")


def health(prometheus: Prometheus) -> list[str]:
    groups = prometheus.get("/api/v1/rules")["groups"]
    return [rule["health"] for group in groups for rule in group["rules"]]
