"""The port of the web process: taken, not ours to use, or handed over by a gunicorn."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.stack import COMMANDS, ROOT, Stack, wait_for

MakeStack = Callable[..., Stack]


def test_a_taken_port_is_told_in_one_sentence(make_stack: MakeStack) -> None:
    stack = make_stack()
    with socket.create_server(("127.0.0.1", stack.port)):
        assert stack.start("web").wait(timeout=20) == 1
    sentence = f"Port {stack.port} is taken by another program: set PORT to another one"
    assert sentence in stack.log("web")
    assert "Connection in use" not in stack.log("web")


def test_a_port_for_administrators_is_told_in_one_sentence(
    make_stack: MakeStack,
) -> None:
    if int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 80:
        pytest.skip("not run: this machine lets everybody use port 80")
    drop = []
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("not run: setpriv (util-linux) is not installed here")
        drop = ["setpriv", "--bounding-set=-net_bind_service"]
    done = subprocess.run(
        [*drop, *COMMANDS["web"]],
        cwd=ROOT,
        env=make_stack(PORT="80").environ,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 1
    assert "Port 80 is only for administrators of this machine" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_gunicorn_takes_the_port_over_from_the_one_before(
    make_stack: MakeStack,
) -> None:
    """SIGUSR2 starts the new code beside the old; both listen for a while."""
    stack = make_stack()
    stack.upgrade()
    web = stack.start("web")
    try:
        wait_for(lambda: "Booting worker" in stack.log("web"), "the first one serves")
        web.send_signal(signal.SIGUSR2)
        wait_for(lambda: stack.log("web").count("Booting worker") == 2, "the second")
    finally:
        os.killpg(web.pid, signal.SIGKILL)
    assert "cannot start" not in stack.log("web")
