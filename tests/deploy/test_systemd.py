"""The systemd units: read by systemd itself, and obeyed by the real processes."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.confine import SYSTEMD, values
from deploy.files import ROOT, procfile, seconds, words
from processes.conftest import Client
from support.servers import missing
from support.site import Site
from support.stack import BIN, Stack, wait_for

UNITS = sorted(path.name for path in SYSTEMD.glob("xenlixai*.*") if path.is_file())
SERVICES = [name for name in UNITS if name.endswith(".service")]
HOME = "/opt/xenlixai"


@pytest.fixture
def analyze() -> str:
    found = shutil.which("systemd-analyze")
    if found is None:
        missing("systemd-analyze")
    return str(found)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units of a project that is installed here."""
    folder = tmp_path / "units"
    shutil.copytree(SYSTEMD, folder)
    (tmp_path / "opt").mkdir()
    (tmp_path / "opt/.venv").symlink_to(Path(sys.prefix))
    for path in folder.rglob("*.*"):
        if path.is_file():
            text = path.read_text().replace(HOME, str(tmp_path / "opt"))
            path.write_text(text)
    return folder


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_systemd_understands_every_line(analyze: str, units: Path) -> None:
    done = run(analyze, "verify", *(str(units / name) for name in UNITS))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", SERVICES)
@pytest.mark.parametrize("has_lighthouse", [False, True])
def test_the_services_are_shut_in(
    analyze: str, units: Path, name: str, has_lighthouse: bool
) -> None:
    """systemd's own measure, from 0 to 100; what it calls OK begins below 50."""
    limit = 20
    if has_lighthouse:
        limit = 40 if "worker" in name else limit
        (units / "xenlixai-worker@.service.d").mkdir()
        shutil.copy(units / "lighthouse.conf", units / "xenlixai-worker@.service.d")
    name = name.replace("@.", "@1.")
    offline = ("security", "--offline=true", f"--threshold={limit}")
    done = run(analyze, *offline, str(units / name))
    assert done.returncode == 0, done.stdout


def test_every_process_is_a_service_that_comes_back() -> None:
    lines = procfile()
    migrate, _, serve = lines["web"].partition(" && ")
    expected = {
        "xenlixai-web.service": serve,
        "xenlixai-worker@.service": lines["worker"],
        "xenlixai-scheduler.service": lines["scheduler"],
    }
    assert sorted(expected) == SERVICES
    for name, command in expected.items():
        told = [part.removeprefix(f"{HOME}/.venv/bin/") for part in start_of(name)]
        assert told == words(command)
        assert values(name, "Restart") == ["always"]
        assert values(name, "KillMode") == ["mixed"]
    (before,) = values("xenlixai-web.service", "ExecStartPre")
    assert before == f"{HOME}/.venv/bin/{migrate}"


def start_of(unit: str) -> list[str]:
    (line,) = values(unit, "ExecStart")
    return line.split()


def test_a_running_scan_ends_before_its_worker() -> None:
    unit = "xenlixai-worker@.service"
    text = " ".join(values(unit, "Environment")).split()
    environ = dict(word.split("=", 1) for word in text)
    (limit,) = values(unit, "TimeoutStopSec")
    assert 300 < int(environ["STOP_GRACE_SECONDS"]) < seconds(limit)
    assert values(unit, "OOMPolicy") == ["continue"]


def test_the_port_is_the_one_that_no_scan_may_reach() -> None:
    (listens,) = values("xenlixai-web.socket", "ListenStream")
    environ = values("xenlixai-web.service", "Environment")
    assert f"PORT={listens.rpartition(':')[2]}" in environ


@pytest.fixture
def stack(short_folder: Path, models: Path, analyze: str) -> Iterator[Stack]:
    """Each process under the limits of its unit; the model was made before."""
    made = Stack(short_folder, {"KEYPHRASES_ENCODER": "onnx"})
    (short_folder / "var").mkdir()
    (short_folder / "var/models").symlink_to(models)
    yield made
    made.stop()


def start_confined(stack: Stack, unit: str, name: str) -> None:
    command = [part.replace(f"{HOME}/.venv/bin", str(BIN)) for part in start_of(unit)]
    confine = [sys.executable, str(ROOT / "tests/deploy/confine.py"), unit]
    with (stack.folder / f"{name}.log").open("ab") as log:
        stack.processes[name] = subprocess.Popen(
            [*confine, *command],
            cwd=ROOT,
            env=stack.environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def test_the_processes_can_do_their_work_inside(stack: Stack, site: Site) -> None:
    stack.start("redis")
    stack.upgrade()
    for unit in SERVICES:
        start_confined(stack, unit, unit.removeprefix("xenlixai-").split(".")[0])
    wait_for(stack.is_ready, "ready inside the limits", 60)
    status = Path(f"/proc/{stack.processes['web'].pid}/status").read_text()
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status
    client = Client(stack.url, token=stack.make_user())
    scan_id = client.submit(site.url)
    client.wait([scan_id], end=frozenset({"FULL_READY"}))
    report = client.scan(scan_id)["report"]
    assert report["keyphrases"]
    for name in ("web", "worker@", "scheduler"):
        assert "Operation not permitted" not in stack.log(name)
        assert "Traceback" not in stack.log(name)
    assert "counting" not in stack.log("worker@")
    processes = [stack.processes[name] for name in ("web", "worker@", "scheduler")]
    for process in processes:
        process.terminate()
    assert [process.wait(timeout=15) for process in processes] == [0, 0, 0]


def start_web_on(stack: Stack, held: socket.socket, name: str) -> None:
    """As systemd starts a service that has a socket: sd_listen_fds(3)."""
    serve = procfile()["web"].partition(" && ")[2]
    given = f"exec 3<&{held.fileno()}; export LISTEN_FDS=1 LISTEN_PID=$$; {serve}"
    with (stack.folder / f"{name}.log").open("ab") as log:
        stack.processes[name] = subprocess.Popen(
            ["bash", "-c", given],
            cwd=ROOT,
            env=stack.environ | {"PATH": f"{BIN}:/usr/bin:/bin"},
            stdout=log,
            stderr=log,
            pass_fds=[held.fileno()],
        )


def ask_healthz(stack: Stack) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", stack.port), 30)
    client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return client


def test_while_the_web_restarts_connections_wait(stack: Stack) -> None:
    stack.upgrade()
    with socket.create_server(("127.0.0.1", stack.port)) as held:
        start_web_on(stack, held, "web")
        with ask_healthz(stack) as client:
            assert client.recv(100).startswith(b"HTTP/1.1 200")
        stack.processes["web"].terminate()
        assert stack.processes["web"].wait(timeout=15) == 0
        with ask_healthz(stack) as client:
            start_web_on(stack, held, "web2")
            assert client.recv(100).startswith(b"HTTP/1.1 200")
