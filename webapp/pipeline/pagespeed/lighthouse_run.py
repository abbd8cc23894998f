"""One run of Lighthouse's command line, of which no process outlives the run."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

#: Lighthouse and its browser run what strangers wrote, so of our environment, which
#: holds the product's secrets, they get what they need. The operator's CHROME_PATH is
#: kept as CHROME; Lighthouse starts ``BROWSER`` in its place.
START = (
    "home=$1 chrome=$2; shift 2; "
    'exec env -i PATH="$PATH" LANG=C.UTF-8 HOME="$home" TMPDIR="$home" '
    'CHROME="${CHROME_PATH:-$chrome}" CHROME_PATH="$home/browser" "$@"'
)
#: Lighthouse starts its browser in a process group of its own, which ours does not
#: hold: its number is noted. No note, no browser, so that none is started too late.
BROWSER = """#!/bin/sh
echo $$ > "$HOME/group.$$" || exit 1
exec "$CHROME" "$@"
"""
#: Killed processes are gone after this long.
GONE_SECONDS = 3.0
TAIL_BYTES = 2000


class Run:
    """A folder of its own and a command; ``end`` kills all that it started."""

    def __init__(self, folder: Path, command: list[str], chrome: str) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        browser = self.home / "browser"
        browser.touch(0o700)
        browser.write_text(BROWSER)
        self.errors = folder / "stderr"
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                ["/bin/sh", "-c", START, "sh", str(self.home), chrome, *command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=self.home,
                start_new_session=True,
            )

    def wait(self, seconds: float) -> int | None:
        """Its exit status, or None where it took too long."""
        try:
            return self.process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            return None

    def end(self) -> None:
        """Kill what is left. The folder is moved first: a browser that is only about
        to start finds no place for its note."""
        kill_group(self.process.pid)
        self.process.wait()
        over = self.home.rename(self.folder / "over")
        groups = [int(note.suffix[1:]) for note in over.glob("group.*")]
        for group in groups:
            kill_group(group)
        ends_at = time.monotonic() + GONE_SECONDS
        while any(map(is_alive, groups)) and time.monotonic() < ends_at:
            time.sleep(0.05)

    def last_words(self) -> str:
        """The end of what it wrote to standard error."""
        with self.errors.open("rb") as errors:
            errors.seek(max(0, self.errors.stat().st_size - TAIL_BYTES))
            return errors.read(TAIL_BYTES).decode("utf-8", "replace").strip()


def kill_group(number: int) -> None:
    with suppress(ProcessLookupError):  # it has ended by itself
        os.killpg(number, signal.SIGKILL)


def is_alive(group: int) -> bool:
    """Whether a process of the group still runs: the dead ones may lack a parent that
    buries them. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html"""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended just now
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                return True
    return False
