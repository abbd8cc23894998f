"""The folder of ``VAR_DIR``: made, and told in one sentence where it cannot be used."""

from __future__ import annotations

import os
from pathlib import Path

from webapp.domain.settings_reader import ConfigError


def make(var_dir: Path) -> None:
    """Make the folder for data, where it is not there yet: for its owner alone, since
    addresses of people, reports and secret links are in it."""
    try:
        var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_writable = os.access(var_dir, os.W_OK | os.X_OK)
    except OSError:
        is_writable = False
    if not is_writable:
        raise ConfigError(
            f"Nothing can be written to {var_dir}: make this folder writable, or set "
            "VAR_DIR to one that is."
        )


def unusable(error: OSError, var_dir: Path) -> str:
    """What to say where the folder is sound and a file in it is not, such as one that
    another user made."""
    return (
        f"{error.filename or var_dir} cannot be used ({error.strerror}): give it to "
        "the user that runs XenlixAI, or set VAR_DIR to another folder."
    )
