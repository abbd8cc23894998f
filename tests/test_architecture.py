"""The house rules that no linter knows: sizes, the environment, what web may import."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

PRODUCT = sorted([*ROOT.glob("webapp/**/*.py"), ROOT / "config.py", ROOT / "worker.py"])
TEMPLATES = sorted(ROOT.glob("webapp/templates/**/*.html"))
TESTS = sorted(ROOT.glob("tests/**/*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def ceiling(path: Path) -> int:
    """Lines a file may have at most."""
    relative = name(path)
    parts = relative.split("/")
    if parts[:2] == ["webapp", "audits"] and len(parts) == 4:
        return 90
    if path.name == "routes.py":
        return 200
    if path.name == "conftest.py":
        return 150
    if path.suffix == ".html":
        return 50 if path.name.startswith("_") else 120
    return 250


@pytest.mark.parametrize("path", [*PRODUCT, *TEMPLATES, *TESTS], ids=name)
def test_no_file_is_a_drawer(path: Path) -> None:
    assert lines(path) <= ceiling(path)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_functions_are_short(path: Path) -> None:
    limit = 15 if "/tasks/" in name(path) else 40
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in functions(path)
        if node.end_lineno and node.end_lineno - node.lineno + 1 > limit
    ]
    assert not long


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_only_config_reads_the_environment(path: Path) -> None:
    names = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    }
    assert path.name == "config.py" or not names & {"environ", "getenv", "putenv"}


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_modules_say_what_they_are_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_the_web_process_does_not_import_what_only_a_worker_needs(
    tmp_path: Path,
) -> None:
    """Nor does the scheduler: both are up in a second."""
    program = (
        "import sys; from webapp import create_app; create_app(); "
        "import webapp.processes.web, webapp.processes.scheduler; "
        "heavy = {'torch', 'keybert', 'sentence_transformers', 'sklearn', 'scipy'}; "
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
