"""Become a command under the limits of a systemd unit, without systemd.

    python tests/deploy/confine.py UNIT.service COMMAND…

Applied as systemd.exec(5) tells: no new privileges, no capabilities, the system call
filter, the address families, no memory both writable and executable. The kernel's own
filters hold them, made by libseccomp, as systemd's are.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

SYSTEMD = Path(__file__).resolve().parents[2] / "deploy/systemd"
ALLOW = 0x7FFF0000
#: seccomp.h: SCMP_CMP_EQ and SCMP_CMP_MASKED_EQ
EQUAL, MASKED = 4, 7
WRITE, EXECUTE, SHM_EXEC = 2, 4, 0o100000
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38

libc = ctypes.CDLL(None, use_errno=True)


class Comparison(ctypes.Structure):
    """struct scmp_arg_cmp"""

    _fields_ = [
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    ]


def refuse(number: int) -> int:
    return 0x00050000 | number


class Filter:
    """One filter of the kernel's; several hold together."""

    def __init__(self, otherwise: int) -> None:
        self.library = ctypes.CDLL("libseccomp.so.2")
        self.library.seccomp_init.restype = ctypes.c_void_p
        self.context = ctypes.c_void_p(self.library.seccomp_init(otherwise))

    def add(self, action: int, name: str, *comparisons: Comparison) -> None:
        number = self.library.seccomp_syscall_resolve_name(name.encode())
        if number < 0:
            return  # of another architecture
        array = (Comparison * len(comparisons))(*comparisons)
        done = self.library.seccomp_rule_add_array(
            self.context, ctypes.c_uint32(action), number, len(comparisons), array
        )
        assert done == 0, f"{name}: {os.strerror(-done)}"

    def load(self) -> None:
        assert self.library.seccomp_load(self.context) == 0, "the filter is not loaded"


def values(unit: str, name: str) -> list[str]:
    """A setting's lines, in the order in which systemd reads them."""
    files = [SYSTEMD / "xenlixai-.service.d/common.conf", SYSTEMD / unit]
    text = "\n".join(file.read_text() for file in files)
    return re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)


def call_names(groups: str) -> set[str]:
    """Every system call of ``@group name …``."""
    found: set[str] = set()
    for word in groups.split():
        if not word.startswith("@"):
            found.add(word)
            continue
        told = subprocess.run(
            ["systemd-analyze", "syscall-filter", word],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        lines = [line.strip() for line in told.splitlines()[1:]]
        found |= call_names(" ".join(x for x in lines if not x.startswith("#")))
    return found


def allowed_calls(unit: str) -> set[str]:
    found = call_names("@default")
    for line in values(unit, "SystemCallFilter"):
        names = call_names(line.removeprefix("~"))
        found = found - names if line.startswith("~") else found | names
    return found


def limit_calls(unit: str) -> None:
    limits = Filter(refuse(errno.EPERM))
    for name in allowed_calls(unit):
        limits.add(ALLOW, name)
    limits.load()


def limit_memory() -> None:
    """Of MemoryDenyWriteExecute."""
    limits = Filter(ALLOW)
    both = WRITE | EXECUTE
    no = refuse(errno.EPERM)
    limits.add(no, "mmap", Comparison(2, MASKED, both, both))
    for name in ("mprotect", "pkey_mprotect"):
        limits.add(no, name, Comparison(2, MASKED, EXECUTE, EXECUTE))
    limits.add(no, "shmat", Comparison(2, MASKED, SHM_EXEC, SHM_EXEC))
    limits.load()


def limit_families(names: str) -> None:
    allowed = {int(getattr(socket, name)) for name in names.split()}
    limits = Filter(ALLOW)
    for family in set(range(1, 46)) - allowed:
        no = refuse(errno.EAFNOSUPPORT)
        limits.add(no, "socket", Comparison(0, EQUAL, family))
    limits.load()


def confine(unit: str) -> None:
    """The filter of the calls is the last: it forbids to set the others."""
    if values(unit, "CapabilityBoundingSet") == [""] and os.getuid() == 0:
        for capability in range(41):
            libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    if values(unit, "NoNewPrivileges") == ["yes"]:
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    names = " ".join(values(unit, "RestrictAddressFamilies"))
    if names:
        limit_families(names)
    if values(unit, "MemoryDenyWriteExecute") == ["yes"]:
        limit_memory()
    if values(unit, "SystemCallFilter"):
        limit_calls(unit)


def main() -> None:
    confine(sys.argv[1])
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606


if __name__ == "__main__":
    main()
