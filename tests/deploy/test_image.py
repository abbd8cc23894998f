"""Dockerfile, .dockerignore and app.json, held against Procfile and settings."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import load_settings
from deploy.files import ROOT, copied, dockerfile, procfile
from webapp.pipeline.analyze import describe

STEPS = dockerfile()


def last(instruction: str) -> str:
    return [rest for found, rest in STEPS if found == instruction][-1]


def test_the_image_runs_the_procfiles_web_in_exec_form() -> None:
    assert json.loads(last("CMD")) == ["sh", "-c", procfile()["web"]]


def test_the_processes_are_not_root_and_own_nothing() -> None:
    assert last("USER").isdecimal()
    assert int(last("USER")) > 0
    assert last("COPY") == "--from=build /opt/xenlixai /opt/xenlixai"
    order = [found for found, _ in STEPS]
    assert order.index("USER") > order.index("COPY")
    assert "PYTHONUNBUFFERED=1" in last("ENV")


def test_a_container_without_secrets_does_not_start() -> None:
    environ = dict(word.split("=", 1) for word in shlex.split(last("ENV")))
    with pytest.raises(Exception, match="SECRET_KEY is not set"):
        load_settings(environ | {"DATABASE_URL": "postgresql://a@b/c"})


def test_nothing_gets_into_the_image_but_what_is_copied() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_through = {line[1:] for line in rules if line.startswith("!")}
    assert let_through == set(copied())
    assert all((ROOT / name).exists() for name in let_through)


def test_the_health_check_asks_healthz() -> None:
    form, command = last("HEALTHCHECK").split(" CMD ")
    assert "--start-period" in form
    program = json.loads(command)
    assert program[:2] == ["python", "-c"]
    refused = subprocess.run(
        [sys.executable, *program[1:]],
        env={"PORT": "9"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert "Connection refused" in refused.stderr
    assert "/healthz" in program[2]


def test_the_step_that_bakes_the_model_in_makes_what_a_worker_looks_for(
    tmp_path: Path, models: Path
) -> None:
    """The export itself is tested elsewhere: here it is found, where it was made."""
    for name in copied():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    (tmp_path / "var").mkdir()
    (tmp_path / "var/models").symlink_to(models)
    step = next(rest for found, rest in STEPS if found == "RUN" and "choose(" in rest)
    subprocess.run(["sh", "-c", step], cwd=tmp_path, check=True, timeout=110)
    assert describe("default", "onnx", tmp_path / "var/models")[0] is True


def test_no_file_names_a_registry() -> None:
    names = [*ROOT.glob("compose*.yaml"), ROOT / "Dockerfile", ROOT / "app.json"]
    for path in [*names, *(p for p in ROOT.glob("deploy/**/*") if p.is_file())]:
        assert not re.search(r"pypi|pythonhosted|docker\.io|ghcr", path.read_text())


def test_the_platform_is_told_every_process_and_setting_that_it_needs() -> None:
    app = json.loads((ROOT / "app.json").read_text())
    assert list(app["formation"]) == list(procfile())
    sizes = {name: told["quantity"] for name, told in app["formation"].items()}
    assert sizes == {"web": 1, "worker": 1, "scheduler": 1, "redis": 0}
    assert app["env"]["SECRET_KEY"]["generator"] == "secret"
    given = {name: told.get("value", "") for name, told in app["env"].items()}
    given["SECRET_KEY"] = "what the platform made"
    given["PUBLIC_URL"] = "https://scan.example.com"
    found = load_settings(given | {"DYNO": "web.1"})
    assert (found.proxy_hops, found.redis_tls_verify) == (1, False)
    assert found.stop_grace < 30
    config = (ROOT / "config.py").read_text()
    assert not [name for name in app["env"] if f'"{name}"' not in config]
