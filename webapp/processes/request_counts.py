"""The folder in which the processes of one gunicorn count requests."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PREFIX = "xenlixai-metrics-"
#: Whoever just made one has its lock by then.
YOUNG_SECONDS = 60


def make_folder() -> str:
    """A new one, locked for as long as this process or one that it forks lives."""
    sweep()
    folder = tempfile.mkdtemp(prefix=PREFIX)
    fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_EX)
    return folder


def sweep() -> None:
    """Remove those that nobody holds any more, however their owners ended."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # another user's, or held
            if time.time() - folder.stat().st_mtime > YOUNG_SECONDS:
                remove_unheld(folder)


def remove_unheld(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    finally:
        os.close(opened)
