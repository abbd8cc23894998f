"""What production refuses to start with."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from config import ConfigError, load_settings
from support.stack import BIN, ROOT

PRODUCTION = {"APP_ENV": "production", "SECRET_KEY": "a key for tests, long enough"}


@pytest.mark.parametrize("value", ["1", "true", "on", "yes"])
def test_no_debugger(tmp_path: Path, value: str) -> None:
    environ = PRODUCTION | {"VAR_DIR": str(tmp_path), "FLASK_DEBUG": value}
    with pytest.raises(ConfigError, match="FLASK_DEBUG"):
        load_settings(environ)
    assert load_settings(environ | {"APP_ENV": "development"})


@pytest.mark.parametrize("value", ["", "0", "false", "No"])
def test_what_switches_it_off_is_fine(tmp_path: Path, value: str) -> None:
    environ = PRODUCTION | {"VAR_DIR": str(tmp_path), "FLASK_DEBUG": value}
    assert load_settings(environ).is_production


def test_no_debugger_by_an_option_either(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(BIN / "flask"), "--app", "webapp", "--debug", "doctor"],
        cwd=ROOT,
        env=PRODUCTION | {"VAR_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "XenlixAI cannot start. FLASK_DEBUG is" in done.stderr


@pytest.mark.parametrize("secret", ["", "short"])
def test_no_secret_that_is_missing_or_short(tmp_path: Path, secret: str) -> None:
    """Nor the one that development made for itself in the same folder."""
    load_settings({"VAR_DIR": str(tmp_path)})
    assert (tmp_path / "secret_key").exists()
    environ = PRODUCTION | {"VAR_DIR": str(tmp_path), "SECRET_KEY": secret}
    with pytest.raises(ConfigError, match="SECRET_KEY"):
        load_settings(environ)
