"""docs/api.md: its program runs, and it knows every route."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask

from services.sites.conftest import Crew
from support.api import bearer
from support.site import Site
from support.valkey import Valkey
from webapp.models import User
from webapp.services.sites import asking

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.md"
TURNS = 200


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return {**environ, "REDIS_URL": valkey.url}


def test_its_program(
    app: Flask, served: str, site: Site, valkey: Valkey, alice: User, tmp_path: Path
) -> None:
    """Against the app with a worker and the leader's duty, over a site with a fault."""
    program = re.search(r"```python\n(.*?)```", DOCS.read_text(), re.S)
    assert program
    file = tmp_path / "program.py"
    file.write_text(program[1].replace("time.sleep(2)", "time.sleep(0.1)"))
    site.pages["/soil"] = "<title>Soil</title><p>No description, and no heading."
    token = bearer(app, alice)["Authorization"].removeprefix("Bearer ")
    environ = {**os.environ, "XENLIX_URL": served, "XENLIX_TOKEN": token}
    command = [sys.executable, str(file), site.url]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            out = serve_until_the_end(app, Crew(app, valkey, alice), running)
        finally:
            running.kill()
    assert running.returncode == 0
    first, *lines = out.splitlines()
    assert re.match(r"FINISHED \d+ \{", first)
    found = [line.split()[1:] for line in lines]
    assert ["desc.missing", f"{site.url}/soil"] in found
    assert ["desc.missing", f"{site.url}/"] not in found


def serve_until_the_end(app: Flask, crew: Crew, running: subprocess.Popen[str]) -> str:
    """What a program prints, while leader and worker do their part."""
    for _ in range(TURNS):
        with app.app_context():
            asking.look_after()
            crew.work()
        with suppress(subprocess.TimeoutExpired):
            return running.communicate(timeout=0.2)[0]
    raise AssertionError("the program never ended")


def test_its_answer_to_a_misspelt_field(app: Flask) -> None:
    body = {"url": "a.example", "quries": ["soil"]}
    answer = app.test_client().post("/api/v1/scans", json=body)
    assert answer.status_code == 422
    told = re.search(r'^{"error".*quries.*}$', DOCS.read_text(), re.M)
    assert told
    assert answer.get_json() == json.loads(told[0])


def test_it_knows_every_route(app: Flask) -> None:
    told = set(re.findall(r"^\| `(\w+ /api/v1/[^`]+)` \|", DOCS.read_text(), re.M))
    routes = {
        f"{method} {re.sub('<[^>]*>', '<id>', rule.rule)}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }
    assert told == routes
