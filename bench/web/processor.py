"""Processor time of others' processes: a busy machine changes it little."""

from __future__ import annotations

import os
from pathlib import Path


def seconds(pid: int) -> float:
    """Of this process and of its children that have ended. See proc_pid_stat(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
