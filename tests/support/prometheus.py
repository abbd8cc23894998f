"""A real Prometheus on loopback, and what ``/metrics`` and its documents name."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from support.servers import missing
from support.stack import free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy" / "prometheus"
DOCS = (ROOT / "docs/metrics.md").read_text()
DASHBOARD = json.loads((ROOT / "deploy/grafana/xenlixai.json").read_text())
#: What Grafana fills in.
FILLED_IN = {"$job": "xenlixai", "$__rate_interval": "1m"}

CONFIG = """
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: ["{rules}"]
scrape_configs:
  - job_name: xenlixai
    authorization: {{credentials_file: "{token}"}}
    static_configs: [{{targets: ["{target}"]}}]
"""


def program(name: str) -> str:
    """The path of ``prometheus`` or ``promtool``."""
    found = shutil.which(name)
    if found is None:
        missing(name)
    return str(found)


def promtool(*words: str, told: str = "") -> str:
    """What it said; it must have found nothing wrong."""
    done = subprocess.run(
        [program("promtool"), *words], input=told, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def values(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample by its name and its labels' values, in their names' order."""
    return {
        (sample.name, tuple(sample.labels[name] for name in sorted(sample.labels))): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def names(text: str) -> set[str]:
    """The series as ``docs/metrics.md`` names them."""
    return {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in text_string_to_metric_families(text)
    }


def documented() -> dict[str, str]:
    """Each series with its example."""
    row = re.compile(r"^\| `(xenlixai_\w+)` \|.*\| `([^`]+)` \|$", re.MULTILINE)
    return dict(row.findall(DOCS))


def expressions() -> list[str]:
    """What the dashboard asks, filled in."""
    targets = [t for panel in DASHBOARD["panels"] for t in panel.get("targets", [])]
    found = [target["expr"] for target in targets]
    for name, value in FILLED_IN.items():
        found = [expression.replace(name, value) for expression in found]
    return found


class Prometheus:
    """Reads one web process every second."""

    def __init__(self, folder: Path, target: str, token: str) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = folder / "prometheus.log"
        (folder / "token").write_text(token)
        rules = DEPLOY / "xenlixai.rules.yml"
        config = CONFIG.format(rules=rules, token=folder / "token", target=target)
        (folder / "prometheus.yml").write_text(config)
        command = [
            program("prometheus"),
            f"--config.file={folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address={self.url.removeprefix('http://')}",
        ]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    def get(self, path: str) -> Any:
        """``data`` of an answer; None while it does not listen yet, or begins."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            if error.code == 503:
                return None
            raise AssertionError(f"{path}: {error.read().decode()}") from error
        except OSError:
            return None

    def query(self, expression: str) -> list[dict[str, Any]]:
        """What an expression gives now; one that is none raises."""
        asked = urllib.parse.urlencode({"query": expression})
        found = self.get(f"/api/v1/query?{asked}")
        return list(found["result"]) if found else []

    def wait_for(self, expression: str, seconds: float = 60) -> list[dict[str, Any]]:
        found = wait_for(lambda: self.query(expression), expression, seconds)
        assert isinstance(found, list)
        return found

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
