"""How much memory processes of this machine hold."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def resident_bytes(*pids: int) -> int | None:
    """Bytes in memory of these processes together, what they share counted once each;
    None where the system does not tell (proc(5), ``statm``)."""
    page = os.sysconf("SC_PAGE_SIZE")
    found = []
    for pid in pids:
        with suppress(OSError):  # not Linux, or it ended in this moment
            fields = Path(f"/proc/{pid}/statm").read_text().split()
            found.append(int(fields[1]) * page)
    return sum(found) if found else None
