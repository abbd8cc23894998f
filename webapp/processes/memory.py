"""How much memory processes of this machine hold."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

PSS = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)


def resident_bytes(*pids: int) -> int | None:
    """Bytes in memory of these processes together, what they share counted once (the
    proportional set size, proc_pid_smaps(5)); None where the system does not tell."""
    found = []
    for pid in pids:
        with suppress(OSError):  # not Linux, or it ended in this moment
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            found += [int(kilobytes) * 1024 for kilobytes in PSS.findall(text)]
    return sum(found) if found else None
