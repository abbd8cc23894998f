"""Folders and files that cannot be used: one sentence that names them, and an end."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.stack import COMMANDS, ROOT, Stack

KINDS = ("upgrade", "web", "worker", "scheduler", "redis")
FLASK = COMMANDS["upgrade"][:3]
MORE = {"doctor": ["doctor"], "scan": ["scan", "http://10.0.0.1/"]}


def without_override() -> list[str]:
    """root may write everywhere: for the tests it must lose that right."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("not run: setpriv (util-linux) is not installed here")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


class Told:
    """What a command wrote before it ended."""

    def __init__(self, stack: Stack, command: list[str]) -> None:
        self.process = subprocess.Popen(
            [*without_override(), *command],
            cwd=ROOT,
            env={**stack.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def text(self) -> str:
        try:
            text, _ = self.process.communicate(timeout=30)
        finally:
            self.process.kill()
        assert self.process.returncode != 0
        assert "Traceback" not in text
        return text


MakeStack = Callable[..., Stack]


@pytest.fixture
def folder(short_folder: Path) -> Path:
    made = short_folder / "home"
    made.mkdir()
    return made


@pytest.mark.parametrize(("mode", "is_made"), [(0o555, False), (0o000, True)])
def test_a_folder_that_cannot_be_used_stops_every_command(
    make_stack: MakeStack, folder: Path, mode: int, is_made: bool
) -> None:
    var = folder if is_made else folder / "var"
    folder.chmod(mode)
    stack = make_stack(VAR_DIR=str(var))
    commands = [COMMANDS[kind] for kind in KINDS]
    commands += [[*FLASK, *arguments] for arguments in MORE.values()]
    started = [Told(stack, command) for command in commands]
    for told in started:
        text = told.text()
        assert f"Nothing can be written to {var}: " in text
        assert "VAR_DIR" in text
    folder.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("redis.url", "worker"),
        ("secret_key", "scheduler"),
        ("valkey.lock", "redis"),
        ("upgrade.lock", "upgrade"),
        ("xenlixai.sqlite", "upgrade"),
    ],
)
def test_a_file_of_another_user_is_named(
    make_stack: MakeStack, name: str, kind: str
) -> None:
    stack = make_stack()
    stack.upgrade()
    path = stack.folder / "var" / name
    path.touch()
    path.chmod(0o444 if name == "xenlixai.sqlite" else 0o000)
    text = Told(stack, COMMANDS[kind]).text()
    assert str(path) in text
    assert "user that runs XenlixAI" in text


def test_a_path_that_is_no_folder_is_named(make_stack: MakeStack) -> None:
    stack = make_stack()
    loop = stack.folder / "loop"
    loop.symlink_to(loop)
    stack.environ["VAR_DIR"] = str(loop)
    assert (
        f"Nothing can be written to {loop}: " in Told(stack, COMMANDS["redis"]).text()
    )


def test_a_database_that_can_only_be_read_is_told(make_stack: MakeStack) -> None:
    """It would be found in order, and no scan accepted."""
    stack = make_stack()
    stack.upgrade()
    path = stack.folder / "var/xenlixai.sqlite"
    path.chmod(0o444)
    text = Told(stack, [*FLASK, "doctor"]).text()
    assert "cannot be opened or written to: give it and its folder" in text
    assert str(path) in text
